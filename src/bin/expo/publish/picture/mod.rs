//! Preview pictures: 1200 × 630 pixels for whoever is sent a link.

mod ground;
mod letters;
mod plate;

use super::assets::Tree;
use super::book::Shown;
use super::built::Built;
use super::press::in_parallel;
pub(super) use ground::colour;
use letters::Letters;
use m21::model::Lang;
use m21::query::World;
use plate::{DPR, Plates};
use std::collections::BTreeMap;

/// Pictures' paths by what they show and in which language.
pub(super) type Pictures = BTreeMap<(Shown, &'static str), String>;

/// The page's fonts: the upright ones in the order they are asked, then the slanted one.
const UPRIGHT: [&str; 2] = ["archivo.woff2", "archivo-europe.woff2"];
const ITALIC: &str = "archivo-italic.woff2";

/// Makes every picture: of the expo, of each site and of each partner, in each language.
pub(super) fn put(tree: &mut Tree, world: &World, built: &Built) -> Result<Pictures, String> {
    let font = |name: &str| {
        let missing = || format!("The built page has no fonts/{name}. Build it again: `cargo xtask build`.");
        built.font(name).ok_or_else(missing)
    };
    let upright = UPRIGHT.iter().map(|name| font(name)).collect::<Result<Vec<_>, _>>()?;
    let letters = Letters::read(&upright, font(ITALIC)?, DPR)?;
    let plates = Plates {
        world,
        letters: &letters,
    };
    let sites = (0..world.atlas.sites.len() as u32).map(Shown::Site);
    let partners = (0..world.atlas.partners.len() as u16).map(Shown::Partner);
    let all: Vec<(Shown, Lang)> = [Shown::Expo]
        .into_iter()
        .chain(sites)
        .chain(partners)
        .flat_map(|shown| Lang::ALL.map(|lang| (shown, lang)))
        .collect();
    let files = in_parallel(all.len(), &|i| {
        let (shown, lang) = all[i];
        let plate = plates
            .plate(shown, lang)
            .ok_or("There is no memory for a preview picture.")?;
        let pixels: Vec<_> = plate.pixels().iter().map(|p| [p.red(), p.green(), p.blue()]).collect();
        m21_press::png(&pixels, plate.width())
            .map_err(|fault| format!("A preview picture could not be written: {fault}."))
    });
    let mut pictures = Pictures::new();
    for ((shown, lang), file) in all.into_iter().zip(files) {
        let name = match shown {
            Shown::Expo => "expo".to_owned(),
            Shown::Site(number) => world.atlas.site(m21::model::SiteId(number)).slug,
            Shown::Partner(number) => world.atlas.partner(m21::model::PartnerId(number)).slug.clone(),
        };
        let path = tree.keep(&format!("{name}-{}", lang.tag()), "png", file?);
        pictures.insert((shown, lang.tag()), path);
    }
    Ok(pictures)
}
