//! What the map draws, on a small city made by hand: the ring's real stations, two districts and a few sites.

use std::f64::consts::TAU;

use m21::calendar::{Holidays, Hours, Moment};
use m21::draw::cluster::{nodes, quantised};
use m21::draw::{
    Centre, Edge, Faces, Hold, Label, LayerKind, Look, Mark, Measure, Names, Node, NodeName, Overlay, Role, Scene,
    Shape, Target, Tick, geometry, index, layers, overlay, pick,
};
use m21::model::{
    Atlas, Basemap, Border, City, Confidence, District, DistrictId, Expo, Goal, Goals, Ground, GroundKind, Kind, Lang,
    Localized, MapLabel, MapLabelKind, Part, Position, Site, SiteId, Station, Status, Timetable, Track, TrackKind,
};
use m21::query::{World, answer};
use m21::space::{Bounds, LonLat, Metres, Path, Pt, Px, Region, plane::to_plane};
use m21::view::{Camera, Filter, ViewState, Viewport, ZoomStep};
use proptest::prelude::*;

/// Letters of about the right width.
struct Letters;

impl Measure for Letters {
    fn width(&self, text: &str, role: Role) -> f64 {
        let style = role.style();
        text.chars().count() as f64 * style.size_px * (0.55 + style.tracking_em)
    }
}

fn region(west: f64, north: f64, east: f64, south: f64) -> Region {
    let corners = [
        (west, north),
        (east, north),
        (east, south),
        (west, south),
        (west, north),
    ];
    let ring = corners.map(|(x, y)| Pt::new(x, y)).to_vec();
    Region::new(vec![vec![Path::new(ring)]])
}

const STATIONS: [(&str, &str, f64, f64); 8] = [
    ("malmo-c", "Malmö C", 13.00091, 55.60946),
    ("triangeln", "Triangeln", 13.00104, 55.59327),
    ("hyllie", "Hyllie", 12.9759, 55.5628),
    ("svagertorp", "Svågertorp", 12.9914, 55.5488),
    ("persborg", "Persborg", 13.0299, 55.5797),
    ("rosengard", "Rosengård", 13.0317, 55.5879),
    ("ostervarn", "Östervärn", 13.0322, 55.6058),
    ("oxie", "Oxie", 13.0960, 55.5430),
];

fn stations() -> Vec<Station> {
    let station = |(i, (slug, name, lon, lat)): (usize, &(&str, &str, f64, f64))| Station {
        slug: (*slug).to_owned(),
        name: (*name).to_owned(),
        ring_order: (i < 7).then_some(i as u8 + 1),
        districts: Vec::new(),
        catchment: Metres(640.0),
        at: to_plane(LonLat::new(*lon, *lat)),
    };
    STATIONS.iter().enumerate().map(station).collect()
}

/// Name, the station it is measured from, metres east and south of it, its goals and its hours.
type Row = (&'static str, usize, f64, f64, &'static [u8], &'static str);

const SITES: &[Row] = &[
    ("kajen", 0, 100.0, -300.0, &[6, 14], "24/7"),
    ("torget", 0, -250.0, 200.0, &[11, 12, 17], "Mo-Su 10:00-18:00"),
    ("dockan", 0, -1500.0, -700.0, &[4], "Tu-Su 10:00-18:00"),
    ("parken", 1, -400.0, 300.0, &[3, 11], "24/7"),
    ("garaget", 1, 200.0, 100.0, &[11, 13], "Mo-Su 06:00-24:00"),
    ("biblioteket", 1, 250.0, 140.0, &[4, 10], "Mo-Fr 10:00-19:00"),
    ("tornet", 2, 150.0, -150.0, &[7, 9, 11], "24/7"),
    ("vindfanget", 2, -200.0, 250.0, &[7, 13], "24/7"),
    ("verkstan", 2, 50.0, 330.0, &[8, 12], "Mo-Fr 08:00-17:00"),
    ("hallen", 2, 300.0, 300.0, &[3, 5], "Sa-Su 10:00-16:00"),
    ("dagvatten", 4, -380.0, 10.0, &[6, 11, 13], "Tu-Su 10:00-18:00"),
    ("stationsmuren", 4, 40.0, 60.0, &[11, 16], "24/7"),
    ("modellhuset", 5, 250.0, 60.0, &[1, 10], "Tu-Su 11:00-17:00"),
    ("odlingen", 5, 900.0, -200.0, &[2, 15], "24/7"),
    ("bigarden", 5, 960.0, -150.0, &[15], "24/7"),
    ("stranden", 2, -2600.0, -900.0, &[14, 15], "24/7"),
    ("fyren", 2, -3100.0, -300.0, &[14], "24/7"),
    ("kalkbrottet", 2, -2000.0, 100.0, &[15], "Sa-Su 12:00-16:00"),
    ("asen", 3, 1800.0, 900.0, &[2, 12, 15], "24/7"),
    ("akern", 3, 5200.0, 600.0, &[2], "24/7"),
];

fn sites(stations: &[Station], districts: &[District]) -> Vec<Site> {
    let site = |(i, (slug, from, x, y, goals, hours)): (usize, &Row)| {
        let at = stations[*from].at + Pt::new(*x, *y);
        let first_kind = Kind::ALL[i % 3];
        let ranked: Vec<Goal> = goals.iter().filter_map(|g| Goal::new(*g)).collect();
        let district = districts.iter().position(|d| d.region.contains(at));
        let (first, rest) = slug.split_at(1);
        Site {
            slug: (*slug).to_owned(),
            aliases: Vec::new(),
            title: Localized::same(&(first.to_uppercase() + rest)),
            summary: Localized::default(),
            about: Localized::default(),
            kinds: [first_kind].into_iter().collect(),
            first_kind,
            part: Part::Expo,
            goals: ranked.iter().copied().collect(),
            goals_ranked: ranked,
            partners: Vec::new(),
            district: district.map(|d| DistrictId(d as u8)),
            district_computed: true,
            station: None,
            station_computed: true,
            subarea: String::new(),
            hours: Hours::parse(hours).ok(),
            visit_minutes: None,
            access: Vec::new(),
            address: String::new(),
            url: String::new(),
            grew_from: None,
            position: Position::Approximate,
            status: Status::Published,
            at,
        }
    };
    SITES.iter().enumerate().map(site).collect()
}

fn city() -> City {
    let district = |slug: &str, name: &str, region: Region, label: Pt, tint| District {
        slug: slug.to_owned(),
        name: name.to_owned(),
        city_area: String::new(),
        region,
        label,
        tint,
    };
    let (west, east) = (
        region(-6000.0, -3000.0, 0.0, 8000.0),
        region(0.0, -3000.0, 8000.0, 8000.0),
    );
    City {
        districts: vec![
            district("vastra", "Västra Innerstaden", west, Pt::new(-2600.0, 700.0), 1),
            district("limhamn", "Limhamn-Bunkeflo", east, Pt::new(900.0, 3600.0), 0),
        ],
        borders: vec![
            (
                Border::District,
                Path::new(vec![Pt::new(0.0, -3000.0), Pt::new(0.0, 8000.0)]),
            ),
            (
                Border::Shore,
                Path::new(vec![Pt::new(-6000.0, -3000.0), Pt::new(-6000.0, 8000.0)]),
            ),
        ],
        ..City::default()
    }
}

fn basemap(stations: &[Station]) -> Basemap {
    // Bulging between the stations, about the ring's middle.
    let on_ring: Vec<Pt> = stations[..7].iter().map(|s| s.at).collect();
    let mut points = Vec::new();
    for (i, at) in on_ring.iter().enumerate() {
        let next = on_ring[(i + 1) % 7];
        let bulge = if i == 3 { 1.25 } else { 1.03 };
        let middle = at.towards(next, 0.5) - Pt::new(900.0, 2300.0);
        points.extend([*at, Pt::new(900.0, 2300.0) + middle * bulge]);
    }
    points.push(on_ring[0]);
    let track = |kind, confidence, points: Vec<Pt>| Track {
        kind,
        name: String::new(),
        confidence,
        path: Path::new(points),
    };
    let under = vec![points[0], points[0].towards(points[1], 0.7)];
    let name = |kind, name: &str, at, rotation_degrees, min_zoom| MapLabel {
        kind,
        name: Localized::same(name),
        at,
        rotation_degrees,
        min_zoom,
    };
    let ground = |kind, region| Ground {
        kind,
        confidence: Confidence::Low,
        region,
    };
    Basemap {
        grounds: vec![
            ground(GroundKind::Land, region(-6000.0, -9000.0, 12000.0, 12000.0)),
            ground(GroundKind::Park, region(-1200.0, 800.0, -300.0, 1500.0)),
            ground(GroundKind::Quarry, region(-4500.0, 3000.0, -3500.0, 4500.0)),
            ground(GroundKind::Canal, region(-800.0, -900.0, 800.0, -700.0)),
        ],
        tracks: vec![
            track(TrackKind::Ring, Confidence::Schematic, points),
            track(
                TrackKind::Rail,
                Confidence::High,
                vec![Pt::new(1500.0, 5000.0), Pt::new(7000.0, 6000.0)],
            ),
            track(
                TrackKind::Rail,
                Confidence::Schematic,
                vec![Pt::new(7000.0, 6000.0), Pt::new(9000.0, 7000.0)],
            ),
            track(TrackKind::Tunnel, Confidence::Schematic, under),
            track(
                TrackKind::Motorway,
                Confidence::High,
                vec![Pt::new(-4000.0, 5000.0), Pt::new(5000.0, 7500.0)],
            ),
        ],
        labels: vec![
            name(MapLabelKind::Sea, "Öresund", Pt::new(-4300.0, -1800.0), 0.0, 10.0),
            name(MapLabelKind::Subarea, "Lockarp", Pt::new(2500.0, 4600.0), 0.0, 11.0),
            name(MapLabelKind::Subarea, "Gamla staden", Pt::new(250.0, -500.0), 0.0, 12.3),
            name(MapLabelKind::Rail, "mot Ystad", Pt::new(4800.0, 5700.0), 10.0, 11.0),
        ],
    }
}

fn world() -> World {
    let (stations, city) = (stations(), city());
    let day = |text| m21::calendar::parse_date(text).expect("a day");
    World::new(Atlas {
        expo: Expo {
            id: "m21".to_owned(),
            title: Localized::same("M21"),
            organiser: String::new(),
            first_day: day("2031-05-01"),
            last_day: day("2031-09-30"),
            holidays: Holidays::default(),
            illustrative: true,
            illustrative_note: Localized::default(),
            updated: None,
            attribution: Vec::new(),
            disclaimer: Localized::default(),
            goals_url: String::new(),
            parts: Default::default(),
            kinds: Default::default(),
        },
        goals: Vec::new(),
        partners: Vec::new(),
        sites: sites(&stations, &city.districts).into_iter().collect(),
        timetable: Timetable::default(),
        basemap: basemap(&stations),
        events: Vec::new(),
        notices: Vec::new(),
        city,
        stations,
    })
}

/// A Saturday, when some are closed.
fn clock() -> Moment {
    Moment::parse("2031-06-07T14:00").expect("a moment")
}

fn at_zoom(zoom: f64, x: f64, y: f64) -> Camera {
    Camera {
        centre: Pt::new(x, y),
        zoom,
    }
}

fn everywhere() -> Bounds {
    let far = Pt::new(60_000.0, 60_000.0);
    Bounds { min: -far, max: far }
}

const fn at_rest(camera: Camera) -> Hold {
    Hold { camera, at_rest: true }
}

fn drawn(world: &World, view: &ViewState, camera: &Camera, viewport: &Viewport) -> Overlay {
    let answer = answer(world, view, clock(), usize::MAX);
    let scene = Scene {
        hold: &at_rest(*camera),
        viewport,
        names: &Names::new(world, Lang::Sv),
        measure: &Letters,
        filter: &view.filter,
        focus: None,
        stops: &[],
    };
    let nodes = nodes(world, camera.zoom, &everywhere());
    let faces = Faces::new(world, &answer, &nodes, view.filter.goals);
    overlay(world, &answer, &faces, &scene)
}

const PHONE: Viewport = Viewport::bare(390.0, 520.0);
const DESKTOP: Viewport = Viewport::bare(900.0, 700.0);

fn mark_line(world: &World, mark: &Mark) -> String {
    let target = match mark.target {
        Target::Site(id) => world.atlas.site(id).slug.clone(),
        Target::Station(id) => world.atlas.station(id).slug.clone(),
        Target::Group(first) => format!("#{}", world.atlas.sites.slug(first)),
    };
    let place = format!("{target} ({:.0},{:.0}) r{:.1}", mark.at.x, mark.at.y, mark.radius);
    match &mark.look {
        Look::Bead { .. } => format!("bead {place}"),
        Look::Dot => format!("dot {place}"),
        Look::ClosedDot => format!("closed {place}"),
        Look::Ring {
            arcs,
            rim,
            centre,
            selected,
            ..
        } => {
            let what = match (mark.target, rim, selected) {
                (_, _, true) => "chosen",
                (_, Some(_), _) => "wheel",
                (Target::Group(_), ..) => "group",
                _ => "site",
            };
            let middle = match centre {
                Centre::Count(n) => format!("n{n}"),
                Centre::Kind(kind) => kind.slug().to_owned(),
                other => format!("{other:?}"),
            };
            let arcs: Vec<String> = arcs
                .iter()
                .map(|a| format!("{}{}", a.goal.number(), if a.lit { '+' } else { '-' }))
                .collect();
            format!("{what} {place} {middle} {}", arcs.join(" "))
        }
    }
}

fn label_line(label: &Label) -> String {
    let turn = match label.rotation_degrees {
        0.0 => String::new(),
        turn => format!(" {turn}°"),
    };
    let at = label.at;
    format!(
        "{:?} {:?} ({:.0},{:.0}) {:?}{turn}",
        label.role, label.text, at.x, at.y, label.anchor
    )
}

fn text_of(world: &World, over: &Overlay, ticks: &[Tick]) -> String {
    let marks = over.marks.iter().map(|m| mark_line(world, m));
    let mut lines: Vec<String> = marks.chain(over.labels.iter().map(label_line)).collect();
    let band = |edge| {
        let texts = ticks.iter().filter(|t| t.edge == edge);
        texts.filter_map(|t| t.text).collect::<String>()
    };
    let bar = over.scale_bar;
    let (top, right, shows) = (band(Edge::Top), band(Edge::Right), over.shows_a_match);
    lines.push(format!(
        "index {top} {right}; {} m is {:.0} px; a match is in sight: {shows}",
        bar.metres, bar.px
    ));
    lines.join("\n")
}

fn goals(numbers: &[u8]) -> Goals {
    numbers.iter().filter_map(|n| Goal::new(*n)).collect()
}

fn view(filter: Filter, site: Option<&str>) -> ViewState {
    ViewState {
        filter,
        site: site.map(str::to_owned),
        ..ViewState::default()
    }
}

fn snapshot(zoom: f64, at: (f64, f64), view: &ViewState, viewport: &Viewport) -> String {
    let world = world();
    let camera = at_zoom(zoom, at.0, at.1);
    let mut ticks = Vec::new();
    index(&camera, viewport, &mut ticks);
    text_of(&world, &drawn(&world, view, &camera, viewport), &ticks)
}

#[test]
fn the_municipality() {
    insta::assert_snapshot!(snapshot(10.5, (500.0, 2300.0), &ViewState::default(), &DESKTOP));
}

#[test]
fn the_ring_on_a_phone() {
    insta::assert_snapshot!(snapshot(11.2, (500.0, 2300.0), &ViewState::default(), &PHONE));
}

#[test]
fn the_ring_with_two_goals_and_a_time_asked_for() {
    let filter = Filter {
        goals: goals(&[6, 11]),
        open: Some(clock()),
        ..Filter::default()
    };
    insta::assert_snapshot!(snapshot(11.5, (500.0, 2300.0), &view(filter, None), &DESKTOP));
}

#[test]
fn a_chosen_site_beside_its_wheel() {
    let view = view(Filter::default(), Some("dagvatten"));
    insta::assert_snapshot!(snapshot(11.9, (1800.0, 1900.0), &view, &PHONE));
}

#[test]
fn a_district_with_what_is_closed() {
    let filter = Filter {
        open: Some(clock()),
        ..Filter::default()
    };
    insta::assert_snapshot!(snapshot(12.8, (-1400.0, 4300.0), &view(filter, None), &PHONE));
}

#[test]
fn a_quarter() {
    insta::assert_snapshot!(snapshot(14.2, (200.0, 800.0), &ViewState::default(), &PHONE));
}

#[test]
fn the_chosen_site_stands_by_itself_a_pixel_off_its_wheel() {
    let world = world();
    for zoom in [10.2, 10.9, 11.5, 12.2, 12.9, 14.0] {
        for (id, site) in world.atlas.sites() {
            let view = view(Filter::default(), Some(&site.slug));
            let over = drawn(&world, &view, &at_zoom(zoom, site.at.x, site.at.y), &PHONE);
            let own: Vec<&Mark> = over.marks.iter().filter(|m| m.target == Target::Site(id)).collect();
            let [own] = own.as_slice() else {
                panic!("{} has {} marks at {zoom}", site.slug, own.len());
            };
            assert_eq!(Some(own.at), over.selected_at);
            assert!(matches!(own.look, Look::Ring { selected: true, .. }));
            assert!(own == &over.marks.last().unwrap(), "the chosen one is drawn last");
            for wheel in over
                .marks
                .iter()
                .filter(|m| matches!(m.look, Look::Ring { rim: Some(_), .. }))
            {
                let apart = wheel.at.distance(own.at) - wheel.radius - own.radius;
                assert!(
                    apart > -0.5,
                    "{} overlaps {:?} by {apart} at {zoom}",
                    site.slug,
                    wheel.target
                );
            }
        }
    }
}

#[test]
fn the_nearest_mark_within_reach_is_picked() {
    let world = world();
    let over = drawn(
        &world,
        &view(Filter::default(), None),
        &at_zoom(11.5, 500.0, 2300.0),
        &DESKTOP,
    );
    for mark in &over.marks {
        assert_eq!(pick(&over, mark.at), Some(mark.target));
    }
    assert_eq!(pick(&over, Px::new(-200.0, -200.0)), None);
}

#[test]
fn a_focused_target_is_marked_so_once() {
    let world = world();
    let plain = ViewState::default();
    let (camera, answer) = (
        at_zoom(11.5, 500.0, 2300.0),
        answer(&world, &plain, clock(), usize::MAX),
    );
    let hyllie = world.atlas.find_station("hyllie").map(Target::Station);
    let scene = Scene {
        hold: &at_rest(camera),
        viewport: &DESKTOP,
        names: &Names::new(&world, Lang::En),
        measure: &Letters,
        filter: &plain.filter,
        focus: hyllie,
        stops: &[],
    };
    let nodes = nodes(&world, camera.zoom, &everywhere());
    let faces = Faces::new(&world, &answer, &nodes, Goals::default());
    let over = overlay(&world, &answer, &faces, &scene);
    let focused: Vec<Target> = over.marks.iter().filter(|m| m.focused).map(|m| m.target).collect();
    assert_eq!(focused, Vec::from_iter(hyllie));
}

#[test]
fn the_sheet_is_drawn_bottom_to_top_as_designed() {
    let world = world();
    for step in [ZoomStep::Kommun, ZoomStep::Ring, ZoomStep::Stadsdel, ZoomStep::Kvarter] {
        let all = layers(&world, step);
        assert_eq!(
            all.first().map(|l| l.shape),
            Some(Shape::Ground(0)),
            "neighbours' land is lowest"
        );
        assert_eq!(all.last().map(|l| l.shape), Some(Shape::Ring), "the ring is uppermost");
        let has = |shape| all.iter().any(|l| l.shape == shape);
        assert!(!has(Shape::Track(3)), "the tunnel under the ring is not drawn");
        assert_eq!(has(Shape::Track(4)), step >= ZoomStep::Stadsdel, "roads");
        assert_eq!(
            has(Shape::GridCrosses),
            matches!(step, ZoomStep::Ring | ZoomStep::Stadsdel)
        );
        for layer in &all {
            if let LayerKind::Stroke { dash_px, width_px, .. } = &layer.what {
                assert!(*width_px > 0.0 && dash_px.len() % 2 == 0);
            }
            for path in geometry(&world, &layer.shape) {
                assert!(!path.points.is_empty());
            }
        }
    }
    let halos = geometry(&world, &Shape::Halo);
    assert_eq!(halos.len(), 7);
    assert!(halos.iter().all(|h| h.is_closed() && h.points.len() == 65));
}

fn sites_of(nodes: &[Node]) -> Vec<SiteId> {
    let mut all: Vec<SiteId> = nodes.iter().flat_map(Node::sites).collect();
    all.sort_unstable();
    all
}

#[test]
fn every_step_of_the_zoom_has_nodes_that_hold_every_site_once() {
    let world = world();
    let every: Vec<SiteId> = world.atlas.sites().map(|(id, _)| id).collect();
    let mut zoom = 10.0;
    while zoom < 16.5 {
        let these = nodes(&world, zoom, &everywhere());
        assert_eq!(sites_of(&these), every, "at {zoom}");
        let stations = these.iter().filter(|n| matches!(n.name, NodeName::Station(_))).count();
        assert_eq!(stations, if zoom < 12.3 { 7 } else { 0 });
        for node in &these {
            match node.name {
                NodeName::Site(id) => assert_eq!(node.sites().collect::<Vec<_>>(), [id]),
                NodeName::Group => assert!(node.len() > 1),
                NodeName::District(_) => assert!(zoom < 11.0 && !node.is_empty()),
                NodeName::Station(_) => {}
            }
        }
        zoom += 0.05;
    }
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let numbers = proptest::collection::vec(1_u8..=17, 0..3);
    (numbers, any::<bool>()).prop_map(|(numbers, open)| Filter {
        goals: goals(&numbers),
        open: open.then(clock),
        ..Filter::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn names_overlap_neither_each_other_nor_marks(
        zoom in 10.0_f64..16.0, x in -4000.0_f64..6000.0, y in -2000.0_f64..7000.0,
        filter in any_filter(), site in 0..SITES.len(), choose: bool,
    ) {
        let world = world();
        let view = view(filter, choose.then_some(SITES[site].0));
        let over = drawn(&world, &view, &at_zoom(zoom, x, y), &DESKTOP);
        let extents: Vec<_> = over.labels.iter().map(|l| l.extent(&Letters)).collect();
        for (i, one) in extents.iter().enumerate() {
            for other in &extents[i + 1..] {
                prop_assert!(!one.meets(other), "{one:?} {other:?}");
            }
            for mark in &over.marks {
                prop_assert!(!one.meets_circle(mark.at, mark.radius), "{:?}", over.labels[i]);
            }
        }
    }

    #[test]
    fn arcs_make_a_full_turn_in_goal_order_and_none_is_a_sliver(
        zoom in 10.0_f64..16.0, filter in any_filter(), site in 0..SITES.len(),
    ) {
        let world = world();
        let over = drawn(&world, &view(filter, Some(SITES[site].0)), &at_zoom(zoom, 500.0, 2300.0), &DESKTOP);
        for mark in &over.marks {
            let Look::Ring { arcs, .. } = &mark.look else { continue };
            let turn: f64 = arcs.iter().map(|a| a.sweep).sum();
            prop_assert!((turn - TAU).abs() < 1e-9);
            prop_assert!(arcs.iter().all(|a| a.sweep >= 8.0_f64.to_radians() - 1e-9));
            prop_assert!(arcs.windows(2).all(|w| w[0].goal < w[1].goal && (w[0].start + w[0].sweep - w[1].start).abs() < 1e-9));
            prop_assert!(arcs[0].start.abs() < 1e-12);
        }
    }

    #[test]
    fn pushing_the_map_moves_marks_and_changes_none(
        zoom in 10.0_f64..16.0, dx in -60.0_f64..60.0, dy in -60.0_f64..60.0, filter in any_filter(),
    ) {
        let world = world();
        let view = view(filter, None);
        let camera = at_zoom(zoom, 500.0, 2300.0);
        let by = Px::new(dx, dy);
        let (before, after) = (
            drawn(&world, &view, &camera, &DESKTOP),
            drawn(&world, &view, &camera.panned(by), &DESKTOP),
        );
        for mark in before.marks.iter().filter(|m| DESKTOP.shows(m.at, 60.0)) {
            let same = after.marks.iter().find(|m| m.target == mark.target);
            prop_assert!(same.is_some_and(|m| m.look == mark.look && (m.at - mark.at - by).length() < 1e-6));
        }
    }

    #[test]
    fn nodes_change_only_with_what_decides_them(zoom in 10.0_f64..16.4, more in 0.0_f64..0.1) {
        let world = world();
        if quantised(zoom) == quantised(zoom + more) {
            prop_assert_eq!(nodes(&world, zoom, &everywhere()), nodes(&world, zoom + more, &everywhere()));
        }
    }

    #[test]
    fn marks_that_stand_apart_do_not_touch_from_the_stadsdel_step_on(zoom in 12.3_f64..16.0) {
        let world = world();
        let over = drawn(&world, &ViewState::default(), &at_zoom(zoom, 500.0, 2300.0), &Viewport::bare(9e4, 9e4));
        let rings: Vec<&Mark> = over.marks.iter().filter(|m| matches!(m.look, Look::Ring { .. })).collect();
        for (i, one) in rings.iter().enumerate() {
            for other in &rings[i + 1..] {
                prop_assert!(one.at.distance(other.at) >= one.radius + other.radius);
            }
        }
    }
}
