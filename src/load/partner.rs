//! `partners.json`: who takes part.

use super::document::Extent;
use super::kind::ProblemKind;
use super::names::Names;
use super::problem::Problem;
use super::record::choice;
use super::{File, Sources, document};
use crate::model::{Partner, Sector};

/// More than this cannot be numbered by [`PartnerId`](crate::model::PartnerId).
const MOST: usize = u16::MAX as usize;

const KNOWN: &[&str] = &["about", "id", "name", "sector", "short", "url"];

/// Reads `partners.json`.
pub(super) fn read(sources: &Sources<'_>, problems: &mut Vec<Problem>) -> (Vec<Partner>, Names) {
    let mut partners = Vec::new();
    let mut names = Names::new(File::Partners);
    let extent = document::each_item(
        sources,
        File::Partners,
        ("partners", "partner"),
        problems,
        &mut |mut record| {
            record.needs(&["id", "name", "sector"]);
            let slug = record.slug("id");
            let name = record.text("name");
            let short = record.text("short");
            let sector = choice!(record, "sector", Sector);
            let url = record.web_address("url").unwrap_or_default();
            let about = record.localized("about").unwrap_or_default();
            if let Some(slug) = &slug
                && names.has(slug)
            {
                let found = slug.clone();
                record.error("id", ProblemKind::UsedBefore { found });
            } else if let (Some(slug), Some(name), Some(sector)) = (&slug, name, sector) {
                if partners.len() < MOST {
                    names.put(slug, partners.len() as u32);
                    partners.push(Partner {
                        slug: slug.clone(),
                        short: short.unwrap_or_else(|| name.clone()),
                        name,
                        sector,
                        url,
                        about,
                    });
                } else {
                    record.error("", ProblemKind::TooMany { most: MOST });
                }
            } else if let Some(slug) = &slug {
                names.leave_out(slug);
            } else {
                names.not_read();
            }
            record.finish(KNOWN);
        },
    );
    if extent != Extent::All {
        names.not_read();
    }
    (partners, names)
}
