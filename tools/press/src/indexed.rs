//! A picture as a PNG of at most 128 colours: a third of one with all of them, and on flat colours the eye sees no other.

use color_quant::NeuQuant;
use std::collections::HashMap;

/// Colours a palette holds.
const MOST: usize = 128;
/// Colours of so many pixels are kept as they are: paper stays the paper of the page.
const FLAT: u32 = 150;
/// And at most so many of them.
const MOST_FLAT: usize = 88;

type Colour = [u8; 3];

/// A picture of so many pixels a row as a file; red, green and blue for each pixel, row by row.
pub fn png(pixels: &[Colour], width: u32) -> std::io::Result<Vec<u8>> {
    let (indices, palette) = indexed(pixels);
    let height = pixels.len() / width.max(1) as usize;
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, u32::try_from(height).unwrap_or(u32::MAX));
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    // Numbers of colours have no slope that a filter could take away.
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header()?.write_image_data(&indices)?;
    Ok(out)
}

/// Each pixel's colour by its place in a palette. Large areas keep theirs; the edges between share what room is left.
fn indexed(pixels: &[Colour]) -> (Vec<u8>, Vec<Colour>) {
    let mut counts: HashMap<Colour, u32> = HashMap::new();
    // Most pixels are as the one before them.
    for run in pixels.chunk_by(PartialEq::eq) {
        let n = u32::try_from(run.len()).unwrap_or(u32::MAX);
        if let Some(pixel) = run.first() {
            let count = counts.entry(*pixel).or_default();
            *count = count.saturating_add(n);
        }
    }
    let mut all: Vec<(Colour, u32)> = counts.into_iter().collect();
    // The most first, and in an order that the map has no say in.
    all.sort_unstable_by_key(|(colour, n)| (u32::MAX - n, *colour));
    let colours = all.iter().map(|(colour, _)| *colour);
    let palette: Vec<Colour> = if all.len() <= MOST {
        colours.collect()
    } else {
        let flat = all.iter().take(MOST_FLAT).take_while(|(_, n)| *n >= FLAT).count();
        let rest: Vec<u8> = colours
            .clone()
            .skip(flat)
            .flat_map(|[r, g, b]| [r, g, b, 255])
            .collect();
        let learned = NeuQuant::new(1, MOST - flat, &rest).color_map_rgb();
        let learned = learned.chunks_exact(3).map(|c| [c[0], c[1], c[2]]);
        colours.take(flat).chain(learned).collect()
    };
    let places: HashMap<Colour, u8> = all
        .iter()
        .map(|(colour, _)| (*colour, nearest(&palette, *colour)))
        .collect();
    let runs = pixels.chunk_by(PartialEq::eq);
    let indices = runs.flat_map(|run| {
        let place = run.first().and_then(|pixel| places.get(pixel)).copied().unwrap_or(0);
        std::iter::repeat_n(place, run.len())
    });
    (indices.collect(), palette)
}

fn nearest(palette: &[Colour], [r, g, b]: Colour) -> u8 {
    let far = |[x, y, z]: &Colour| {
        let off = |a: u8, b: u8| (i32::from(a) - i32::from(b)).pow(2);
        // The eye sees green best and blue least.
        3 * off(r, *x) + 6 * off(g, *y) + off(b, *z)
    };
    let best = palette.iter().enumerate().min_by_key(|(_, colour)| far(colour));
    best.and_then(|(i, _)| u8::try_from(i).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_colours_stay_as_they_are_and_others_come_near() {
        let paper = [0xfc, 0xfa, 0xf6];
        let mut pixels = vec![paper; 10_000];
        for (i, pixel) in pixels.iter_mut().take(5_000).enumerate() {
            *pixel = [(i % 256) as u8, (i / 20) as u8, 99];
        }
        let file = png(&pixels, 100).expect("memory is enough");
        assert_eq!(
            png(&pixels, 100).expect("memory is enough"),
            file,
            "the same picture gives the same file"
        );
        let mut reader = png::Decoder::new(std::io::Cursor::new(&file))
            .read_info()
            .expect("a PNG");
        let mut indices = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut indices).expect("a picture");
        let palette = reader
            .info()
            .palette
            .as_ref()
            .expect("a palette")
            .chunks(3)
            .collect::<Vec<_>>();
        assert!(palette.len() <= MOST);
        let far = |i: usize| -> i32 {
            let found = palette[usize::from(indices[i])];
            found
                .iter()
                .zip(pixels[i])
                .map(|(a, b)| (i32::from(*a) - i32::from(b)).abs())
                .sum()
        };
        assert_eq!(far(9_999), 0);
        assert!((0..5_000).all(|i| far(i) < 60), "{:?}", (0..5_000).map(far).max());
    }
}
