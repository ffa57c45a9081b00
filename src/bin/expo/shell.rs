//! `expo shell`: the first picture, for `public/shell.svg`. It stands in the page before the program has come, where
//! the first camera will show the same: the style sheet gives the drawing the room that `Camera::fitting` would.

use clap::Args;
use m21::load::{self, File, Sources};
use m21::model::{Atlas, Border, GroundKind};
use m21::space::{Bounds, Path, Pt};
use m21::view::camera::{WHEELS_UP_TO_ZOOM, metres_per_px};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The data folder.
    #[arg(default_value = "data")]
    dir: PathBuf,
}

/// Metres in a unit of the drawing: a pixel of a desktop.
const UNIT_M: f64 = 10.0;
/// How far a line may be from the true one, in metres: a pixel of a phone, two of a desktop.
const CITY_M: f64 = 25.0;
const RING_M: f64 = 6.0;
const OUTER_M: f64 = 150.0;

/// Draws a folder.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let found: Vec<_> = File::ALL
        .into_iter()
        .filter_map(|file| Some((file, fs::read(arguments.dir.join(file.path())).ok()?)))
        .collect();
    let mut sources = Sources::default();
    for (file, bytes) in &found {
        sources.put_bytes(*file, bytes);
    }
    let drawn = match load::read(&sources) {
        Ok(loaded) => drawing(&loaded.atlas),
        Err(unreadable) => {
            let _ = writeln!(io::stderr(), "{}: {unreadable}", arguments.dir.display());
            return ExitCode::FAILURE;
        }
    };
    let Some(drawn) = drawn else {
        let _ = writeln!(
            io::stderr(),
            "There is no ring to draw: basemap/rail.geojson needs a line of the class \"ring\"."
        );
        return ExitCode::FAILURE;
    };
    match io::stdout().write_all(drawn.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// The drawing, in units of ten metres; nothing without a ring.
fn drawing(atlas: &Atlas) -> Option<String> {
    let ring = &atlas.basemap.ring()?.path;
    let bounds = Bounds::about(ring.points.iter().copied())?;
    let corner = bounds.min;
    let size = bounds.size();
    let [width, height] = [size.x, size.y].map(|m| m / UNIT_M);
    // However large the screen, the ring is no larger than the page's first camera makes it.
    let [most_width, most_height] = [size.x, size.y].map(|m| m / metres_per_px(WHEELS_UP_TO_ZOOM));
    let stations: Vec<_> = atlas.ring_stations().map(|(_, s)| s).collect();
    let names: Vec<&str> = stations.iter().map(|s| s.name.as_str()).collect();
    let mut out = format!(
        "<svg class=\"shell-map\" width=\"{most_width:.0}\" height=\"{most_height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"Malmöpendelns ring: {}\">",
        names.join(", ")
    );
    let pen = Pen { corner };
    let city = &atlas.city;
    let grounds = |kind: &dyn Fn(GroundKind) -> bool| -> Vec<&Path> {
        let wanted = atlas.basemap.grounds.iter().filter(|g| kind(g.kind));
        wanted.flat_map(|g| g.region.rings()).collect()
    };
    let mut path = |class: &str, lines: &[&Path], tolerance: f64| {
        let d: String = lines.iter().map(|line| pen.line(line, tolerance)).collect();
        if !d.is_empty() {
            let _ = write!(out, "<path class=\"{class}\" d=\"{d}\"/>");
        }
    };
    path("shell-outer", &grounds(&|k| k == GroundKind::Land), OUTER_M);
    for tint in 0..4 {
        let districts = city.districts.iter().filter(|d| d.tint == tint);
        let rings: Vec<_> = districts.flat_map(|d| d.region.rings()).collect();
        path(&format!("shell-t{tint}"), &rings, CITY_M);
    }
    for (class, wanted) in [
        ("shell-district", Border::District),
        ("shell-shore", Border::Shore),
        ("shell-muni", Border::Municipal),
    ] {
        let borders = city.borders.iter().filter(|(border, _)| *border == wanted);
        path(class, &borders.map(|(_, line)| line).collect::<Vec<_>>(), CITY_M);
    }
    path("shell-ring", &[ring], RING_M);
    for station in stations {
        // A line without length is a dot as wide as the pen, whatever the scale.
        let [x, y] = pen.place(station.at);
        let _ = write!(out, "<path class=\"shell-station\" d=\"M{x} {y}h0\"/>");
        let _ = write!(out, "<path class=\"shell-heart\" d=\"M{x} {y}h0\"/>");
    }
    out.push_str("</svg>\n");
    Some(out)
}

/// Draws from the bounds' corner.
struct Pen {
    corner: Pt,
}

impl Pen {
    fn place(&self, p: Pt) -> [i32; 2] {
        let p = p - self.corner;
        [p.x, p.y].map(|m| (m / UNIT_M).round() as i32)
    }

    /// A line as SVG draws it, from point to point by what they differ.
    fn line(&self, path: &Path, tolerance: f64) -> String {
        let kept = simplified(&path.points, tolerance);
        let mut places: Vec<_> = kept.into_iter().map(|p| self.place(p)).collect();
        places.dedup();
        if path.is_closed() {
            places.pop();
        }
        // What is smaller than the tolerance is left out.
        if places.len() < if path.is_closed() { 3 } else { 2 } {
            return String::new();
        }
        let mut d = String::new();
        let mut before = [0, 0];
        for (i, place) in places.into_iter().enumerate() {
            let [dx, dy] = [place[0] - before[0], place[1] - before[1]];
            let start = if i == 0 {
                "M"
            } else if i == 1 {
                "l"
            } else if dx < 0 {
                ""
            } else {
                " "
            };
            let gap = if dy < 0 { "" } else { " " };
            let _ = write!(d, "{start}{dx}{gap}{dy}");
            before = place;
        }
        if path.is_closed() {
            d.push('z');
        }
        d
    }
}

/// The fewest of the points that leave none farther than `tolerance` metres from the line (Douglas & Peucker 1973).
fn simplified(points: &[Pt], tolerance: f64) -> Vec<Pt> {
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else {
        return Vec::new();
    };
    let away = |p: Pt| {
        let (way, to) = (last - first, p - first);
        let length = way.x.hypot(way.y);
        if length > 0.0 {
            (way.x * to.y - way.y * to.x).abs() / length
        } else {
            p.distance(first)
        }
    };
    let farthest = (1..points.len().saturating_sub(1)).max_by(|a, b| away(points[*a]).total_cmp(&away(points[*b])));
    match farthest.filter(|i| away(points[*i]) > tolerance) {
        Some(middle) => {
            let mut kept = simplified(&points[..=middle], tolerance);
            kept.pop();
            kept.extend(simplified(&points[middle..], tolerance));
            kept
        }
        None => vec![first, last],
    }
}
