//! A crowd of made-up sites on the real city, the same on every machine; for `benches/engine.rs` and `tests/thrift.rs`.

mod asks;
mod scan;

pub(crate) use asks::Ask;
pub(crate) use scan::{Numbers, Rows};

use m21::calendar::Hours;
use m21::draw::{Faces, Hold, Measure, Names, Nodes, Overlay, Role, Scene, Tick, index, overlay};
use m21::load::{File, Sources, read};
use m21::model::{Atlas, DistrictId, Goal, Kind, Lang, Localized, Part, PartnerId, Position, Site, StationId, Status};
use m21::query::{Answer, World, answer};
use m21::space::{Bounds, Metres, Pt, Px};
use m21::view::{Camera, ViewState, Viewport};
use std::path::Path;

/// The page shows so many rows before anybody scrolls.
const ROWS: usize = 10;
/// Of three sites one stands near a station of the ring.
const ONE_OF: u64 = 3;
/// Nearly all of those stand nearer than this.
const NEAR_M: f64 = 1500.0;
/// A site is reached from the nearest station that is not farther than this.
const REACHED: Metres = Metres(2500.0);
const HOURS: [&str; 6] = [
    "24/7",
    "Mo-Su 08:00-17:00",
    "Tu-Su 10:00-18:00",
    "Mo-Fr 08:00-16:00; PH off",
    "Sa 18:00-02:00",
    "We-Su 11:00-19:00",
];
/// The first word of a title. None is a word of a goal, a partner, a district or a station.
const THINGS: [&str; 8] = [
    "Takodling",
    "Dagvattendike",
    "Solbänk",
    "Bytesbod",
    "Lekskulptur",
    "Svampkällare",
    "Cykelverkstad",
    "Bigård",
];

/// What chance gives: `SplitMix64` (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// A whole number below `n`.
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// Between 0 and 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Between -1 and 1, most often near 0: the middle of four.
    fn near_zero(&mut self) -> f64 {
        (0..4).map(|_| self.share()).sum::<f64>() / 2.0 - 1.0
    }
}

/// The project's own data, without its programme, which names sites by number.
fn city() -> Atlas {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let bytes = |file: File| Some((file, std::fs::read(folder.join(file.path())).ok()?));
    let files: Vec<_> = File::ALL.into_iter().filter_map(bytes).collect();
    let mut sources = Sources::default();
    for (file, bytes) in &files {
        sources.put_bytes(*file, bytes);
    }
    let atlas = read(&sources).expect("the project's own data is readable").atlas;
    Atlas {
        events: Vec::new(),
        notices: Vec::new(),
        ..atlas
    }
}

/// Where a site stands, and its district: near a station of the ring, or anywhere in the city.
fn place(chance: &mut Chance, city: &Atlas, whole: &Bounds, ring: &[Pt]) -> (Pt, DistrictId) {
    loop {
        let at = if chance.next().is_multiple_of(ONE_OF) {
            let station = ring[chance.below(ring.len())];
            station + Pt::new(chance.near_zero(), chance.near_zero()) * NEAR_M
        } else {
            let size = whole.size();
            whole.min + Pt::new(size.x * chance.share(), size.y * chance.share())
        };
        if let Some(district) = city.city.district_at(at) {
            return (at, district);
        }
    }
}

fn nearest_station(city: &Atlas, at: Pt) -> Option<StationId> {
    let far = city.stations.iter().map(|s| s.at.distance(at)).zip(0..);
    let nearest = far.min_by(|a, b| a.0.total_cmp(&b.0))?;
    (nearest.0 <= REACHED.0).then_some(StationId(nearest.1))
}

/// The real city with `count` made-up sites.
pub(crate) fn atlas(count: usize) -> Atlas {
    let mut city = city();
    let hours = HOURS.map(|text| Hours::parse(text).expect("hours"));
    let bounds = city.city.districts.iter().filter_map(|d| d.region.bounds());
    let whole = Bounds::about(bounds.flat_map(|b| [b.min, b.max])).expect("districts");
    let ring: Vec<Pt> = city.ring_stations().map(|(_, s)| s.at).collect();
    let mut chance = Chance(21);
    let made_up = (0..count).map(|i| {
        let (at, district) = place(&mut chance, &city, &whole, &ring);
        let goals: Vec<Goal> = (0..=chance.below(3))
            .filter_map(|_| Goal::new(1 + chance.below(Goal::COUNT) as u8))
            .collect();
        let first_kind = Kind::ALL[chance.below(3)];
        let thing = THINGS[chance.below(THINGS.len())];
        Site {
            slug: format!("s{i}"),
            aliases: Vec::new(),
            title: Localized::same(&format!("{thing} {i}")),
            summary: Localized::default(),
            about: Localized::default(),
            kinds: [first_kind, Kind::ALL[chance.below(3)]].into_iter().collect(),
            first_kind,
            part: Part::ALL[chance.below(3)],
            goals: goals.iter().copied().collect(),
            goals_ranked: goals,
            partners: (0..=chance.below(2))
                .map(|_| PartnerId(chance.below(city.partners.len()) as u16))
                .collect(),
            district: Some(district),
            district_computed: true,
            station: nearest_station(&city, at),
            station_computed: true,
            subarea: String::new(),
            // One in seven does not say.
            hours: hours.get(chance.below(HOURS.len() + 1)).cloned(),
            visit_minutes: None,
            access: Vec::new(),
            address: String::new(),
            url: String::new(),
            grew_from: None,
            position: Position::Surveyed,
            status: if chance.below(20) == 0 {
                Status::Closed
            } else {
                Status::Published
            },
            at,
        }
    });
    let sites = made_up.collect();
    city.sites = sites;
    city
}

/// A world, the same as rows, and a map that shows the city.
pub(crate) struct Crowd {
    /// What the engine reads.
    pub(crate) world: World,
    /// What a plain scan reads.
    pub(crate) rows: Rows,
    hold: Hold,
    names: Names,
    viewport: Viewport,
    nodes: Nodes,
    /// For each site the node in sight that it is drawn in.
    node_of: Vec<Option<u32>>,
}

impl Crowd {
    /// `count` sites on a map of a desktop's size that shows the city.
    pub(crate) fn of(count: usize) -> Self {
        let world = World::new(atlas(count));
        let viewport = Viewport::bare(1440.0, 900.0);
        // The Ring step, where station wheels stand beside squares of sites.
        let camera = Camera {
            centre: world.bounds.centre(),
            zoom: 11.5,
        };
        let nodes = Nodes::new(&world, camera.zoom, &camera.seen(&viewport));
        let mut node_of = vec![None; world.atlas.sites.len()];
        for (node, number) in nodes.all().iter().zip(0..) {
            for site in node.sites() {
                node_of[site.index()] = Some(number);
            }
        }
        Self {
            rows: Rows::of(&world.atlas),
            names: Names::new(&world, Lang::Sv),
            world,
            hold: Hold { camera, at_rest: true },
            viewport,
            nodes,
            node_of,
        }
    }

    /// What the page asks the engine: matches, every count and the list's first rows.
    pub(crate) fn answer(&self, view: &ViewState) -> Answer {
        answer(&self.world, view, asks::noon(), ROWS)
    }

    /// What the marks in sight say of an answer: their counts and wheels.
    pub(crate) fn faces(&self, view: &ViewState, answer: &Answer) -> Faces {
        Faces::new(&self.world, answer, self.nodes.all(), view.filter.goals)
    }

    /// A frame in which the map has been pushed by so many pixels: by how much what is drawn moves, and the index anew.
    pub(crate) fn push(&self, by: Px, ticks: &mut Vec<Tick>) -> Option<Px> {
        let now = Hold {
            camera: self.hold.camera.panned(by),
            at_rest: false,
        };
        index(&now.camera, &self.viewport, ticks);
        self.hold.drift(&now, &self.viewport)
    }

    /// A frame's marks and names.
    pub(crate) fn frame(&self, view: &ViewState, answer: &Answer, faces: &Faces) -> Overlay {
        let scene = Scene {
            hold: &self.hold,
            viewport: &self.viewport,
            names: &self.names,
            measure: &Letters,
            filter: &view.filter,
            focus: None,
            stops: &[],
        };
        overlay(&self.world, answer, faces, &scene)
    }

    /// The engine's numbers in the scan's words.
    pub(crate) fn numbers(&self, answer: &Answer) -> Numbers {
        let wheels = self.nodes.all().iter().map(|node| {
            let count = node.runs.iter().map(|r| answer.matches.count(r)).sum();
            (count, answer.matches.goals_of(&self.world, &node.runs))
        });
        Numbers {
            total: answer.matches.total() as u32,
            counts: answer.counts.clone(),
            wheels: wheels.collect(),
        }
    }

    /// A plain scan for the matches and every count.
    pub(crate) fn scan(&self, ask: Ask) -> Numbers {
        self.rows.scan(&self.world.atlas, ask, None)
    }

    /// The same and the wheels of all nodes.
    pub(crate) fn scan_with_wheels(&self, ask: Ask) -> Numbers {
        let nodes = Some((self.nodes.all().len(), &*self.node_of));
        self.rows.scan(&self.world.atlas, ask, nodes)
    }
}

/// Letters of about the right width.
struct Letters;

impl Measure for Letters {
    fn width(&self, text: &str, role: Role) -> f64 {
        text.chars().count() as f64 * role.style().size_px * 0.55
    }
}
