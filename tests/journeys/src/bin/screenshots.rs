//! Pictures of the built map for the documents: `cargo xtask screenshots [--out DIR]`.

use journeys::{Device, Failure, Result, Server, Stage};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// One picture.
struct Shot {
    /// File name without its ending.
    name: &'static str,
    device: Device,
    /// What stands after `#` in the address: place, theme, language.
    fragment: &'static str,
}

const fn shot(name: &'static str, device: Device, fragment: &'static str) -> Shot {
    Shot { name, device, fragment }
}

const SHOTS: [Shot; 12] = [
    shot("desktop-day", Device::DESKTOP, "lang=sv"),
    shot("desktop-evening", Device::DESKTOP, "theme=evening&lang=sv"),
    shot("desktop-english", Device::DESKTOP, "lang=en"),
    shot("desktop-card", Device::DESKTOP, "site=oppet-dagvatten&lang=sv"),
    shot("desktop-coverage", Device::DESKTOP, "view=coverage&lang=sv"),
    shot("phone-day", Device::PHONE, "lang=sv"),
    shot("phone-card", Device::PHONE, "site=oppet-dagvatten&lang=sv"),
    shot(
        "desktop-open",
        Device::DESKTOP,
        "open=2021-05-15T20:00&map=13.001,55.6,12.9&lang=sv",
    ),
    shot("phone-evening", Device::PHONE, "theme=evening&lang=sv"),
    shot("phone-goals", Device::PHONE, "goal=6,11&lang=sv"),
    shot(
        "desktop-route",
        Device::DESKTOP,
        "trip=1gfRPcWgACDzckc8OMyCFD0DYRpBGNVW7WRpGx8nz3CGQ&view=route&lang=sv",
    ),
    shot(
        "phone-route",
        Device::PHONE,
        "trip=1gfRPcWgACDzckc8OMyCFD0DYRpBGNVW7WRpGx8nz3CGQ&view=route&lang=sv",
    ),
];

/// What is pressed at Hyllie for pictures of a screen's other pages.
const PAGES: [(&str, &[&str]); 6] = [
    ("nobody", &[]),
    ("site", &[".k-touch", ".k-row:nth-child(2)"]),
    ("search", &[".k-touch", ".k-way:nth-child(1)"]),
    ("errand", &[".k-touch", ".k-way:nth-child(2)"]),
    ("low", &[".k-touch", ".k-set:nth-child(2)"]),
    (
        "large-english",
        &[".k-touch", ".k-set:nth-child(3)", ".k-set:nth-child(6)"],
    ),
];

/// A screen in the afternoon, and when the sun has set; the latter turns it dark by itself.
const TIMES: [(&str, &str); 2] = [
    ("day", "2021-05-15T14:32:00+02:00"),
    ("evening", "2021-05-15T21:47:00+02:00"),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let out = match words[..] {
        [] => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs"),
        ["--out", folder] => PathBuf::from(folder),
        _ => {
            eprintln!("screenshots takes only --out and a folder.");
            return ExitCode::FAILURE;
        }
    };
    match take(&out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Takes every picture, each as on a first visit.
fn take(out: &Path) -> Result<()> {
    std::fs::create_dir_all(out).map_err(|error| Failure::new(format!("{} cannot be made: {error}", out.display())))?;
    let stage = Stage::new(Server::of_the_page()?)?;
    for shot in SHOTS {
        let page = stage.blank(shot.device)?;
        page.time_zone("Europe/Stockholm")?;
        page.goto(&format!("#{}", shot.fragment))?;
        let sites = page.painted()?;
        let path = out.join(format!("{}.png", shot.name));
        page.screenshot(&path)?;
        if let Some(trouble) = page.troubles()?.first() {
            return Err(Failure::new(format!("{}: {trouble}", shot.name)));
        }
        println!("{} ({sites} sites)", path.display());
    }
    take_screens(&stage, &out.join("kiosk"))
}

/// Pictures of the screen at every station, standing and lying, by day and in the evening; and of its other pages.
fn take_screens(stage: &Stage, out: &Path) -> Result<()> {
    std::fs::create_dir_all(out).map_err(|error| Failure::new(format!("{} cannot be made: {error}", out.display())))?;
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/stations.geojson");
    let wrong = |why: &dyn std::fmt::Display| Failure::new(format!("{}: {why}", data.display()));
    let stations = std::fs::read_to_string(&data).map_err(|error| wrong(&error))?;
    let stations: serde_json::Value = serde_json::from_str(&stations).map_err(|error| wrong(&error))?;
    let stations = stations["features"].as_array().ok_or_else(|| wrong(&"no features"))?;
    for station in stations.iter().filter_map(|of| of["properties"]["id"].as_str()) {
        for (held, device) in [("stands", Device::KIOSK), ("lies", Device::LYING_KIOSK)] {
            for (time, clock) in TIMES {
                let name = format!("{station}-{held}-{time}");
                take_screen(stage, device, station, clock, &[".k-touch"], &out.join(name + ".webp"))?;
            }
        }
    }
    for (name, presses) in PAGES {
        let path = out.join(format!("page-{name}.webp"));
        take_screen(stage, Device::KIOSK, "hyllie", TIMES[0].1, presses, &path)?;
    }
    Ok(())
}

fn take_screen(stage: &Stage, device: Device, station: &str, clock: &str, presses: &[&str], path: &Path) -> Result<()> {
    let page = stage.blank(device)?;
    page.clock_starts(clock)?;
    page.goto(&format!("#kiosk={station}"))?;
    page.interactive()?;
    for press in presses {
        page.click(journeys::css(press))?;
        page.drawn()?;
    }
    page.screenshot(path)?;
    println!("{}", path.display());
    match page.troubles()?.first() {
        Some(trouble) => Err(Failure::new(format!("{}: {trouble}", path.display()))),
        None => Ok(()),
    }
}
