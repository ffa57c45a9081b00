//! Filters, counts, list, card and trains, on small expos made by hand or by chance.

use m21::calendar::{Days, Holidays, Hours, Moment, Opening, parse_date};
use m21::model::*;
use m21::query::{Answer, Head, Related, Relief, Removal, World, answer};
use m21::space::{Metres, Pt, Region};
use m21::view::{Filter, ViewState};
use proptest::prelude::*;

const HOURS: [&str; 4] = [
    "Tu-Su 10:00-18:00",
    "24/7",
    "Mo-Fr 08:00-16:00; PH off",
    "Sa 18:00-02:00",
];

pub(crate) fn moment(text: &str) -> Moment {
    Moment::parse(text).expect("a moment")
}

fn term(sv: &str, en: &str) -> Term {
    Term {
        name: Localized::new(sv, en),
        about: Localized::default(),
    }
}

fn station(slug: &str, name: &str, ring_order: Option<u8>, x: f64) -> Station {
    Station {
        slug: slug.into(),
        name: name.into(),
        ring_order,
        districts: vec![],
        catchment: Metres(640.0),
        at: Pt::new(x, 0.0),
    }
}

fn partner(slug: &str, name: &str, short: &str) -> Partner {
    Partner {
        slug: slug.into(),
        name: name.into(),
        short: short.into(),
        sector: Sector::Business,
        url: String::new(),
        about: Localized::default(),
    }
}

fn district(slug: &str, name: &str) -> District {
    District {
        slug: slug.into(),
        name: name.into(),
        city_area: String::new(),
        region: Region::new(vec![]),
        label: Pt::default(),
        tint: 0,
    }
}

/// A site with a title and nothing else.
pub(crate) fn site(slug: &str, sv: &str, en: &str) -> Site {
    Site {
        slug: slug.into(),
        aliases: vec![],
        title: Localized::new(sv, en),
        summary: Localized::default(),
        about: Localized::default(),
        kinds: Kinds::default(),
        first_kind: Kind::Social,
        part: Part::Expo,
        goals: Goals::default(),
        goals_ranked: vec![],
        partners: vec![],
        district: None,
        district_computed: false,
        station: None,
        station_computed: false,
        subarea: String::new(),
        hours: None,
        visit_minutes: None,
        access: vec![],
        address: String::new(),
        url: String::new(),
        grew_from: None,
        position: Position::Surveyed,
        status: Status::Published,
        at: Pt::new(9000.0, 9000.0),
    }
}

/// An expo with four stations, three districts, three partners and these sites.
pub(crate) fn atlas(sites: Vec<Site>) -> Atlas {
    let subarea = |name: &str| Subarea {
        area: Area {
            slug: name.to_lowercase(),
            name: name.into(),
            region: Region::new(vec![]),
        },
        district: DistrictId(0),
    };
    Atlas {
        expo: Expo {
            id: "m21".into(),
            title: Localized::default(),
            organiser: String::new(),
            first_day: parse_date("2021-05-13").expect("a day"),
            last_day: parse_date("2021-09-19").expect("a day"),
            holidays: Holidays::new(vec![parse_date("2021-05-13").expect("a day")]),
            illustrative: true,
            illustrative_note: Localized::default(),
            updated: None,
            attribution: vec![],
            disclaimer: Localized::default(),
            goals_url: String::new(),
            parts: [
                term("Tankesmedja", "Think tank"),
                term("Testbädd", "Testbed"),
                term("Publik expo", "Public expo"),
            ],
            kinds: [
                term("Social", "Social"),
                term("Fysisk", "Physical"),
                term("Digital", "Digital"),
            ],
        },
        goals: Goal::all()
            .map(|g| GoalNames {
                name: match g.number() {
                    6 => Localized::new("Rent vatten och sanitet", "Clean water and sanitation"),
                    n => Localized::new(format!("Namn{n}"), format!("Name{n}")),
                },
                short: Localized::default(),
            })
            .collect(),
        partners: vec![
            partner("va-syd", "VA SYD", "VA SYD"),
            partner("eon", "E.ON Sverige AB", "E.ON"),
            partner("boklok", "BoKlok Housing AB", "BoKlok"),
        ],
        city: City {
            districts: vec![
                district("norr", "Norr"),
                district("rosengard", "Rosengård"),
                district("oster", "Öster"),
            ],
            subareas: vec![subarea("Augustenborg"), subarea("Rosengård")],
            ..City::default()
        },
        stations: vec![
            station("malmo-c", "Malmö C", Some(1), 0.0),
            station("triangeln", "Triangeln", Some(2), 1000.0),
            station("hyllie", "Hyllie", Some(3), 3000.0),
            station("oxie", "Oxie", None, 8000.0),
        ],
        timetable: Timetable::default(),
        basemap: Basemap::default(),
        sites: sites.into_iter().collect(),
        events: vec![],
        notices: vec![],
    }
}

pub(crate) fn filtered(world: &World, filter: Filter, at: &str) -> Answer {
    answer(
        world,
        &ViewState {
            filter,
            ..ViewState::default()
        },
        moment(at),
        usize::MAX,
    )
}

// --- by chance ---

const TITLES: [&str; 7] = [
    "Öppet dagvatten",
    "Sol-bänken",
    "Rum 60",
    "Café Ön",
    "VA-rör",
    "",
    "Malmö växer",
];
const TYPED: [&str; 18] = [
    "",
    "öppet",
    "OPPET dag",
    "vatten",
    "bank",
    "solb",
    "e.on",
    "eon",
    "va syd",
    "vasyd",
    "mål 6",
    "6",
    "rosen",
    "test",
    "bo klok",
    "ab fys",
    "tri",
    "…",
];

fn subset(n: usize) -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec(0..n, 0..3)
}

prop_compose! {
    pub(crate) fn any_site()(
        words in (0..TITLES.len(), 0..TITLES.len(), 0..TITLES.len()),
        goals in proptest::collection::vec(prop_oneof![Just(6_u8), 1..18_u8], 0..4),
        partners in subset(3), kinds in subset(3), part in 0..3_usize,
        district in proptest::option::of(0..3_u8), station in proptest::option::of(0..4_u8),
        hours in proptest::option::of(0..HOURS.len()), closed in proptest::bool::weighted(0.1),
        subarea in 0..3_usize, x in -20..160_i32, y in -10..10_i32,
    ) -> Site {
        Site {
            summary: Localized::new(TITLES[words.2], ""),
            goals: goals.into_iter().filter_map(Goal::new).collect(),
            partners: partners.into_iter().map(|p| PartnerId(p as u16)).collect(),
            kinds: kinds.into_iter().map(|k| Kind::ALL[k]).collect(),
            part: Part::ALL[part],
            district: district.map(DistrictId),
            station: station.map(StationId),
            hours: hours.map(|h| Hours::parse(HOURS[h]).expect("hours")),
            status: if closed { Status::Closed } else { Status::Published },
            subarea: ["Augustenborg", "Rosengård", ""][subarea].into(),
            at: Pt::new(f64::from(x) * 60.0, f64::from(y) * 60.0),
            ..site("s", TITLES[words.0], TITLES[words.1])
        }
    }
}

fn slugs(all: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    prop_oneof![2 => Just(vec![]), 1 => subset(all.len()).prop_map(|s| s.into_iter().map(|i| all[i].into()).collect())]
}

prop_compose! {
    fn any_filter()(
        goals in prop_oneof![2 => Just(0_u32), 1 => 0..1_u32 << 17],
        partners in slugs(&["va-syd", "eon", "boklok", "nobody"]),
        districts in slugs(&["norr", "rosengard", "oster", "nowhere"]),
        stations in slugs(&["malmo-c", "triangeln", "hyllie", "oxie", "atlantis"]),
        kinds in prop_oneof![2 => Just(0_u32), 1 => 0..8_u32], parts in prop_oneof![2 => Just(0_u32), 1 => 0..8_u32],
        open in proptest::option::weighted(0.3, (0..30_i32 * 24).prop_map(|h| moment("2021-05-10").plus_minutes(h * 60))),
        words in prop_oneof![1 => Just(""), 1 => proptest::sample::select(&TYPED[..])],
    ) -> Filter {
        Filter {
            goals: Goals(Bits(goals)), partners, districts, stations,
            kinds: Bits(kinds), parts: Bits(parts), open, words: words.into(),
        }
    }
}

// --- the dull way ---

/// Accents off, by hand, for the letters used here.
fn dull_fold(text: &str) -> String {
    text.to_lowercase()
        .replace(['å', 'ä'], "a")
        .replace('ö', "o")
        .replace('é', "e")
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a text, each also without its punctuation, and each part between punctuation.
fn dull_words(text: &str) -> Vec<String> {
    let folded = dull_fold(text);
    let runs = folded.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
    runs.chain(folded.split(' ').map(letters))
        .filter(|w| !w.is_empty())
        .collect()
}

fn has_term(atlas: &Atlas, site: &Site, term: &str) -> bool {
    let titles: Vec<&str> = site.title.all().collect();
    let mut names: Vec<&str> = titles.clone();
    names.extend(
        site.partners
            .iter()
            .flat_map(|p| [&*atlas.partner(*p).name, &*atlas.partner(*p).short]),
    );
    names.extend(site.district.map(|d| &*atlas.district(d).name));
    names.extend(site.station.map(|s| &*atlas.station(s).name));
    names.extend(site.kinds.iter().flat_map(|k| atlas.expo.kinds[k as usize].name.all()));
    names.extend(atlas.expo.parts[site.part as usize].name.all());
    let goals = || site.goals.iter();
    names.extend(goals().flat_map(|g| atlas.goals[g.index()].name.all()));
    let whole: Vec<String> = names.iter().map(|n| letters(&dull_fold(n))).collect();
    names.extend(site.summary.all().chain([&*site.subarea]));
    names
        .iter()
        .flat_map(|n| dull_words(n))
        .chain(whole)
        .any(|w| w.starts_with(term))
        || (!site.goals.is_empty() && ["mal", "goal", "sdg"].iter().any(|w| w.starts_with(term)))
        || goals().any(|g| {
            ["", "mal", "goal", "sdg"]
                .iter()
                .any(|w| format!("{w}{}", g.number()) == term)
        })
        || (term.chars().count() > 3 && titles.iter().flat_map(|t| dull_words(t)).any(|w| w.contains(term)))
}

fn has_words(atlas: &Atlas, site: &Site, typed: &str) -> bool {
    let folded = dull_fold(typed);
    let chunks: Vec<&str> = folded.split(' ').filter(|c| !letters(c).is_empty()).collect();
    let has = |chunk: &&str| {
        let runs: Vec<&str> = chunk
            .split(|c: char| !c.is_alphanumeric())
            .filter(|r| !r.is_empty())
            .collect();
        has_term(atlas, site, &letters(chunk))
            || (runs.iter().all(|r| r.len() > 1) && runs.iter().all(|r| has_term(atlas, site, r)))
    };
    chunks.iter().all(has) || (chunks.len() > 1 && has_term(atlas, site, &letters(&folded)))
}

fn passes(atlas: &Atlas, site: &Site, f: &Filter) -> bool {
    let among = |asked: &[String], known: &dyn Fn(&str) -> bool, own: &[&str]| {
        let mut asked = asked.iter().filter(|s| known(s)).peekable();
        asked.peek().is_none() || asked.any(|s| own.contains(&s.as_str()))
    };
    let partners: Vec<&str> = site.partners.iter().map(|p| &*atlas.partner(*p).slug).collect();
    let district: Vec<&str> = site.district.iter().map(|d| &*atlas.district(*d).slug).collect();
    let station: Vec<&str> = site.station.iter().map(|s| &*atlas.station(*s).slug).collect();
    (f.goals.is_empty() || f.goals.iter().any(|g| site.goals.has(g)))
        && among(&f.partners, &|s| atlas.find_partner(s).is_some(), &partners)
        && among(&f.districts, &|s| atlas.find_district(s).is_some(), &district)
        && among(&f.stations, &|s| atlas.find_station(s).is_some(), &station)
        && (f.kinds.is_empty() || f.kinds.meets(site.kinds.0))
        && (f.parts.is_empty() || f.parts.has(site.part as usize))
        && f.open.is_none_or(|at| {
            let said = site.hours.as_ref().filter(|_| site.status != Status::Closed);
            said.is_some_and(|h| h.is_open(at, &atlas.expo.holidays))
        })
        && has_words(atlas, site, &f.words)
}

fn scan(atlas: &Atlas, f: &Filter, also: impl Fn(&Site) -> bool) -> u32 {
    atlas.sites.iter().filter(|s| also(s) && passes(atlas, s, f)).count() as u32
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn filter_and_every_count_agree_with_a_plain_scan(
        sites in proptest::collection::vec(any_site(), 0..100), f in any_filter(),
    ) {
        let atlas = atlas(sites);
        let world = World::new(atlas);
        let atlas = &world.atlas;
        let a = filtered(&world, f.clone(), "2021-05-15T12:00");
        let matching: Vec<SiteId> = atlas.sites().filter(|(_, s)| passes(atlas, s, &f)).map(|(id, _)| id).collect();
        prop_assert_eq!(a.matches.iter().collect::<Vec<_>>(), matching.clone());
        prop_assert!(atlas.sites().all(|(id, _)| a.matches.has(id) == matching.contains(&id)));
        prop_assert_eq!(a.matches.total(), matching.len());

        let c = &a.counts;
        prop_assert_eq!(c.all, atlas.sites.len());
        let any = Filter { goals: Goals::default(), ..f.clone() };
        prop_assert_eq!(c.goals_all, scan(atlas, &any, |_| true));
        for g in Goal::all() {
            prop_assert_eq!(c.goals[g.index()], scan(atlas, &any, |s| s.goals.has(g)));
        }
        let any = Filter { partners: vec![], ..f.clone() };
        for (i, n) in c.partners.iter().enumerate() {
            prop_assert_eq!(*n, scan(atlas, &any, |s| s.partners.contains(&PartnerId(i as u16))));
        }
        let any = Filter { districts: vec![], ..f.clone() };
        for (i, n) in c.districts.iter().enumerate() {
            prop_assert_eq!(*n, scan(atlas, &any, |s| s.district == Some(DistrictId(i as u8))));
        }
        let any = Filter { stations: vec![], ..f.clone() };
        for (i, n) in c.stations.iter().enumerate() {
            prop_assert_eq!(*n, scan(atlas, &any, |s| s.station == Some(StationId(i as u8))));
        }
        let any = Filter { kinds: Bits::default(), ..f.clone() };
        for (k, n) in Kind::ALL.iter().zip(c.kinds) {
            prop_assert_eq!(n, scan(atlas, &any, |s| s.kinds.has(*k)));
        }
        let any = Filter { parts: Bits::default(), ..f.clone() };
        for (p, n) in Part::ALL.iter().zip(c.parts) {
            prop_assert_eq!(n, scan(atlas, &any, |s| s.part == *p));
        }
        prop_assert_eq!(c.open_all, scan(atlas, &Filter { open: None, ..f.clone() }, |_| true));
    }

    #[test]
    fn reliefs_give_what_they_promise_and_none_is_missing(
        sites in proptest::collection::vec(any_site(), 0..12), f in any_filter(),
    ) {
        let atlas = atlas(sites);
        let world = World::new(atlas);
        let atlas = &world.atlas;
        let a = filtered(&world, f.clone(), "2021-05-15T12:00");
        if a.matches.total() > 0 {
            prop_assert!(a.reliefs.is_empty());
            return Ok(());
        }
        prop_assert!(a.reliefs.is_sorted_by(|x, y| x.gives >= y.gives));
        for Relief { gives, filter, .. } in &a.reliefs {
            prop_assert!(*gives > 0 && filter != &f);
            prop_assert_eq!(*gives, scan(atlas, filter, |_| true) as usize);
        }
        let without = [
            Filter { goals: Goals::default(), ..f.clone() },
            Filter { partners: vec![], ..f.clone() },
            Filter { districts: vec![], ..f.clone() },
            Filter { stations: vec![], ..f.clone() },
            Filter { kinds: Bits::default(), ..f.clone() },
            Filter { parts: Bits::default(), ..f.clone() },
            Filter { open: None, ..f.clone() },
            Filter { words: String::new(), ..f.clone() },
        ];
        let helping = without.iter().filter(|f| scan(atlas, f, |_| true) > 0).count();
        prop_assert_eq!(a.reliefs.len(), helping);
    }

    #[test]
    fn the_list_holds_every_match_once_nearest_its_station_first(
        sites in proptest::collection::vec(any_site(), 0..60), f in any_filter(),
    ) {
        let atlas = atlas(sites);
        let world = World::new(atlas);
        let atlas = &world.atlas;
        let a = filtered(&world, f, "2021-05-15T12:00");
        let heads: Vec<Head> = a.sections.iter().map(|s| s.head).collect();
        let all: Vec<Head> = (0..4).map(|i| Head::Station(StationId(i))).chain([Head::Elsewhere]).collect();
        prop_assert!(heads.iter().map(|h| all.iter().position(|x| x == h)).is_sorted());
        let mut listed = vec![];
        for section in &a.sections {
            prop_assert!(!section.rows.is_empty());
            let key = |id: SiteId| {
                let s = atlas.site(id);
                (s.station.map_or(0.0, |st| atlas.station(st).at.distance(s.at)), id)
            };
            prop_assert!(section.rows.is_sorted_by(|x, y| key(x.site) < key(y.site)));
            for row in &section.rows {
                let s = atlas.site(row.site);
                prop_assert_eq!(section.head, s.station.map_or(Head::Elsewhere, Head::Station));
                prop_assert_eq!(row.walk_minutes, s.station.map(|st| atlas.station(st).at.metres_to(s.at).walk_minutes()));
                let said = match (s.status, &s.hours) {
                    (Status::Closed, _) => Some(Opening::Closed { opens: None }),
                    (_, hours) => hours.as_ref().map(|h| h.opening(a.at, &atlas.expo.holidays)),
                };
                prop_assert_eq!(row.opening, said);
                listed.push(row.site);
            }
        }
        listed.sort();
        prop_assert_eq!(listed, a.matches.iter().collect::<Vec<_>>());

        let own = |s: SiteId| {
            let far = |i: &u8| atlas.stations[usize::from(*i)].at.distance(atlas.site(s).at);
            let within = (0..3_u8).filter(|i| far(i) <= 640.0);
            within.min_by(|x, y| far(x).total_cmp(&far(y))).map(StationId)
        };
        prop_assert!(atlas.sites().all(|(id, _)| atlas.sites.own_station(id) == own(id)));
        let empty: Vec<_> = (0..3).map(StationId).filter(|st| !a.matches.iter().any(|s| own(s) == Some(*st))).collect();
        prop_assert_eq!(a.empty_stations, empty);
    }
}

// --- by hand ---

#[test]
fn unknown_slugs_are_reported_once_and_ask_nothing() {
    let world = World::new(atlas(vec![site("a", "A", "")]));
    let gone = |s: &str| vec![s.to_owned(), s.to_owned()];
    let f = Filter {
        partners: gone("p"),
        districts: gone("d"),
        stations: gone("s"),
        ..Filter::default()
    };
    let a = filtered(&world, f, "2021-05-15T12:00");
    assert_eq!(
        (a.matches.total(), a.unknown),
        (1, vec!["p".into(), "d".into(), "s".into()])
    );
}

#[test]
fn a_relief_names_the_only_value_or_the_group() {
    let goal = |n| Goal::new(n).unwrap();
    let sites = ["a", "b"].map(|s| Site {
        goals: [goal(1)].into_iter().collect(),
        ..site(s, s, "")
    });
    let world = World::new(atlas(sites.to_vec()));
    let removals = |f| -> Vec<(Removal, usize)> {
        let reliefs = filtered(&world, f, "2021-05-15T12:00").reliefs;
        reliefs.into_iter().map(|r| (r.remove, r.gives)).collect()
    };
    let f = Filter {
        goals: [goal(2)].into_iter().collect(),
        words: "a".into(),
        ..Filter::default()
    };
    assert_eq!(removals(f.clone()), [(Removal::Goal(goal(2)), 1)]);
    let f = Filter {
        goals: f.goals.toggled(goal(3)),
        words: String::new(),
        ..f
    };
    assert_eq!(removals(f), [(Removal::Goals, 2)]);
    let f = Filter {
        words: "zzz".into(),
        partners: vec!["gone".into()],
        ..Filter::default()
    };
    assert_eq!(removals(f), [(Removal::Words("zzz".into()), 2)]);
    let f = Filter {
        words: "zzz".into(),
        districts: vec!["norr".into()],
        ..Filter::default()
    };
    assert_eq!(removals(f), []);
}

#[test]
fn outside_the_expo_the_clock_is_its_first_saturday_at_eleven() {
    let world = World::new(atlas(vec![]));
    for (now, shown) in [
        ("2021-05-13T00:00", "2021-05-13T00:00"),
        ("2021-09-19T23:59", "2021-09-19T23:59"),
        ("2021-09-20T00:00", "2021-05-15T11:00"),
        ("2020-01-01T09:00", "2021-05-15T11:00"),
    ] {
        assert_eq!(world.default_clock(moment(now)), moment(shown));
    }
    let mut short = atlas(vec![]);
    short.expo.last_day = parse_date("2021-05-14").unwrap();
    assert_eq!(
        World::new(short).default_clock(moment("2020-01-01")),
        moment("2021-05-13T11:00")
    );
}

#[test]
fn the_card_tells_what_is_near_grown_and_to_come() {
    let at = |x: f64, s: Site| Site {
        at: Pt::new(x, 0.0),
        station: Some(StationId(1)),
        ..s
    };
    let mut expo = atlas(vec![
        at(1000.0, site("a", "A", "")),
        Site {
            grew_from: Some(SiteId(0)),
            ..at(1064.0, site("b", "B", ""))
        },
        at(936.0, site("c", "C", "")),
        at(2000.0, site("d", "D", "")),
        at(1640.0, site("e", "E", "")),
    ]);
    let event = |starts, ends| Event {
        slug: String::new(),
        site: SiteId(0),
        title: Localized::default(),
        starts: moment(starts),
        ends: moment(ends),
    };
    expo.events = vec![
        event("2021-06-02T10:00", "2021-06-02T11:00"),
        event("2021-06-01T10:00", "2021-06-01T12:00"),
        event("2021-06-01T10:00", "2021-06-01T13:00"),
        event("2021-06-05T10:00", "2021-06-05T13:00"),
        event("2021-06-04T10:00", "2021-06-04T13:00"),
    ];
    let day = |text| parse_date(text).unwrap();
    let notice = |site, station, to| Notice {
        slug: String::new(),
        title: Localized::default(),
        text: Localized::default(),
        from: day("2021-06-01"),
        to: day(to),
        site,
        station,
    };
    expo.notices = vec![
        notice(Some(SiteId(0)), None, "2021-06-01"),
        notice(None, Some(StationId(1)), "2021-06-02"),
        notice(None, Some(StationId(2)), "2021-06-02"),
        notice(Some(SiteId(1)), None, "2021-06-02"),
    ];
    let world = World::new(expo);
    let card = |slug: &str, at| {
        let view = ViewState {
            site: Some(slug.into()),
            ..ViewState::default()
        };
        answer(&world, &view, moment(at), 9).card.unwrap()
    };
    let a = card("a", "2021-06-01T12:00");
    let near = |r: &Related| (world.atlas.sites.slug(r.site).to_owned(), r.walk_minutes);
    let near: Vec<(String, u32)> = a.nearby.iter().map(near).collect();
    assert_eq!(near, [("c", 1), ("b", 1), ("e", 10)].map(|(s, m)| (s.to_owned(), m)));
    let site = |slug| world.atlas.sites.find(slug).unwrap();
    assert_eq!(
        (a.grew_into, a.grew_from, a.walk_minutes),
        (vec![site("b")], None, Some(1))
    );
    assert_eq!((a.events, a.notices), (vec![2, 0, 4], vec![0, 1]));
    assert_eq!(card("a", "2021-06-02T00:00").notices, [1]);
    assert_eq!(card("b", "2021-06-02T00:00").grew_from.map(|r| r.site), Some(site("a")));
    let lost = answer(
        &world,
        &ViewState {
            site: Some("z".into()),
            ..ViewState::default()
        },
        moment("2021-06-01"),
        9,
    );
    assert!(lost.card.is_none() && lost.site_not_found);
}

#[test]
fn the_next_train_arrives_first_and_leaves_last() {
    let to = |n: u8| Site {
        station: Some(StationId(n)),
        ..site(["c", "t", "h", "o"][usize::from(n)], "T", "")
    };
    let mut expo = atlas((0..4).map(to).collect());
    let stop = |(station, minutes)| LineStop::new(StationId(station), minutes);
    let runs = |days, first: u16, last, every| Departures {
        days: Days::parse(days).unwrap().into(),
        at: (first..=last).step_by(every).collect(),
    };
    let line = |stops: &[(u8, u16)], departures: &[Departures]| Line {
        slug: String::new(),
        name: Localized::default(),
        stops: stops.iter().copied().map(stop).collect(),
        departures: departures.to_vec(),
    };
    // 06:08–21:38 every half hour on working days, 07:08–21:08 every hour on others; the slow way round starts at :00
    // and passes midnight on Fridays; Oxie only on Saturdays.
    expo.timetable.lines = vec![
        line(
            &[(0, 0), (1, 3), (2, 7), (0, 26)],
            &[runs("Mo-Fr", 368, 1298, 30), runs("Sa,Su,PH", 428, 1268, 60)],
        ),
        line(
            &[(0, 0), (2, 15), (1, 22)],
            &[runs("Mo-Fr", 360, 1260, 60), runs("Fr", 1430, 1430, 1)],
        ),
        line(&[(2, 0), (0, 20), (2, 40)], &[runs("Fr", 1425, 1425, 1)]),
        line(&[(0, 0), (3, 20)], &[runs("Sa", 600, 660, 60)]),
    ];
    let world = World::new(expo);
    let next = |slug: &str, at| {
        let view = ViewState {
            site: Some(slug.into()),
            ..ViewState::default()
        };
        let train = answer(&world, &view, moment(at), 9).card.unwrap().next_train?;
        Some((train.departs.to_string(), train.arrives.to_string(), train.line))
    };
    let train = |departs: &str, arrives: &str, line| Some((departs.into(), arrives.into(), line));
    // Monday: the minute it leaves still counts; :00 the slow way and :08 both reach Hyllie at :15, :08 leaves later.
    assert_eq!(
        next("t", "2021-05-17T06:08"),
        train("2021-05-17T06:08", "2021-05-17T06:11", 0)
    );
    assert_eq!(
        next("t", "2021-05-17T06:09"),
        train("2021-05-17T06:38", "2021-05-17T06:41", 0)
    );
    assert_eq!(
        next("h", "2021-05-17T07:00"),
        train("2021-05-17T07:08", "2021-05-17T07:15", 0)
    );
    assert_eq!(
        next("h", "2021-05-17T06:39"),
        train("2021-05-17T07:08", "2021-05-17T07:15", 0)
    );
    // After Monday's last train: Tuesday's first, to Hyllie equally fast both ways.
    assert_eq!(
        next("t", "2021-05-17T21:38"),
        train("2021-05-17T21:38", "2021-05-17T21:41", 0)
    );
    assert_eq!(
        next("h", "2021-05-17T21:39"),
        train("2021-05-18T06:08", "2021-05-18T06:15", 0)
    );
    // Saturday, and Ascension Day, a Thursday.
    assert_eq!(
        next("t", "2021-05-15T06:00"),
        train("2021-05-15T07:08", "2021-05-15T07:11", 0)
    );
    assert_eq!(
        next("h", "2021-05-13T06:00"),
        train("2021-05-13T07:08", "2021-05-13T07:15", 0)
    );
    // Friday night, from Hyllie over Malmö C after midnight.
    assert_eq!(
        next("h", "2021-05-14T23:40"),
        train("2021-05-14T23:50", "2021-05-15T00:05", 1)
    );
    assert_eq!(
        next("h", "2021-05-15T00:03"),
        train("2021-05-15T00:05", "2021-05-15T00:25", 2)
    );
    assert_eq!(
        next("h", "2021-05-15T00:06"),
        train("2021-05-15T07:08", "2021-05-15T07:15", 0)
    );
    assert_eq!(
        next("o", "2021-05-14T00:00"),
        train("2021-05-15T10:00", "2021-05-15T10:20", 3)
    );
    assert_eq!(next("o", "2021-05-15T11:01"), None);
    assert_eq!(next("c", "2021-05-17T06:00"), None);
}
