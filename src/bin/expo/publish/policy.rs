//! What browsers are told beside each file: what it may do, who may frame it, how long it may be kept. One list, from which
//! the configurations of all servers are written.

use m21::model::Partner;
use std::collections::BTreeSet;
use std::fmt::Write;

use super::address::Address;

/// A policy for all pages, and what is kept how long.
pub(super) struct Policy {
    /// Hashes of the scripts in pages: this release's, and those of releases that may still be served.
    scripts: BTreeSet<String>,
    /// Who may frame the embeddable map.
    framers: BTreeSet<String>,
}

/// The page that partners may frame.
pub(super) const EMBED: &str = "embed.html";
/// Files named by their hash, for a year and never asked for again.
pub(super) const FOREVER: &str = "public, max-age=31536000, immutable";
/// All others: kept, but asked for again each time, which costs an empty answer if they are the same.
pub(super) const ASKED_AGAIN: &str = "no-cache";

impl Policy {
    pub(super) fn new(scripts: impl IntoIterator<Item = String>, partners: &[Partner]) -> Self {
        Self {
            scripts: scripts.into_iter().collect(),
            framers: partners.iter().filter_map(|p| origin(&p.url)).collect(),
        }
    }

    /// The content security policy, for a page that these may frame.
    fn content(&self, framers: &str) -> String {
        let mut scripts = "'self' 'wasm-unsafe-eval'".to_owned();
        for hash in &self.scripts {
            let _ = write!(scripts, " '{hash}'");
        }
        format!(
            "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
             connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
             frame-ancestors {framers}"
        )
    }

    /// The policy of pages that nobody may frame.
    pub(super) fn own(&self) -> String {
        self.content("'none'")
    }

    /// The policy of the embeddable map.
    pub(super) fn embedded(&self) -> String {
        let framers: Vec<_> = self.framers.iter().map(String::as_str).collect();
        let framers = if framers.is_empty() {
            "'none'".to_owned()
        } else {
            framers.join(" ")
        };
        self.content(&framers)
    }

    /// What is said beside every file.
    pub(super) const fn everywhere() -> [(&'static str, &'static str); 6] {
        [
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            (
                "Permissions-Policy",
                "accelerometer=(), camera=(), display-capture=(), geolocation=(self), gyroscope=(), magnetometer=(), \
                 microphone=(), midi=(), payment=(), usb=()",
            ),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Strict-Transport-Security", "max-age=63072000"),
            // The data are open, and an embedded map in a sandbox has no origin of its own; there is nothing here that
            // is anybody's own.
            ("Access-Control-Allow-Origin", "*"),
        ]
    }
}

/// The origin of a web address, as policies write it; nothing if it has none that a policy can hold.
fn origin(url: &str) -> Option<String> {
    let address = Address::outside(url)?;
    let (scheme, rest) = address.as_str().split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':');
    (scheme == "https" && !host.is_empty() && host.chars().all(plain)).then(|| format!("https://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_origins_get_into_a_policy() {
        assert_eq!(origin("https://WWW.a.se/x?y"), Some("https://www.a.se".to_owned()));
        for bad in [
            "http://a.se",
            "https://a.se;script-src *",
            "https://*",
            "javascript:1",
            "https://a@b.se/",
            "https://[::1]/",
        ] {
            assert_eq!(origin(bad), None, "{bad}");
        }
    }

    #[test]
    fn nothing_inline_is_let_through_but_by_hash() {
        let policy = Policy::new(["sha256-a=".to_owned(), "sha256-b=".to_owned()], &[]);
        let own = policy.own();
        assert!(own.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-a=' 'sha256-b='; "));
        assert!(!own.contains("unsafe-inline") && !own.contains("'unsafe-eval'"));
        assert_eq!(own, policy.embedded());
    }
}
