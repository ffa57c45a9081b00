//! `expo.json` and `goals.json`: what the expo says about itself, and the goals' names.

use super::document::Extent;
use super::expected::Expected;
use super::json::Json;
use super::kind::ProblemKind;
use super::position::on_plane;
use super::problem::Problem;
use super::record::Record;
use super::{File, Sources, document};
use crate::calendar::{Holidays, parse_date};
use crate::model::{Credit, Expo, Goal, GoalNames, Kind, Localized, Part, Term};
use crate::space::Bounds;
use time::Date;

/// The expo, and what other files are held against.
pub(super) struct Frame {
    pub(super) expo: Expo,
    /// The rectangle all sites lie in, if the file gives a sound one.
    pub(super) bounds: Option<Bounds>,
    /// The days it is open, if the file gives sound ones.
    pub(super) days: Option<(Date, Date)>,
}

impl Frame {
    /// The frame of an expo that was read before.
    pub(super) fn of(expo: &Expo) -> Self {
        Self {
            expo: expo.clone(),
            bounds: None,
            days: Some((expo.first_day, expo.last_day)),
        }
    }
}

const KNOWN: &[&str] = &[
    "attribution",
    "bounds",
    "disclaimer",
    "first_day",
    "goals_url",
    "id",
    "illustrative",
    "illustrative_note",
    "kinds",
    "languages",
    "last_day",
    "organiser",
    "parts",
    "public_holidays",
    "short",
    "timezone",
    "title",
    "updated",
];

/// The civil time everything is told in.
const TIMEZONE: &str = "Europe/Stockholm";

/// Reads `expo.json`; nothing if it does not say when the expo is.
pub(super) fn read(sources: &Sources<'_>, problems: &mut Vec<Problem>) -> Option<Frame> {
    let mut file = document::whole(sources, File::Expo, problems)?;
    file.needs(&["id", "title", "first_day", "last_day", "parts", "kinds"]);
    file.read(
        "timezone",
        |v| (v.text() == Some(TIMEZONE)).then_some(()),
        || Expected::Exactly(TIMEZONE),
    );
    file.set("languages", |v| v.text().map(str::to_owned), || Expected::Text);
    file.text("short");
    let (first, last) = (file.date("first_day"), file.date("last_day"));
    let days = first.zip(last).filter(|(first, last)| first <= last);
    if let (Some(first), Some(last), None) = (first, last, days) {
        file.error("last_day", not_after(&last, &first));
    }
    let bounds = bounds(&mut file);
    let holidays = file.set("public_holidays", |v| v.text().and_then(parse_date), || Expected::Date);
    let illustrative = file.truth("illustrative").unwrap_or_default();
    let attribution = credits(&mut file);
    let mut words = |field| file.localized(field).unwrap_or_default();
    let (title, illustrative_note, disclaimer) = (words("title"), words("illustrative_note"), words("disclaimer"));
    let parts = terms(&mut file, "parts", Part::ALL.iter().map(|p| p.slug()));
    let kinds = terms(&mut file, "kinds", Kind::ALL.iter().map(|k| k.slug()));
    // With one day missing the expo is the other day; with both there is no calendar to show.
    let (one, other) = (first.or(last)?, last.or(first)?);
    let expo = Expo {
        id: file.slug("id").unwrap_or_default(),
        title,
        organiser: file.text("organiser").unwrap_or_default(),
        first_day: one.min(other),
        last_day: one.max(other),
        holidays: Holidays::new(holidays.unwrap_or_default()),
        illustrative,
        illustrative_note,
        updated: file.date("updated"),
        attribution,
        disclaimer,
        goals_url: file.web_address("goals_url").unwrap_or_default(),
        parts,
        kinds,
    };
    file.finish(KNOWN);
    Some(Frame { expo, bounds, days })
}

/// That one thing should come after another.
pub(super) fn not_after(found: &dyn ToString, before: &dyn ToString) -> ProblemKind {
    ProblemKind::NotAfter {
        found: found.to_string(),
        before: before.to_string(),
    }
}

fn bounds(file: &mut Record<'_, '_>) -> Option<Bounds> {
    let bounds = |v: &Json<'_>| {
        let [west, south, east, north] = v.list()? else {
            return None;
        };
        let (west, south) = (west.number()?, south.number()?);
        let (east, north) = (east.number()?, north.number()?);
        let corners = [on_plane(west, north).ok()?, on_plane(east, south).ok()?];
        (west < east && south < north).then(|| Bounds::about(corners)).flatten()
    };
    file.read("bounds", bounds, || Expected::Bounds)
}

fn credits(file: &mut Record<'_, '_>) -> Vec<Credit> {
    let mut credits = Vec::new();
    for (way, members) in file.objects("attribution").unwrap_or_default() {
        let mut record = file.within(&way, members);
        record.needs(&["text"]);
        let text = record.localized("text");
        let url = record.web_address("url").unwrap_or_default();
        let licence = record.text("licence").unwrap_or_default();
        record.finish(&["licence", "text", "url"]);
        credits.extend(text.map(|text| Credit { text, url, licence }));
    }
    credits
}

/// Three terms by their ids; one that is not there goes by its id.
fn terms(
    file: &mut Record<'_, '_>,
    field: &'static str,
    slugs: impl Iterator<Item = &'static str> + Clone,
) -> [Term; 3] {
    let mut terms: Vec<(&str, Option<Term>)> = slugs.map(|slug| (slug, None)).collect();
    let bad = file.problems();
    let given = file.objects(field);
    let is_given = given.is_some();
    for (way, members) in given.unwrap_or_default() {
        let mut record = file.within(&way, members);
        record.needs(&["id", "name"]);
        let known = |v: &Json<'_>| terms.iter().position(|(slug, _)| v.text() == Some(slug));
        let at = record.read("id", known, || {
            Expected::OneOf(terms.iter().map(|(slug, _)| *slug).collect())
        });
        let name = record.localized("name");
        let about = record.localized("about").unwrap_or_default();
        record.finish(&["about", "id", "name"]);
        if let (Some(at), Some(name)) = (at, name) {
            terms[at].1 = Some(Term { name, about });
        }
    }
    let is_sound = is_given && file.problems() == bad;
    let mut terms = terms.into_iter().map(|(slug, term)| {
        if is_sound && term.is_none() {
            file.error(&format!("{field}.{slug}"), ProblemKind::MissingField);
        }
        term.unwrap_or_else(|| Term {
            name: Localized::same(slug),
            about: Localized::default(),
        })
    });
    std::array::from_fn(|_| terms.next().unwrap_or_default())
}

/// Reads `goals.json`; a goal without names goes by its number.
pub(super) fn read_goals(sources: &Sources<'_>, problems: &mut Vec<Problem>) -> Vec<GoalNames> {
    let mut goals: Vec<Option<GoalNames>> = vec![None; Goal::COUNT];
    let bad = problems.len();
    let extent = document::each_item(sources, File::Goals, ("goals", "goal"), problems, &mut |mut record| {
        record.needs(&["number", "name"]);
        let goal = record.read("number", goal, || Expected::Goal);
        let is_colour = |v: &Json<'_>| v.text().filter(|t| is_colour(t)).map(drop);
        record.read("hex", is_colour, || Expected::Colour);
        let name = record.localized("name");
        let short = record.localized("short");
        if let (Some(goal), Some(name)) = (goal, name) {
            if goals[goal.index()].is_some() {
                let found = goal.number().to_string();
                record.error("number", ProblemKind::UsedBefore { found });
            } else {
                let short = short.unwrap_or_else(|| name.clone());
                goals[goal.index()] = Some(GoalNames { name, short });
            }
        }
        record.finish(&["hex", "name", "number", "short", "text"]);
    });
    let there = goals.iter().flatten().count();
    if extent == Extent::All && problems.len() == bad && there < Goal::COUNT {
        problems.push(Problem::in_file(
            File::Goals,
            "goals",
            ProblemKind::TooFew {
                found: there,
                least: Goal::COUNT,
            },
        ));
    }
    let nameless = |i: usize| GoalNames {
        name: Localized::new(format!("Mål {}", i + 1), format!("Goal {}", i + 1)),
        short: Localized::same(&(i + 1).to_string()),
    };
    let names = goals.into_iter().enumerate();
    names.map(|(i, names)| names.unwrap_or_else(|| nameless(i))).collect()
}

/// A goal from its number.
pub(super) fn goal(value: &Json<'_>) -> Option<Goal> {
    Goal::new(value.whole(1, Goal::COUNT as u32)? as u8)
}

fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#');
    digits.is_some_and(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))
}
