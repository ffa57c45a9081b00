//! What the page shows, computed: which sites match, every count, the list along the ring, the card. Values, no words.

mod card;
mod engine;
mod list;
mod planes;
mod radix;
mod search;
mod sets;
mod tally;
mod trains;
mod tree;
mod words;
mod world;

pub use card::{Card, Related};
pub use engine::{Asked, Counts, Matches, Relief, Removal};
pub use list::{Head, Row, Section};
pub use search::{Found, FoundKind};
pub use trains::NextTrain;
pub(crate) use tree::by_square;
pub use tree::{Owner, Run, Square, Tree};
pub use world::World;

use crate::calendar::Moment;
use crate::model::{SiteId, StationId};
use crate::view::ViewState;

/// Everything the page lays out, but for the map's picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The time shown: the one asked for, or the app's clock.
    pub at: Moment,
    /// Which sites match.
    pub matches: Matches,
    /// Counts for every filter, each under every *other* filter.
    pub counts: Counts,
    /// The list, along the ring.
    pub sections: Vec<Section>,
    /// When nothing matches: what to take away, and how many sites that gives; most first.
    pub reliefs: Vec<Relief>,
    /// The chosen site.
    pub card: Option<Card>,
    /// The address asks for a site that is not on the map (any longer).
    pub site_not_found: bool,
    /// Slugs in the filter that the data does not know, as they were asked.
    pub unknown: Vec<String>,
    /// Ring stations none of whose own sites match.
    pub empty_stations: Vec<StationId>,
}

/// The answer to a view at a time. `clock` is the app's own time, used where the view asks for none; the list has its
/// first `most_rows` rows, and every count whatever that is.
pub fn answer(world: &World, view: &ViewState, clock: Moment, most_rows: usize) -> Answer {
    let at = view.filter.open.unwrap_or(clock);
    let asked = world.resolve(&view.filter);
    let (matches, counts) = engine::run(world, &asked);
    let site: Option<SiteId> = view.site.as_deref().and_then(|s| world.atlas.sites.find(s));
    let sections = list::along_the_ring(world, &matches, at, most_rows);
    let reliefs = if matches.total() == 0 {
        engine::reliefs(world, &asked, &view.filter)
    } else {
        Vec::new()
    };
    Answer {
        at,
        empty_stations: list::empty_stations(world, &matches),
        sections,
        reliefs,
        card: site.map(|id| card::card(world, id, at)),
        site_not_found: view.site.is_some() && site.is_none(),
        unknown: asked.unknown,
        matches,
        counts,
    }
}
