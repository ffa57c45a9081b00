//! The words on the map in one language, made once: a frame that puts them down asks for no memory.

use std::cell::RefCell;
use std::rc::Rc;

use crate::letters::in_capitals;
use crate::model::{Lang, MapLabelKind, SiteId};
use crate::query::World;

/// A name as it is drawn.
pub(super) type Text = Rc<str>;

/// So many titles are kept at most: all of a usual expo, and many screens of a large one.
const MOST_TITLES: usize = 2_048;

/// The words on the map.
#[derive(Debug)]
pub struct Names {
    lang: Lang,
    /// By station.
    pub(super) stations: Vec<Text>,
    /// By district, each with the ways to set it in lines.
    pub(super) districts: Vec<Vec<Vec<Text>>>,
    /// By the basemap's labels.
    pub(super) free: Vec<Text>,
    /// Sites' titles once they have been drawn, in the order of their numbers.
    titles: RefCell<Vec<(SiteId, Text)>>,
}

impl Names {
    /// The words in a language.
    pub fn new(world: &World, lang: Lang) -> Self {
        let atlas = &world.atlas;
        let free = atlas.basemap.labels.iter().map(|label| {
            let name = label.name.get(lang);
            match label.kind {
                MapLabelKind::Sea => in_capitals(name).into(),
                _ => name.into(),
            }
        });
        Self {
            lang,
            stations: atlas.stations.iter().map(|s| s.name.as_str().into()).collect(),
            districts: atlas.city.districts.iter().map(|d| district_lines(&d.name)).collect(),
            free: free.collect(),
            titles: RefCell::default(),
        }
    }

    /// Whether they are in a language.
    pub fn are_in(&self, lang: Lang) -> bool {
        self.lang == lang
    }

    /// A site's title.
    pub(super) fn title(&self, world: &World, site: SiteId) -> Text {
        let mut titles = self.titles.borrow_mut();
        let i = match titles.binary_search_by_key(&site, |(id, _)| *id) {
            Ok(i) => return Text::clone(&titles[i].1),
            Err(i) => i,
        };
        let title: Text = world.atlas.sites.title(site).get(self.lang).into();
        if titles.len() < MOST_TITLES {
            titles.insert(i, (site, Text::clone(&title)));
        } else {
            titles.clear();
            titles.push((site, Text::clone(&title)));
        }
        title
    }
}

/// A district's name in capitals: two words stand on two lines, two names joined by a hyphen on one if there is room.
fn district_lines(name: &str) -> Vec<Vec<Text>> {
    let name = in_capitals(name);
    if let Some((a, b)) = name.split_once(' ') {
        vec![vec![a.into(), b.into()], vec![name.into()]]
    } else if let Some((a, b)) = name.split_once('-') {
        vec![vec![name.as_str().into()], vec![format!("{a}-").into(), b.into()]]
    } else {
        vec![vec![name.into()]]
    }
}
