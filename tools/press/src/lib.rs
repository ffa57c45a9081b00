//! Files as they travel: pressed at their best, the same bytes each time. A crate of its own so that it runs quickly where
//! all else is built for debugging.

mod indexed;

pub use indexed::png;

use std::io::{self, Write};

/// Pressed by Brotli, level 11.
pub fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let best = ::brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    ::brotli::BrotliCompress(&mut &bytes[..], &mut out, &best)?;
    Ok(out)
}

/// Pressed by gzip, level 9, without a time or a name in its head.
pub fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let best = flate2::Compression::best();
    let mut writer = flate2::GzBuilder::new().mtime(0).write(Vec::new(), best);
    writer.write_all(bytes)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_pressed_comes_out_as_it_was() {
        let text = "Malmö ".repeat(500).into_bytes();
        let mut out = Vec::new();
        let pressed = brotli(&text).expect("memory is enough");
        ::brotli::BrotliDecompress(&mut &pressed[..], &mut out).expect("Brotli");
        assert_eq!(out, text);
        assert!(pressed.len() < 100);
        let mut out = Vec::new();
        let pressed = gzip(&text).expect("memory is enough");
        flate2::read::GzDecoder::new(&pressed[..])
            .read_to_end(&mut out)
            .expect("gzip");
        assert_eq!(out, text);
    }
}
