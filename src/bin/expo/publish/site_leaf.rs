//! A site's page: everything the app's card says, for who comes from a sign and has no script.

use super::address::{Address, Leaf, Seat};
use super::book::{Book, Page, Shown};
use super::facts;
use super::markup::{Element, Html, element};
use m21::calendar::Moment;
use m21::model::{ClaimValue, Lang, Position, Site, SiteId, Status};
use m21::query::{Card, answer};
use m21::text::{LeafWords, Strings, capital};
use m21::view::ViewState;

/// The page of a site under one of its slugs.
pub(super) fn page(book: &Book, id: SiteId, slug: &str, lang: Lang) -> String {
    let site = book.world.atlas.site(id);
    let seat = Book::seat(lang, &Leaf::Site(slug.to_owned()));
    let leaf = Leaf::Site(site.slug.clone());
    let (title, summary) = (site.title.get(lang), site.summary.get(lang));
    let app = seat.app(lang, &leaf);
    let page = Page {
        title: format!("{title} – M21"),
        description: description(&site, lang),
        shown: Shown::Site(id.0),
        facts: facts::of_site(book, id, &site, lang),
        body: Leaflet {
            book,
            lang,
            seat: &seat,
            site: &site,
            id,
        }
        .body(slug, title, summary, &app),
        leaf: Some(leaf),
        app,
        script: None,
    };
    book.page(lang, &seat, page)
}

/// A sentence or two for previews and search.
pub(super) fn description(site: &Site, lang: Lang) -> String {
    let said = [site.summary.get(lang), site.about.get(lang), site.title.get(lang)];
    said.into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_default()
        .to_owned()
}

struct Leaflet<'a> {
    book: &'a Book<'a>,
    lang: Lang,
    seat: &'a Seat,
    site: &'a Site,
    id: SiteId,
}

impl Leaflet<'_> {
    fn body(&self, slug: &str, title: &str, summary: &str, app: &Address) -> Html {
        let (site, lang) = (self.site, self.lang);
        let (words, own) = (Strings::of(lang), LeafWords::of(lang));
        let atlas = &self.book.world.atlas;
        let part = atlas.expo.parts[site.part as usize].name.get(lang);
        let district = site.district.map(|d| atlas.district(d).name.as_str());
        let kicker: Vec<_> = [Some(part), district]
            .into_iter()
            .flatten()
            .filter(|t| !t.is_empty())
            .collect();
        let mut body = Html::default();
        body.push(element("p").class("kicker").with(kicker.join(" · ")));
        body.push(element("h1").with(title));
        if slug != site.slug {
            body.push(element("p").class("note").with((own.moved)(title)));
        }
        if site.status == Status::Closed {
            body.push(element("p").class("note").with(words.closed_for_good));
        }
        if !summary.is_empty() {
            body.push(element("p").class("lead").with(summary));
        }
        if !site.about.is_empty() {
            body.push(element("p").with(site.about.get(lang)));
        }
        let open = element("a").class("button").href(app).with(own.open_in_map);
        body.push(element("p").with(open));
        body.push(self.notices(words, own));
        body.push(self.book.figure(self.seat, Shown::Site(self.id.0), lang, title));
        body.push(element("h2").with(words.goals));
        body.push(self.goals());
        body.push(self.facts(words, own));
        body
    }

    fn goals(&self) -> Element {
        let names = &self.book.world.atlas.goals;
        let goal = |goal: &m21::model::Goal| {
            let number = element("b")
                .class(&format!("chip g{}", goal.number()))
                .with(goal.number().to_string());
            let name = names
                .get(goal.index())
                .map(|n| n.name.get(self.lang))
                .unwrap_or_default();
            element("li").with(number).with(" ").with(name)
        };
        element("ul")
            .class("goals")
            .all(self.site.goals_ranked.iter().map(goal))
    }

    fn notices(&self, words: &Strings, own: &LeafWords) -> Option<Element> {
        let all = &self.book.world.atlas.notices;
        let about = |n: &&m21::model::Notice| {
            n.site == Some(self.id) || (n.station.is_some() && n.station == self.site.station)
        };
        let notice = |n: &m21::model::Notice| {
            element("li")
                .with(element("b").with(n.title.get(self.lang)))
                .with(element("span").class("line").with(n.text.get(self.lang)))
                .with(
                    element("span")
                        .class("faint")
                        .with(LeafWords::days(words, n.from, n.to)),
                )
        };
        let told: Vec<_> = all.iter().filter(about).map(notice).collect();
        (!told.is_empty()).then(|| {
            element("section")
                .class("notices")
                .with(element("h2").with(own.notices))
                .with(element("ul").all(told))
        })
    }

    fn facts(&self, words: &Strings, own: &LeafWords) -> Element {
        let (site, lang, atlas) = (self.site, self.lang, &self.book.world.atlas);
        let card = self.card();
        let card = card.as_ref();
        let mut list = element("dl");
        let mut row = |name: &str, said: Html| {
            if !said.is_empty() {
                let kept = std::mem::replace(&mut list, element("dl"));
                list = kept.with(element("dt").with(name)).with(element("dd").with(said));
            }
        };
        let lines = |all: Vec<String>| {
            all.into_iter()
                .map(|l| element("span").class("line").with(l))
                .collect::<Html>()
        };
        let hours = site.hours.as_ref().map(|hours| words.hours_lines(hours));
        row(
            words.hours,
            lines(hours.unwrap_or_else(|| vec![words.hours_unknown.to_owned()])),
        );
        row(words.find_it, card.map(|c| self.way(words, c)).into());
        row(words.address, self.address(words, card));
        row(
            words.visit,
            site.visit_minutes.map(|m| capital(&words.visit_length(m))).into(),
        );
        row(words.access, self.access(words));
        let kinds = site
            .kinds
            .iter()
            .map(|k| atlas.expo.kinds[k as usize].name.get(lang).to_owned());
        row(own.kinds, words.join(&kinds.collect::<Vec<_>>()).into());
        row(words.partner, self.partners(own));
        row(words.events, self.events(words));
        let near = |others: &mut dyn Iterator<Item = (SiteId, Option<u32>)>| -> Html {
            others
                .map(|(id, minutes)| {
                    let walk = minutes.map(|m| element("span").class("faint").with(words.walk(m)));
                    let link = self.book.site_link(lang, self.seat, id);
                    element("span")
                        .class("line")
                        .with(link)
                        .with(walk.map(|w| Html::from_iter([Html::from(" "), w.into()])))
                })
                .collect()
        };
        row(
            words.grew_from,
            near(&mut card.and_then(|c| c.grew_from).into_iter().map(|r| (r.site, None))),
        );
        row(
            words.grew_into,
            near(&mut card.iter().flat_map(|c| &c.grew_into).map(|id| (*id, None))),
        );
        row(
            words.nearby,
            near(
                &mut card
                    .iter()
                    .flat_map(|c| &c.nearby)
                    .map(|r| (r.site, Some(r.walk_minutes))),
            ),
        );
        let out = Address::outside(&site.url).map(|to| element("a").href(&to).with(site.url.as_str()));
        row(words.own_page, out.into());
        list
    }

    /// What the app's card would say on the first day.
    fn card(&self) -> Option<Card> {
        let view = ViewState {
            site: Some(self.site.slug.clone()),
            ..ViewState::default()
        };
        let first = Moment::midnight(self.book.world.atlas.expo.first_day);
        answer(self.book.world, &view, first, 0).card
    }

    fn way(&self, words: &Strings, card: &Card) -> Html {
        let station = card.station.map(|s| self.book.world.atlas.station(s).name.as_str());
        match (card.walk_minutes, station) {
            (Some(minutes), Some(name)) => {
                Html::from_iter([Html::from(words.walk_from(minutes)), element("b").with(name).into()])
            }
            (None, Some(name)) => name.into(),
            _ => Html::default(),
        }
    }

    fn address(&self, words: &Strings, card: Option<&Card>) -> Html {
        let site = self.site;
        let square = card
            .and_then(|c| c.square.as_ref())
            .map(|square| format!("{} {square}", words.square));
        let subarea = Some(site.subarea.clone()).filter(|name| !name.is_empty());
        let doubt = (site.position == Position::Approximate).then(|| words.approximate.to_owned());
        let place: Vec<_> = [subarea, square, doubt].into_iter().flatten().collect();
        let mut said = Html::default();
        if !site.address.is_empty() {
            said.push(element("span").class("line").with(site.address.as_str()));
        }
        if !place.is_empty() {
            said.push(element("span").class("faint").with(place.join(", ")));
        }
        said
    }

    fn access(&self, words: &Strings) -> Html {
        let atlas = &self.book.world.atlas;
        let line = |claim: &m21::model::Claim| {
            let by = claim.by.map(|p| atlas.partner(p).short.clone());
            let checked = (claim.value != ClaimValue::Unknown)
                .then(|| words.checked_by(claim.checked, by.as_deref()))
                .flatten();
            element("span")
                .class("line")
                .with(format!("{}: ", words.access_names[claim.about as usize]))
                .with(element("b").with(words.claim_values[claim.value as usize]))
                .with(checked.map(|c| element("span").class("faint").with(format!(" ({c})"))))
        };
        self.site.access.iter().map(line).collect()
    }

    fn partners(&self, own: &LeafWords) -> Html {
        let link = |id: &m21::model::PartnerId| {
            let partner = self.book.world.atlas.partner(*id);
            let to = self.seat.to(&Leaf::Partner(partner.slug.clone()).folder(self.lang));
            Html::from(element("a").href(&to).with(partner.name.as_str()))
        };
        let Some((lead, others)) = self.site.partners.split_first() else {
            return Html::default();
        };
        let mut said = Html::from(
            element("span")
                .class("line")
                .with(format!("{} ", own.led_by))
                .with(link(lead)),
        );
        if !others.is_empty() {
            let mut with = element("span").class("line").with(format!("{} ", own.with));
            for (i, other) in others.iter().enumerate() {
                with = with.with(if i > 0 { ", " } else { "" }).with(link(other));
            }
            said.push(with);
        }
        said
    }

    fn events(&self, words: &Strings) -> Html {
        let own = facts::events_at(self.book, self.id);
        own.into_iter()
            .map(|e| {
                element("span")
                    .class("line")
                    .with(e.title.get(self.lang))
                    .with(" ")
                    .with(
                        element("span")
                            .class("faint")
                            .with(capital(&words.event_time(e.starts, e.ends))),
                    )
            })
            .collect()
    }
}
