//! The project's typeface, read from the page's own font files: lines of text as outlines, and how wide they are.

use m21::draw::picture::{COUNT_PX, Numerals, Writing};
use m21::draw::{Measure, Role};
use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder, Tag};
use rustybuzz::{Face, UnicodeBuffer, Variation};
use tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Transform};

/// How a line is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Setting {
    /// Pixels.
    pub(super) size: f64,
    pub(super) weight: u16,
    /// Percent.
    pub(super) stretch: u16,
    /// Em.
    pub(super) tracking: f64,
    pub(super) italic: bool,
}

/// The font files, unpacked.
pub(super) struct Letters {
    upright: Vec<Vec<u8>>,
    italic: Vec<u8>,
    /// Numerals for counts, at both sizes.
    counts: Vec<Numerals>,
}

/// A line of text.
pub(super) struct Line {
    /// Its outline, from the beginning of its base line; nothing if it has no ink.
    pub(super) path: Option<Path>,
    /// How wide it is, in pixels.
    pub(super) width: f64,
}

impl Letters {
    /// Unpacks the fonts: the upright ones in the order they are asked, and the slanted one. `dpr` is device pixels a CSS
    /// pixel, for the numerals.
    pub(super) fn read(upright: &[&[u8]], italic: &[u8], dpr: f64) -> Result<Self, String> {
        let unpacked = |packed: &[u8]| {
            let font = wuff::decompress_woff2(packed).map_err(|fault| format!("it cannot be unpacked ({fault:?})"))?;
            match Face::from_slice(&font, 0) {
                Some(_) => Ok(font),
                None => Err("it is no font".to_owned()),
            }
        };
        let why = |fault: String| format!("A font of the built page cannot be used: {fault}. Build the page again.");
        let upright = upright.iter().map(|font| unpacked(font));
        let mut letters = Self {
            upright: upright.collect::<Result<_, _>>().map_err(why)?,
            italic: unpacked(italic).map_err(why)?,
            counts: Vec::new(),
        };
        letters.counts = COUNT_PX.iter().map_while(|size| letters.numerals(*size, dpr)).collect();
        Ok(letters)
    }

    /// A line of text. Letters that no font has are left out.
    pub(super) fn line(&self, text: &str, setting: &Setting) -> Line {
        let mut pen = Pen {
            out: PathBuilder::new(),
            x: 0.0,
            scale: 1.0,
        };
        let mut rest = text;
        while !rest.is_empty() {
            let fonts: Vec<&[u8]> = if setting.italic {
                vec![&self.italic]
            } else {
                self.upright.iter().map(Vec::as_slice).collect()
            };
            let faces: Vec<Face> = fonts.iter().filter_map(|font| face(font, setting)).collect();
            let of = |c: char| faces.iter().position(|face| face.glyph_index(c).is_some());
            let first = rest.chars().next().and_then(of);
            let end = rest
                .char_indices()
                .find(|(_, c)| of(*c) != first)
                .map_or(rest.len(), |(at, _)| at);
            if let Some(face) = first.and_then(|i| faces.get(i)) {
                pen.write(face, &rest[..end], setting);
            }
            rest = &rest[end..];
        }
        Line {
            width: f64::from(pen.x),
            path: pen.out.finish(),
        }
    }

    fn numerals(&self, size_px: f64, dpr: f64) -> Option<Numerals> {
        let setting = Setting {
            size: size_px * dpr,
            weight: 700,
            stretch: 100,
            tracking: 0.0,
            italic: false,
        };
        let (width, height) = (self.line("0", &setting).width.round(), setting.size.round());
        let mut ink: [Vec<u8>; 10] = Default::default();
        for (digit, ink) in ink.iter_mut().enumerate() {
            let line = self.line(&digit.to_string(), &setting);
            let mut picture = Pixmap::new(width as u32, height as u32)?;
            let mut paint = Paint::default();
            paint.set_color(Color::BLACK);
            // Numerals stand 0.72 em high on their line.
            let (x, y) = ((width - line.width) / 2.0, setting.size * (0.5 + 0.36));
            let at = Transform::from_translate(x as f32, y as f32);
            picture.fill_path(&line.path?, &paint, FillRule::Winding, at, None);
            *ink = picture.pixels().iter().map(|pixel| pixel.alpha()).collect();
        }
        Some(Numerals {
            width: width as usize,
            height: height as usize,
            ink,
        })
    }
}

/// A face with its axes turned as a setting wants them.
fn face<'a>(font: &'a [u8], setting: &Setting) -> Option<Face<'a>> {
    let mut face = Face::from_slice(font, 0)?;
    face.set_variations(&[
        Variation {
            tag: Tag::from_bytes(b"wght"),
            value: f32::from(setting.weight),
        },
        Variation {
            tag: Tag::from_bytes(b"wdth"),
            value: f32::from(setting.stretch),
        },
    ]);
    Some(face)
}

/// Writes outlines one after the other.
struct Pen {
    out: PathBuilder,
    x: f32,
    scale: f32,
}

impl Pen {
    fn write(&mut self, face: &Face, text: &str, setting: &Setting) {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let glyphs = rustybuzz::shape(face, &[], buffer);
        self.scale = setting.size as f32 / face.units_per_em() as f32;
        let tracking = (setting.tracking * setting.size) as f32;
        for (info, position) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
            let mut outline = Outline {
                x: self.x + position.x_offset as f32 * self.scale,
                y: -position.y_offset as f32 * self.scale,
                scale: self.scale,
                out: &mut self.out,
            };
            if let Ok(glyph) = u16::try_from(info.glyph_id) {
                face.outline_glyph(GlyphId(glyph), &mut outline);
            }
            self.x += position.x_advance as f32 * self.scale + tracking;
        }
    }
}

/// A glyph's outline on its way into a line's: fonts count upwards, pictures down.
struct Outline<'a> {
    x: f32,
    y: f32,
    scale: f32,
    out: &'a mut PathBuilder,
}

impl Outline<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Outline<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.out.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.out.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.out.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.out.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.out.close();
    }
}

impl Setting {
    /// As a name on the map is set, so many device pixels a CSS pixel.
    pub(super) fn of(role: Role, dpr: f64) -> Self {
        let style = role.style();
        Self {
            size: style.size_px * dpr,
            weight: style.weight,
            stretch: style.stretch_percent,
            tracking: style.tracking_em,
            italic: style.italic,
        }
    }
}

impl Measure for Letters {
    fn width(&self, text: &str, role: Role) -> f64 {
        self.line(text, &Setting::of(role, 1.0)).width
    }
}

impl Writing for Letters {
    fn numerals(&self, size_px: f64) -> Option<&Numerals> {
        let i = COUNT_PX.iter().position(|size| size.total_cmp(&size_px).is_eq())?;
        self.counts.get(i)
    }
}
