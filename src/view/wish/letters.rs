//! Slugs in few bits: letters that are common in names of Swedish places take fewer than rare ones.
//!
//! A prefix code (Huffman, "A method for the construction of minimum-redundancy codes", 1952) made once from the letters
//! of the expo's slugs. It is part of every link ever shared and never changes; another one would be another version.

use super::MAX_SLUG;
use super::bits::{BitReader, BitWriter};

/// Bits for each of [`SYMBOLS`], then for the end, and for any other byte, whose eight bits follow.
const WIDTHS: [u8; 39] = [
    3, 5, 8, 5, 4, 7, 5, 7, 5, 7, 5, 4, 5, 4, 5, 6, 9, 4, 4, 3, 6, 5, 9, 8, 7, 9, 8, 9, 9, 9, 9, 11, 10, 10, 10, 9, 5,
    4, 11,
];
const SYMBOLS: &[u8; 37] = b"abcdefghijklmnopqrstuvwxyz0123456789-";
const END: usize = 37;
const OTHER: usize = 38;
const WIDEST: u8 = 11;

/// Writes a slug and its end.
pub(super) fn write(to: &mut BitWriter, slug: &str) {
    for byte in slug.bytes() {
        if let Some(symbol) = SYMBOLS.iter().position(|s| *s == byte) {
            put(to, symbol);
        } else {
            put(to, OTHER);
            to.put(u32::from(byte), 8);
        }
    }
    put(to, END);
}

/// Reads a slug up to its end; nothing if there is none.
pub(super) fn read(from: &mut BitReader<'_>) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if from.is_at_end() {
            return None;
        }
        match symbol(from)? {
            END => break,
            OTHER => bytes.push(from.take(8) as u8),
            symbol => bytes.push(SYMBOLS[symbol]),
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    let cut: String = text.trim().chars().take(MAX_SLUG).collect();
    let cut = cut.trim();
    (!cut.is_empty()).then(|| cut.to_owned())
}

/// Canonical: codes of one width are consecutive in the order of the symbols, and each width goes on where the one before
/// ended, so that the widths say it all.
fn put(to: &mut BitWriter, wanted: usize) {
    let mut code = 0;
    for width in 1..=WIDEST {
        code <<= 1;
        for symbol in (0..WIDTHS.len()).filter(|s| WIDTHS[*s] == width) {
            if symbol == wanted {
                to.put(code, u32::from(width));
                return;
            }
            code += 1;
        }
    }
}

fn symbol(from: &mut BitReader<'_>) -> Option<usize> {
    let (mut code, mut read) = (0, 0);
    for width in 1..=WIDEST {
        code <<= 1;
        read = read << 1 | u32::from(from.flag());
        for symbol in (0..WIDTHS.len()).filter(|s| WIDTHS[*s] == width) {
            if code == read {
                return Some(symbol);
            }
            code += 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_bits_begins_some_symbol() {
        // Kraft's sum, in 2048ths: a code is complete if it is one.
        let sum: u32 = WIDTHS.iter().map(|width| 1 << (WIDEST - width)).sum();
        assert_eq!(sum, 1 << WIDEST);
    }

    #[test]
    fn a_slug_reads_back_as_it_was_written_and_stands_before_what_follows() {
        for slug in ["oppet-dagvatten", "x", "2047", "Åkern & ängen", "q-0"] {
            let mut writer = BitWriter::default();
            write(&mut writer, slug);
            writer.put(0b101, 3);
            let letters = writer.letters();
            let mut reader = BitReader::new(&letters);
            assert_eq!(read(&mut reader).as_deref(), Some(slug));
            assert_eq!(reader.take(3), 0b101);
        }
    }
}
