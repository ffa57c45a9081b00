//! The app's icons as phones want them, drawn from the one that is drawn by hand.

use super::assets::Tree;
use super::manifest::Icon;
use super::picture::colour;
use m21::draw::{Ink, Palette};
use m21::view::Theme;
use resvg::usvg::{Options, Tree as Drawing};
use tiny_skia::{Pixmap, Transform};

/// Sides that are asked for on home screens, in pixels.
const SIDES: [u32; 2] = [192, 512];
/// The side of the one that iPhones want.
const TOUCH: u32 = 180;

/// The icons' paths.
pub(super) struct Icons {
    pub(super) manifest: Vec<Icon>,
    pub(super) touch: String,
}

/// Draws every icon. One that is cut to a shape stands on a ground of its own dark: its ring of goals is within the
/// circle that no shape cuts into, four fifths of the side.
pub(super) fn put(tree: &mut Tree, svg: &[u8]) -> Result<Icons, String> {
    let why =
        |fault: String| format!("icon.svg cannot be drawn: {fault}. Mend public/icon.svg and build the page again.");
    let drawing = Drawing::from_data(svg, &Options::default()).map_err(|fault| why(fault.to_string()))?;
    let mut draw = |name: &str, side: u32, grounded: bool| -> Result<String, String> {
        let no_room = || why("there is no memory for it".to_owned());
        let mut picture = Pixmap::new(side, side).ok_or_else(no_room)?;
        if grounded {
            picture.fill(colour(Palette::of(Theme::Day), Ink::Ink));
        }
        let size = drawing.size();
        let scale = side as f32 / size.width().max(size.height());
        resvg::render(&drawing, Transform::from_scale(scale, scale), &mut picture.as_mut());
        let file = picture.encode_png().map_err(|fault| why(fault.to_string()))?;
        Ok(tree.keep(name, "png", file))
    };
    let mut manifest = Vec::new();
    for maskable in [false, true] {
        for side in SIDES {
            let name = if maskable { "icon-maskable" } else { "icon" };
            manifest.push(Icon {
                path: draw(name, side, maskable)?,
                side,
                maskable,
            });
        }
    }
    let touch = draw("icon-touch", TOUCH, true)?;
    Ok(Icons { manifest, touch })
}
