//! The lists: all sites along the ring, all partners, and the list that stands in the app's own page until it runs.

use super::address::{Leaf, Seat};
use super::book::{Book, Page, Shown};
use super::markup::{Element, Html, element};
use m21::model::{Lang, PartnerId, Sector};
use m21::text::{LeafWords, Strings};

/// The page of all sites.
pub(super) fn sites(book: &Book, lang: Lang) -> String {
    let seat = Book::seat(lang, &Leaf::Sites);
    let own = LeafWords::of(lang);
    let app = seat.app(lang, &Leaf::Sites);
    let mut body = Html::default();
    body.push(element("h1").with(own.all_sites));
    body.push(element("p").class("lead").with(own.sites_lead));
    let open = element("a").class("button").href(&app).with(own.open_all_in_map);
    body.push(element("p").with(open));
    body.push(book.figure(&seat, Shown::Expo, lang, book.world.atlas.expo.title.get(lang)));
    body.push(by_station(book, lang, &seat, "h2"));
    let page = Page {
        title: format!("{} – M21", own.all_sites),
        description: own.sites_lead.to_owned(),
        leaf: Some(Leaf::Sites),
        shown: Shown::Expo,
        facts: Vec::new(),
        app,
        body,
        script: None,
    };
    book.page(lang, &seat, page)
}

/// Every site under its station.
pub(super) fn by_station(book: &Book, lang: Lang, seat: &Seat, heading: &'static str) -> Html {
    let section = |section: &m21::query::Section| -> Html {
        let rows = section.rows.iter().map(|row| book.row(lang, seat, row.site));
        let name = element(heading).with(book.section_name(lang, section));
        [name, element("ul").class("sites").all(rows)].into_iter().collect()
    };
    book.sections.iter().map(section).collect()
}

/// The list in the app's own page: seen where there is no script, and where the app does not come or falls.
pub(super) fn in_the_app(book: &Book) -> String {
    let lang = Lang::default();
    let (own, seat) = (LeafWords::of(lang), Seat::In(String::new()));
    let others = Lang::ALL.into_iter().filter(|other| *other != lang).map(|other| {
        element("a")
            .href(&seat.to(&Leaf::Sites.folder(other)))
            .attribute("lang", other.tag())
            .with(LeafWords::of(other).all_sites)
    });
    let all = element("section")
        .class("plain-list")
        .with(element("h2").with(own.all_sites))
        .with(element("p").with(own.shell_lead).with(" ").all(others))
        .with(by_station(book, lang, &seat, "h3"));
    Html::from(all).as_str().to_owned()
}

/// The page of all partners.
pub(super) fn partners(book: &Book, lang: Lang) -> String {
    let seat = Book::seat(lang, &Leaf::Partners);
    let (words, own) = (Strings::of(lang), LeafWords::of(lang));
    let app = seat.app(lang, &Leaf::Partners);
    let mut body = Html::default();
    body.push(element("h1").with(own.all_partners));
    body.push(element("p").class("lead").with(own.partners_lead));
    for sector in Sector::ALL {
        let members: Vec<Element> = members(book, lang, &seat, *sector);
        if !members.is_empty() {
            body.push(element("h2").with(words.sectors[*sector as usize]));
            body.push(element("ul").class("sites").all(members));
        }
    }
    let page = Page {
        title: format!("{} – M21", own.all_partners),
        description: own.partners_lead.to_owned(),
        leaf: Some(Leaf::Partners),
        shown: Shown::Expo,
        facts: Vec::new(),
        app,
        body,
        script: None,
    };
    book.page(lang, &seat, page)
}

fn members(book: &Book, lang: Lang, seat: &Seat, sector: Sector) -> Vec<Element> {
    let words = Strings::of(lang);
    let all = book
        .world
        .atlas
        .partners
        .iter()
        .zip(0..)
        .filter(|(p, _)| p.sector == sector);
    let row = |(partner, number): (&m21::model::Partner, u16)| {
        let to = seat.to(&Leaf::Partner(partner.slug.clone()).folder(lang));
        let count = book.sites_of(PartnerId(number)).len();
        element("li")
            .with(element("a").href(&to).with(partner.name.as_str()))
            .with(element("span").class("line").with(partner.about.get(lang)))
            .with(element("span").class("faint").with(words.count_sites(count)))
    };
    all.map(row).collect()
}
