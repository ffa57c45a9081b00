//! A preview picture: what it is about on the left, where it is on the right.

use super::ground::{Ground, brush, colour};
use super::letters::{Letters, Setting};
use crate::publish::book::{PICTURE_SIZE, Shown};
use m21::calendar::Moment;
use m21::draw::cluster::nodes;
use m21::draw::{Faces, Hold, Ink, Label, Mark, Names, Palette, Scene, Target, overlay};
use m21::model::{Goal, Lang, PartnerId, SiteId};
use m21::query::{Answer, World, answer};
use m21::space::{Bounds, Pt, Px};
use m21::text::Strings;
use m21::view::{Camera, Theme, ViewState, Viewport, camera::WHEELS_UP_TO_ZOOM};
use std::collections::BTreeSet;
use tiny_skia::{FillRule, Pixmap, PixmapPaint, Rect, Transform};

/// Device pixels a CSS pixel of the map: previews are shown at half their size or less.
pub(super) const DPR: f64 = 2.0;
/// The chosen site's mark is so much larger than on the map in the app.
const LARGER: f64 = 1.5;
/// How wide the words' part is.
const WORDS_WIDE: u32 = 512;
/// From the edges to the words.
const MARGIN: f64 = 48.0;
/// A goal's square.
const CHIP: f64 = 46.0;
const CHIP_GAP: f64 = 6.0;
/// The map about a site shows at least so many metres, and no zoom closer than this.
const ABOUT_SITE_M: f64 = 900.0;
const CLOSEST_ZOOM: f64 = 13.6;

/// What the picture says.
struct Words {
    kicker: String,
    title: String,
    line: String,
    goals: Vec<Goal>,
    note: Option<&'static str>,
}

/// Makes pictures of one expo.
pub(super) struct Plates<'a> {
    pub(super) world: &'a World,
    pub(super) letters: &'a Letters,
}

impl Plates<'_> {
    /// A picture; nothing if there is not enough memory for one.
    pub(super) fn plate(&self, shown: Shown, lang: Lang) -> Option<Pixmap> {
        let [width, height] = PICTURE_SIZE;
        let palette = Palette::of(Theme::Day);
        let mut plate = Pixmap::new(width, height)?;
        plate.fill(colour(palette, Ink::Sheet));
        let map = self.map(shown, lang, palette, width - WORDS_WIDE, height)?;
        let paint = PixmapPaint::default();
        plate.draw_pixmap(
            WORDS_WIDE.cast_signed(),
            0,
            map.as_ref(),
            &paint,
            Transform::identity(),
            None,
        );
        let rule = Rect::from_xywh(WORDS_WIDE as f32 - 2.0, 0.0, 2.0, height as f32)?;
        plate.fill_rect(rule, &brush(colour(palette, Ink::Rule)), Transform::identity(), None);
        self.words(&mut plate, palette, &self.said(shown, lang), lang);
        Some(plate)
    }

    fn said(&self, shown: Shown, lang: Lang) -> Words {
        let (atlas, words) = (&self.world.atlas, Strings::of(lang));
        let note = atlas.expo.illustrative.then_some(words.illustrative);
        match shown {
            Shown::Site(number) => {
                let site = atlas.site(SiteId(number));
                let part = atlas.expo.parts[site.part as usize].name.get(lang).to_owned();
                let district = site.district.map(|d| atlas.district(d).name.clone());
                let place: Vec<_> = [part].into_iter().chain(district).collect();
                Words {
                    kicker: place.join(" · "),
                    title: site.title.get(lang).to_owned(),
                    line: site.summary.get(lang).to_owned(),
                    goals: site.goals_ranked,
                    note,
                }
            }
            Shown::Partner(number) => {
                let partner = atlas.partner(PartnerId(number));
                let answer = self.answer(shown);
                let own = (0..atlas.sites.len() as u32)
                    .map(SiteId)
                    .filter(|id| answer.matches.has(*id));
                let own: BTreeSet<Goal> = own.flat_map(|id| atlas.sites.goals(id).iter()).collect();
                Words {
                    kicker: words.partner.to_owned(),
                    title: partner.name.clone(),
                    line: words.count_sites(answer.matches.total()),
                    goals: own.into_iter().collect(),
                    note,
                }
            }
            Shown::Expo => Words {
                kicker: words.count_sites(atlas.sites.len()),
                title: atlas.expo.title.get(lang).to_owned(),
                line: String::new(),
                goals: Goal::all().collect(),
                note,
            },
        }
    }

    fn view(&self, shown: Shown) -> ViewState {
        let atlas = &self.world.atlas;
        let mut view = ViewState::default();
        match shown {
            Shown::Site(number) => view.site = Some(atlas.site(SiteId(number)).slug),
            Shown::Partner(number) => view.filter.partners.push(atlas.partner(PartnerId(number)).slug.clone()),
            Shown::Expo => {}
        }
        view
    }

    fn answer(&self, shown: Shown) -> Answer {
        let first = Moment::midnight(self.world.atlas.expo.first_day);
        answer(self.world, &self.view(shown), first, 0)
    }

    /// Where the map looks: at a site with the station it is reached from, or at the whole ring.
    fn camera(&self, shown: Shown, view: &Viewport) -> Camera {
        let atlas = &self.world.atlas;
        let Shown::Site(number) = shown else {
            let ring = atlas.basemap.ring().map(|ring| ring.path.points.iter().copied());
            let stations = atlas.stations.iter().map(|s| s.at);
            let bounds = ring.map_or_else(|| Bounds::about(stations), Bounds::about);
            let camera = Camera::fitting(&bounds.unwrap_or(self.world.bounds), view, 34.0);
            return Camera {
                zoom: camera.zoom.min(WHEELS_UP_TO_ZOOM),
                ..camera
            };
        };
        let site = atlas.site(SiteId(number));
        let about = Pt::new(ABOUT_SITE_M / 2.0, ABOUT_SITE_M / 2.0);
        let station = site.station.map(|s| atlas.station(s).at);
        // A station far away is left out: the picture is of the site.
        let station = station.filter(|at| at.distance(site.at) < 2.0 * ABOUT_SITE_M);
        let corners = [site.at - about, site.at + about].into_iter().chain(station);
        let bounds = Bounds::about(corners).unwrap_or(self.world.bounds);
        let camera = Camera::fitting(&bounds, view, 40.0);
        Camera {
            zoom: camera.zoom.min(CLOSEST_ZOOM),
            ..camera
        }
    }

    fn map(&self, shown: Shown, lang: Lang, palette: &'static Palette, width: u32, height: u32) -> Option<Pixmap> {
        let view = Viewport::bare(f64::from(width) / DPR, f64::from(height) / DPR);
        let camera = self.camera(shown, &view);
        let mut ground = Ground {
            world: self.world,
            palette,
            camera,
            view,
            dpr: DPR,
            paper: Pixmap::new(width, height)?,
        };
        ground.sheet();
        let answer = self.answer(shown);
        let asked = self.view(shown);
        let nodes = nodes(self.world, camera.zoom, &camera.seen(&view));
        let scene = Scene {
            hold: &Hold { camera, at_rest: true },
            viewport: &view,
            names: &Names::new(self.world, lang),
            measure: self.letters,
            filter: &asked.filter,
            focus: None,
            stops: &[],
        };
        let faces = Faces::new(self.world, &answer, &nodes, asked.filter.goals);
        let over = overlay(self.world, &answer, &faces, &scene);
        let chosen = answer.card.as_ref().map(|card| card.site);
        let is_chosen = |m: &&Mark| chosen.is_some_and(|id| m.target == Target::Site(id));
        let others: Vec<Mark> = over.marks.iter().filter(|m| !is_chosen(m)).cloned().collect();
        ground.marks(&others, self.letters);
        let mark = over.marks.iter().find(is_chosen);
        // The picture's title is the chosen site's name, and nothing is written under its mark.
        let own = chosen.map(|id| self.world.atlas.sites.get(id).title.get(lang).to_owned());
        let is_free = |label: &&Label| {
            let under = mark.is_some_and(|m| label.extent(self.letters).meets_circle(m.at, m.radius * LARGER + 3.0));
            Some(&*label.text) != own.as_deref() && !under
        };
        let names: Vec<_> = over.labels.iter().filter(is_free).cloned().collect();
        ground.names(&names, self.letters);
        if let Some(mark) = mark {
            let larger = Mark {
                at: Px::new(mark.at.x / LARGER, mark.at.y / LARGER),
                ..mark.clone()
            };
            ground.dpr *= LARGER;
            ground.marks(&[larger], self.letters);
        }
        Some(ground.paper)
    }

    fn words(&self, plate: &mut Pixmap, palette: &'static Palette, said: &Words, lang: Lang) {
        let mut page = Column {
            letters: self.letters,
            palette,
            plate,
            y: MARGIN,
        };
        let setting = |size: f64, weight: u16, stretch: u16| Setting {
            size,
            weight,
            stretch,
            tracking: 0.0,
            italic: false,
        };
        let room = f64::from(WORDS_WIDE) - 2.0 * MARGIN;
        page.y += 34.0;
        let mark = page.write("M21", &setting(46.0, 800, 100), Ink::Ink, MARGIN);
        let motto = Strings::of(lang).motto;
        for (line, up) in motto.iter().zip([16.0, -6.0]) {
            page.y -= up;
            page.write(line.trim(), &setting(19.0, 450, 96), Ink::Ink2, MARGIN + mark + 16.0);
            page.y += up;
        }
        page.y += 76.0;
        page.write(&said.kicker, &setting(23.0, 500, 96), Ink::Ink2, MARGIN);
        page.y += 12.0;
        // As large as fits into three lines; all goals leave room for smaller ones.
        let sizes = if said.goals.len() > 16 {
            &[46.0, 40.0, 34.0][..]
        } else {
            &[60.0, 52.0, 46.0, 40.0, 34.0]
        };
        let title = sizes
            .iter()
            .map(|size| setting(*size, 750, 92))
            .find(|s| page.fits(&said.title, s, room, 3));
        let title = title.unwrap_or(setting(34.0, 750, 88));
        for line in page.broken(&said.title, &title, room, 3) {
            page.y += title.size * 1.06;
            page.write(&line, &title, Ink::Ink, MARGIN);
        }
        page.y += 18.0;
        let lead = setting(26.0, 450, 96);
        for line in page.broken(&said.line, &lead, room, 3) {
            page.y += 34.0;
            page.write(&line, &lead, Ink::Ink2, MARGIN);
        }
        let foot = f64::from(PICTURE_SIZE[1]) - MARGIN;
        let note = said.note.filter(|note| !note.is_empty());
        let chips_foot = if note.is_some() { foot - 40.0 } else { foot };
        page.chips(&said.goals, room, chips_foot);
        if let Some(note) = note {
            page.y = foot;
            page.write(note, &setting(19.0, 450, 96), Ink::Ink3, MARGIN);
        }
    }
}

/// The words' part, written from the top.
struct Column<'a> {
    letters: &'a Letters,
    palette: &'static Palette,
    plate: &'a mut Pixmap,
    /// The base line.
    y: f64,
}

impl Column<'_> {
    /// Writes on the base line; gives the line's width.
    fn write(&mut self, text: &str, setting: &Setting, ink: Ink, x: f64) -> f64 {
        let line = self.letters.line(text, setting);
        if let Some(path) = line.path {
            let at = Transform::from_translate(x as f32, self.y as f32);
            let brush = brush(colour(self.palette, ink));
            self.plate.fill_path(&path, &brush, FillRule::Winding, at, None);
        }
        line.width
    }

    fn width(&self, text: &str, setting: &Setting) -> f64 {
        self.letters.line(text, setting).width
    }

    fn fits(&self, text: &str, setting: &Setting, room: f64, lines: usize) -> bool {
        let whole: Vec<_> = text.split_whitespace().collect();
        let lines = self.broken(text, setting, room, lines);
        lines.join(" ") == whole.join(" ") && lines.iter().all(|line| self.width(line, setting) <= room)
    }

    /// A text broken between words into at most so many lines; what has no room is left out, and the last line says so.
    fn broken(&self, text: &str, setting: &Setting, room: f64, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let longer = lines.last().map(|line| format!("{line} {word}"));
            match longer.filter(|longer| self.width(longer, setting) <= room) {
                Some(longer) => drop(lines.pop().map(|_| lines.push(longer))),
                None => lines.push(word.to_owned()),
            }
        }
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while self.width(&format!("{last} …"), setting) > room && last.contains(' ') {
                    last.truncate(last.rfind(' ').unwrap_or(0));
                }
                last.push_str(" …");
            }
        }
        lines
    }

    /// The goals in rows of squares that stand on `foot`.
    fn chips(&mut self, goals: &[Goal], room: f64, foot: f64) {
        let in_row = ((room + CHIP_GAP) / (CHIP + CHIP_GAP)) as usize;
        let rows: Vec<&[Goal]> = goals.chunks(in_row.max(1)).collect();
        let setting = Setting {
            size: 24.0,
            weight: 700,
            stretch: 96,
            tracking: 0.0,
            italic: false,
        };
        for (up, row) in rows.iter().rev().enumerate() {
            let top = foot - CHIP - up as f64 * (CHIP + CHIP_GAP);
            for (i, goal) in row.iter().enumerate() {
                let left = MARGIN + i as f64 * (CHIP + CHIP_GAP);
                let square = Rect::from_xywh(left as f32, top as f32, CHIP as f32, CHIP as f32);
                let Some(square) = square else { continue };
                let ground = brush(colour(self.palette, Ink::Goal(*goal)));
                self.plate.fill_rect(square, &ground, Transform::identity(), None);
                let number = goal.number().to_string();
                let width = self.width(&number, &setting);
                self.y = top + CHIP / 2.0 + setting.size * 0.35;
                self.write(&number, &setting, Ink::OnGoal(*goal), left + (CHIP - width) / 2.0);
            }
        }
    }
}
