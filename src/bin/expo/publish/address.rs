//! Where things of the published folder are: pages, files and the app, seen from any page.

use m21::model::Lang;
use m21::view::{ViewState, link};
use std::fmt::Write;

/// An address that is safe to lead to: one within the folder, or a web address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address(String);

impl Address {
    /// A web address out of the data; nothing if it is not http or https.
    pub(super) fn outside(text: &str) -> Option<Self> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") || rest.is_empty() || rest.starts_with(['/', '?', '#', '\\']) {
            return None;
        }
        Some(Self(format!("{scheme}://{}", percent_encoded(rest))))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Everything that is no letter, number or mark of an address, as bytes in percent.
fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&()*+,;=%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The languages' own pages: the first language of the page at the top, each other in a folder of its tag.
pub(super) fn folder_of(lang: Lang) -> String {
    if lang == Lang::default() {
        String::new()
    } else {
        format!("{}/", lang.tag())
    }
}

/// A page without script.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Leaf {
    /// A site, by one of its slugs.
    Site(String),
    /// A partner, by its slug.
    Partner(String),
    /// All sites.
    Sites,
    /// All partners.
    Partners,
}

impl Leaf {
    /// Its folder from the top, with a slash at its end.
    pub(super) fn folder(&self, lang: Lang) -> String {
        let own = match self {
            Self::Site(slug) => format!("s/{slug}/"),
            Self::Partner(slug) => format!("p/{slug}/"),
            Self::Sites => "s/".to_owned(),
            Self::Partners => "p/".to_owned(),
        };
        folder_of(lang) + &own
    }
}

/// Where the folder will be found, such as `https://m21.malmo.se/`; nothing if nobody has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base(Option<String>);

impl Base {
    pub(super) const UNSAID: Self = Self(None);

    /// Reads it, or says what it should be.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "--base is “{text}”, expected a web address without ? and #. \
                 Give the address where visitors will find the folder, such as https://m21.example.se/."
            )
        };
        let Address(address) = Address::outside(text).ok_or_else(wrong)?;
        if address.contains(['?', '#', '@']) {
            return Err(wrong());
        }
        let end = if address.ends_with('/') { "" } else { "/" };
        Ok(Self(Some(address + end)))
    }

    /// The whole address of something within the folder.
    pub(super) fn whole(&self, path: &str) -> Option<Address> {
        self.0.as_ref().map(|base| Address(format!("{base}{path}")))
    }

    /// The path of the folder on its server: `/` unless the base says otherwise.
    pub(super) fn path(&self) -> &str {
        let after_host = |base: &str| {
            let host = base.find("://")? + 3;
            Some(host + base[host..].find('/')?)
        };
        let base = self.0.as_deref();
        base.and_then(|b| after_host(b).map(|at| &b[at..])).unwrap_or("/")
    }

    /// The host's name, without its port; nothing if nobody has said.
    pub(super) fn host(&self) -> Option<&str> {
        let (_, rest) = self.0.as_deref()?.split_once("://")?;
        rest.split(['/', ':']).next()
    }
}

/// From where an address is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seat {
    /// From a page in a folder, given from the top: addresses are relative, so that the folder works under any path.
    In(String),
    /// From anywhere, as a page does that answers for addresses that are not there.
    Anywhere(String),
}

impl Seat {
    /// A path from the top, seen from here. The program's own paths only: slugs and file names.
    pub(super) fn to(&self, path: &str) -> Address {
        match self {
            Self::In(folder) => {
                let up = "../".repeat(folder.matches('/').count());
                let way = up + path;
                Address(if way.is_empty() { "./".to_owned() } else { way })
            }
            Self::Anywhere(base) => Address(format!("{base}{path}")),
        }
    }

    /// The app, opened at a site or a partner.
    pub(super) fn app(&self, lang: Lang, leaf: &Leaf) -> Address {
        let mut state = ViewState {
            lang,
            ..ViewState::default()
        };
        match leaf {
            Leaf::Site(slug) => state.site = Some(slug.clone()),
            Leaf::Partner(slug) => state.filter.partners.push(slug.clone()),
            Leaf::Sites | Leaf::Partners => {}
        }
        let fragment = link::to_fragment(&state);
        let hash = if fragment.is_empty() { "" } else { "#" };
        let Address(top) = self.to("");
        Address(format!("{top}{hash}{}", fragment.trim_start_matches('#')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_lead_out() {
        for bad in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,<b>",
            "//evil.example/",
            "/s/x/",
            "https:",
            "https:///x",
            "vbscript://x",
            "javascript://x%0aalert(1)",
            "",
        ] {
            assert_eq!(Address::outside(bad), None, "{bad}");
        }
        for (text, written) in [
            ("https://a.se/å b", "https://a.se/%C3%A5%20b"),
            (" HTTP://a.se ", "http://a.se"),
            ("https://a.se/\"><script>", "https://a.se/%22%3E%3Cscript%3E"),
        ] {
            assert_eq!(Address::outside(text).unwrap().as_str(), written);
        }
    }

    #[test]
    fn a_base_has_a_host_and_a_path() {
        let base = Base::parse("https://m21.example.se:8443/expo").unwrap();
        assert_eq!((base.path(), base.host()), ("/expo/", Some("m21.example.se")));
        assert_eq!(
            base.whole("s/x/").unwrap().as_str(),
            "https://m21.example.se:8443/expo/s/x/"
        );
        assert_eq!(Base::UNSAID.path(), "/");
        for bad in ["m21.example.se", "ftp://x/", "https://x/?a", "https://x/#a"] {
            assert!(Base::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn pages_see_the_top_from_where_they_are() {
        let seat = Seat::In(Leaf::Site("x".into()).folder(Lang::En));
        assert_eq!(seat.to("assets/a.css").as_str(), "../../../assets/a.css");
        assert_eq!(Seat::In(String::new()).to("").as_str(), "./");
        assert_eq!(Seat::Anywhere("/expo/".into()).to("s/x/").as_str(), "/expo/s/x/");
        let app = seat.app(Lang::En, &Leaf::Site("x".into()));
        assert_eq!(app.as_str(), "../../../#site=x&lang=en");
        let app = Seat::In("p/y/".into()).app(Lang::Sv, &Leaf::Partner("y".into()));
        assert_eq!(app.as_str(), "../../#partner=y");
    }
}
