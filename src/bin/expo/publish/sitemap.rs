//! What search engines ask for: `sitemap.xml` and `robots.txt`.

use super::address::{Base, Leaf};
use m21::model::Lang;
use std::fmt::Write;
use time::Date;

/// Every page in every language, each naming the others. Nothing without a base: a site map names whole addresses.
pub(super) fn sitemap(base: &Base, leaves: &[Leaf], changed: Option<Date>) -> Option<String> {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let changed = changed
        .map(|day| format!("<lastmod>{day}</lastmod>"))
        .unwrap_or_default();
    let _ = writeln!(
        out,
        "<url><loc>{}</loc>{changed}</url>",
        in_xml(base.whole("")?.as_str())
    );
    for leaf in leaves {
        for lang in Lang::ALL {
            let own = base.whole(&leaf.folder(lang))?;
            let _ = write!(out, "<url><loc>{}</loc>{changed}", in_xml(own.as_str()));
            for other in Lang::ALL {
                let to = base.whole(&leaf.folder(other))?;
                let (tag, to) = (other.tag(), in_xml(to.as_str()));
                let _ = write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{to}\"/>");
            }
            out.push_str("</url>\n");
        }
    }
    out.push_str("</urlset>\n");
    Some(out)
}

/// Everything may be read.
pub(super) fn robots(base: &Base) -> String {
    let map = base
        .whole("sitemap.xml")
        .map(|at| format!("\nSitemap: {}\n", at.as_str()));
    format!("User-agent: *\nAllow: /\n{}", map.unwrap_or_default())
}

/// An address in XML. It holds no quote and no `<`.
fn in_xml(address: &str) -> String {
    address.replace('&', "&amp;")
}
