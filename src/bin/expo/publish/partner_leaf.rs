//! A partner's page: who it is, and the sites it takes part in.

use super::address::{Address, Leaf};
use super::book::{Book, Page, Shown};
use super::facts;
use super::markup::{Html, element};
use m21::model::{Lang, PartnerId};
use m21::text::{LeafWords, Strings};

/// The page of a partner.
pub(super) fn page(book: &Book, id: PartnerId, lang: Lang) -> String {
    let partner = book.world.atlas.partner(id);
    let leaf = Leaf::Partner(partner.slug.clone());
    let seat = Book::seat(lang, &leaf);
    let (words, own) = (Strings::of(lang), LeafWords::of(lang));
    let app = seat.app(lang, &leaf);
    let about = partner.about.get(lang);
    let mut body = Html::default();
    let sector = words.sectors[partner.sector as usize];
    body.push(
        element("p")
            .class("kicker")
            .with(format!("{} · {sector}", words.partner)),
    );
    body.push(element("h1").with(partner.name.as_str()));
    if !about.is_empty() {
        body.push(element("p").class("lead").with(about));
    }
    let open = element("a").class("button").href(&app).with(own.open_in_map);
    let out = Address::outside(&partner.url).map(|to| element("a").class("out").href(&to).with(own.own_site));
    body.push(element("p").with(open).with(" ").with(out));
    body.push(book.figure(&seat, Shown::Partner(id.0), lang, &partner.name));
    let sites = book.sites_of(id);
    if !sites.is_empty() {
        body.push(element("h2").with(format!("{}: {}", own.takes_part_in, sites.len())));
        body.push(
            element("ul")
                .class("sites")
                .all(sites.iter().map(|id| book.row(lang, &seat, *id))),
        );
    }
    let page = Page {
        title: format!("{} – M21", partner.name),
        description: if about.is_empty() {
            partner.name.clone()
        } else {
            about.to_owned()
        },
        shown: Shown::Partner(id.0),
        facts: vec![facts::of_partner(book, id, partner, lang)],
        leaf: Some(leaf),
        app,
        body,
        script: None,
    };
    book.page(lang, &seat, page)
}
