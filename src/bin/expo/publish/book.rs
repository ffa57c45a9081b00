//! What all pages without script are made from, and the frame each of them stands in.

use super::address::{Address, Base, Leaf, Seat, folder_of};
use super::markup::{Element, Html, document, element, for_machines};
use m21::calendar::Moment;
use m21::model::{Lang, PartnerId, SiteId};
use m21::query::{Head, Section, World, answer};
use m21::text::{LeafWords, Strings};
use m21::view::ViewState;
use serde_json::Value;
use std::collections::BTreeMap;

/// Width and height of a preview picture, as those who show previews ask for them.
pub(super) const PICTURE_SIZE: [u32; 2] = [1200, 630];

/// Files that pages name, as paths from the top.
#[derive(Debug)]
pub(super) struct Files {
    /// The leaves' style sheet.
    pub(super) style: String,
    /// The icons: for tabs, and for a phone's home screen.
    pub(super) icon: String,
    pub(super) touch_icon: String,
    /// The script that finds the nearest site.
    pub(super) lost: String,
    /// Preview pictures by what they show and in which language.
    pub(super) pictures: BTreeMap<(Shown, &'static str), String>,
}

/// What a preview picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    /// The whole expo.
    Expo,
    /// A site.
    Site(u32),
    /// A partner and its sites.
    Partner(u16),
}

/// Everything pages are made from.
pub(super) struct Book<'a> {
    pub(super) world: &'a World,
    pub(super) base: &'a Base,
    pub(super) files: &'a Files,
    /// All sites along the ring.
    pub(super) sections: Vec<Section>,
    /// Each partner's sites along the ring.
    by_partner: Vec<Vec<SiteId>>,
}

/// What one page says of itself, and what stands on it.
pub(super) struct Page {
    pub(super) title: String,
    pub(super) description: String,
    /// The page itself in each language, under its present name; nothing for a page without an address of its own.
    pub(super) leaf: Option<Leaf>,
    pub(super) shown: Shown,
    pub(super) facts: Vec<Value>,
    /// Where the app shows the same.
    pub(super) app: Address,
    pub(super) body: Html,
    /// A script of its own, as a path from the top.
    pub(super) script: Option<String>,
}

impl<'a> Book<'a> {
    pub(super) fn new(world: &'a World, base: &'a Base, files: &'a Files) -> Self {
        let clock = Moment::midnight(world.atlas.expo.first_day);
        let all = answer(world, &ViewState::default(), clock, usize::MAX);
        let mut by_partner = vec![Vec::new(); world.atlas.partners.len()];
        for row in all.sections.iter().flat_map(|section| &section.rows) {
            for partner in world.atlas.site(row.site).partners {
                if let Some(own) = by_partner.get_mut(partner.index()) {
                    own.push(row.site);
                }
            }
        }
        Self {
            world,
            base,
            files,
            sections: all.sections,
            by_partner,
        }
    }

    /// A partner's sites along the ring.
    pub(super) fn sites_of(&self, partner: PartnerId) -> &[SiteId] {
        self.by_partner
            .get(partner.index())
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// A page in its frame.
    pub(super) fn page(&self, lang: Lang, seat: &Seat, page: Page) -> String {
        let root = element("html").attribute("lang", lang.tag());
        let head = self.head(lang, seat, &page);
        let (words, own) = (Strings::of(lang), LeafWords::of(lang));
        let wordmark = element("a")
            .class("wordmark")
            .href(&page.app)
            .with(element("b").with("M21"))
            .with(element("span").with(words.motto.join(" ")));
        let top = element("header").class("top").with(wordmark).with(Self::languages(
            lang,
            seat,
            page.leaf.as_ref(),
            own.languages,
        ));
        let main = element("main").with(self.illustrative(lang)).with(page.body);
        let body = element("body")
            .with(top)
            .with(main)
            .with(self.foot(lang, seat, words, own));
        document(root.with(head).with(body))
    }

    fn head(&self, lang: Lang, seat: &Seat, page: &Page) -> Element {
        let named =
            |name: &'static str, content: &str| element("meta").attribute("name", name).attribute("content", content);
        let said = |property: &'static str, content: &str| {
            element("meta")
                .attribute("property", property)
                .attribute("content", content)
        };
        let link = |rel: &'static str, to: &Address| element("link").attribute("rel", rel).href(to);
        let mut head = element("head")
            .with(element("meta").attribute("charset", "utf-8"))
            .with(named("viewport", "width=device-width, initial-scale=1"))
            .with(element("title").with(page.title.as_str()))
            .with(named("description", &page.description))
            .with(named("color-scheme", "light dark"))
            .with(link("icon", &seat.to(&self.files.icon)).attribute("type", "image/svg+xml"))
            .with(link("apple-touch-icon", &seat.to(&self.files.touch_icon)))
            .with(link("stylesheet", &seat.to(&self.files.style)));
        if let Some(leaf) = &page.leaf {
            if let Some(own) = self.base.whole(&leaf.folder(lang)) {
                head = head.with(link("canonical", &own)).with(said("og:url", own.as_str()));
            }
            for other in Lang::ALL {
                let folder = leaf.folder(other);
                let to = self.base.whole(&folder).unwrap_or_else(|| seat.to(&folder));
                head = head.with(link("alternate", &to).attribute("hreflang", other.tag()));
            }
        } else {
            head = head.with(named("robots", "noindex"));
        }
        head = head
            .with(said("og:type", "website"))
            .with(said("og:site_name", self.world.atlas.expo.title.get(lang)))
            .with(said("og:title", &page.title))
            .with(said("og:description", &page.description))
            .with(said("og:locale", if lang == Lang::Sv { "sv_SE" } else { "en_GB" }));
        if let Some(picture) = self.picture(page.shown, lang).and_then(|path| self.base.whole(path)) {
            let [width, height] = PICTURE_SIZE.map(|px| px.to_string());
            head = head
                .with(said("og:image", picture.as_str()))
                .with(said("og:image:type", "image/png"))
                .with(said("og:image:width", &width))
                .with(said("og:image:height", &height))
                .with(said("og:image:alt", &(LeafWords::of(lang).map_of)(&page.title)))
                .with(named("twitter:card", "summary_large_image"));
        }
        if let Some(script) = &page.script {
            let script = element("script").src(&seat.to(script)).attribute("defer", "");
            head = head.with(script);
        }
        head.all(page.facts.iter().map(for_machines))
    }

    /// What the app's own page says of itself besides: where it is, how it is installed, and how it is previewed.
    pub(super) fn links_of_the_app(&self) -> String {
        let lang = Lang::default();
        let said = |property: &'static str, content: &str| {
            element("meta")
                .attribute("property", property)
                .attribute("content", content)
        };
        let top = Seat::In(String::new());
        let link = |rel: &'static str, to: &Address| element("link").attribute("rel", rel).href(to);
        let words = Strings::of(lang);
        let mut links = Html::from(link("manifest", &top.to("manifest.webmanifest")));
        links.push(link("apple-touch-icon", &top.to(&self.files.touch_icon)));
        if let Some(own) = self.base.whole("") {
            links.push(link("canonical", &own));
            links.push(said("og:url", own.as_str()));
        }
        links.push(said("og:type", "website"));
        links.push(said("og:title", words.page_title));
        links.push(said("og:description", LeafWords::of(lang).app_about));
        if let Some(picture) = self.picture(Shown::Expo, lang).and_then(|path| self.base.whole(path)) {
            let [width, height] = PICTURE_SIZE.map(|px| px.to_string());
            links.push(said("og:image", picture.as_str()));
            links.push(said("og:image:width", &width));
            links.push(said("og:image:height", &height));
        }
        links.as_str().to_owned()
    }

    /// A preview picture's path.
    pub(super) fn picture(&self, shown: Shown, lang: Lang) -> Option<&str> {
        self.files.pictures.get(&(shown, lang.tag())).map(String::as_str)
    }

    /// The preview picture on the page it belongs to.
    pub(super) fn figure(&self, seat: &Seat, shown: Shown, lang: Lang, title: &str) -> Option<Element> {
        let [width, height] = PICTURE_SIZE.map(|px| px.to_string());
        let picture = element("img")
            .src(&seat.to(self.picture(shown, lang)?))
            .attribute("width", &width)
            .attribute("height", &height)
            .attribute("alt", &(LeafWords::of(lang).map_of)(title));
        Some(element("p").class("picture").with(picture))
    }

    /// The way to the same page in the other languages.
    fn languages(lang: Lang, seat: &Seat, leaf: Option<&Leaf>, name: &str) -> Element {
        let others = Lang::ALL.into_iter().filter(|other| *other != lang);
        let links = others.map(|other| {
            let folder = leaf.map_or_else(|| Leaf::Sites.folder(other), |leaf| leaf.folder(other));
            element("a")
                .href(&seat.to(&folder))
                .attribute("lang", other.tag())
                .attribute("hreflang", other.tag())
                .with(other.own_name())
        });
        element("nav").attribute("aria-label", name).all(links)
    }

    /// That the programme is made up, as long as it is.
    fn illustrative(&self, lang: Lang) -> Option<Element> {
        let expo = &self.world.atlas.expo;
        let note = [Strings::of(lang).illustrative, expo.illustrative_note.get(lang)].join(" ");
        expo.illustrative
            .then(|| element("p").class("illustrative").with(note.trim_end()))
    }

    fn foot(&self, lang: Lang, seat: &Seat, words: &Strings, own: &LeafWords) -> Element {
        let expo = &self.world.atlas.expo;
        let page = |leaf: &Leaf, name: &str| element("a").href(&seat.to(&leaf.folder(lang))).with(name);
        let ways = element("p")
            .class("ways")
            .with(element("a").href(&seat.app(lang, &Leaf::Sites)).with(own.to_map))
            .with(page(&Leaf::Sites, own.all_sites))
            .with(page(&Leaf::Partners, own.all_partners));
        let credits = expo.attribution.iter().map(|credit| {
            let text = credit.text.get(lang);
            let named = match Address::outside(&credit.url) {
                Some(to) => Html::from(element("a").href(&to).with(text)),
                None => Html::text(text),
            };
            element("li").with(named).with(format!(" ({})", credit.licence))
        });
        let from = expo
            .updated
            .map(|day| format!("{} {}. ", words.data_from, words.full_date(day)));
        element("footer")
            .with(ways)
            .with(element("ul").class("credits").all(credits))
            .with(element("p").with(from).with(expo.disclaimer.get(lang)))
    }

    /// A link to a site's page.
    pub(super) fn site_link(&self, lang: Lang, seat: &Seat, id: SiteId) -> Element {
        let site = self.world.atlas.site(id);
        let to = seat.to(&Leaf::Site(site.slug.clone()).folder(lang));
        element("a").href(&to).with(site.title.get(lang))
    }

    /// A site in a list: its name, its line, when it is open and which goals it answers.
    pub(super) fn row(&self, lang: Lang, seat: &Seat, id: SiteId) -> Element {
        let site = self.world.atlas.site(id);
        let words = Strings::of(lang);
        let hours = site.hours.as_ref().map(|hours| words.hours_lines(hours).join("; "));
        let goals: Vec<_> = site.goals_ranked.iter().map(|g| g.number().to_string()).collect();
        let goals = format!("{} {}", words.goal, words.join(&goals));
        let facts: Vec<_> = hours.into_iter().chain([goals]).collect();
        let line = Some(site.summary.get(lang)).filter(|line| !line.is_empty());
        element("li")
            .with(self.site_link(lang, seat, id))
            .with(line.map(|line| element("span").class("line").with(line)))
            .with(element("span").class("faint").with(facts.join(" · ")))
    }

    /// What a section of the list is called.
    pub(super) fn section_name(&self, lang: Lang, section: &Section) -> &str {
        match section.head {
            Head::Station(id) => &self.world.atlas.station(id).name,
            Head::Elsewhere => Strings::of(lang).elsewhere,
        }
    }

    /// Where a page of this language looks from.
    pub(super) fn seat(lang: Lang, leaf: &Leaf) -> Seat {
        debug_assert!(
            leaf.folder(lang).starts_with(&folder_of(lang)),
            "a leaf is in its language's folder"
        );
        Seat::In(leaf.folder(lang))
    }
}
