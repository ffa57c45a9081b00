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

const SHOTS: [Shot; 13] = [
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
    shot("kiosk-day", Device::KIOSK, "lang=sv&kiosk=persborg"),
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
    Ok(())
}
