//! The page that answers where there is nothing: it finds the site whose name is nearest to the address, and lists all.

use super::address::{Leaf, Seat};
use super::book::{Book, Page, Shown};
use super::list_leaf;
use super::markup::{Html, element};
use m21::model::Lang;
use m21::text::LeafWords;

/// Finds the nearest site; the page says all else without it.
pub(super) const SCRIPT: &str = include_str!("lost.js");

/// The page, in every language below each other, for the address may be of any.
pub(super) fn page(book: &Book) -> String {
    let lang = Lang::default();
    let seat = Seat::Anywhere(book.base.path().to_owned());
    let own = LeafWords::of(lang);
    let mut body = Html::default();
    body.push(element("h1").with(own.lost_title));
    body.push(element("p").class("lead").with(own.lost_lead));
    let perhaps = Lang::ALL.map(|lang| {
        element("p")
            .class("perhaps")
            .attribute("lang", lang.tag())
            .attribute("hidden", "")
            .with(format!("{} ", LeafWords::of(lang).lost_perhaps))
    });
    body.push(perhaps.into_iter().collect::<Html>());
    for other in Lang::ALL.into_iter().filter(|other| *other != lang) {
        let words = LeafWords::of(other);
        let said = element("p")
            .attribute("lang", other.tag())
            .with(element("b").with(words.lost_title))
            .with(". ")
            .with(
                element("a")
                    .href(&seat.to(&Leaf::Sites.folder(other)))
                    .with(words.all_sites),
            );
        body.push(said);
    }
    body.push(list_leaf::by_station(book, lang, &seat, "h2"));
    let page = Page {
        title: format!("{} – M21", own.lost_title),
        description: own.lost_lead.to_owned(),
        leaf: None,
        shown: Shown::Expo,
        facts: Vec::new(),
        app: seat.app(lang, &Leaf::Sites),
        body,
        script: Some(book.files.lost.clone()),
    };
    book.page(lang, &seat, page)
}
