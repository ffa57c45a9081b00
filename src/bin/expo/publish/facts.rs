//! What pages tell machines: schema.org's Place, Event and Organization, as JSON-LD.

use super::address::{Address, Leaf};
use super::book::{Book, Shown};
use super::site_leaf::description;
use m21::calendar::{Hours, Moment};
use m21::model::{ClaimValue, Event, Lang, Partner, PartnerId, Site, SiteId};
use m21::space::plane::to_degrees;
use m21::text::Strings;
use serde_json::{Map, Value, json};
use time::Weekday;

/// What happens at a site, soonest first.
pub(super) fn events_at<'a>(book: &'a Book, id: SiteId) -> Vec<&'a Event> {
    let mut own: Vec<_> = book.world.atlas.events.iter().filter(|e| e.site == id).collect();
    own.sort_by_key(|e| e.starts);
    own
}

/// A site and what happens there.
pub(super) fn of_site(book: &Book, id: SiteId, site: &Site, lang: Lang) -> Vec<Value> {
    let address = book.base.whole(&Leaf::Site(site.slug.clone()).folder(lang));
    let at = to_degrees(site.at);
    let mut place = Map::new();
    let mut put = |name: &str, value: Value| drop(place.insert(name.to_owned(), value));
    put("@context", json!("https://schema.org"));
    put("@type", json!("Place"));
    put("name", json!(site.title.get(lang)));
    put("description", json!(description(site, lang)));
    put(
        "geo",
        json!({ "@type": "GeoCoordinates", "latitude": rounded(at.lat), "longitude": rounded(at.lon) }),
    );
    let mut postal = json!({ "@type": "PostalAddress", "addressLocality": "Malmö", "addressCountry": "SE" });
    if !site.address.is_empty() {
        postal["streetAddress"] = json!(site.address);
    }
    put("address", postal);
    if let Some(address) = &address {
        put("@id", json!(address.as_str()));
        put("url", json!(address.as_str()));
    }
    if let Some(own) = Address::outside(&site.url) {
        put("sameAs", json!(own.as_str()));
    }
    if let Some(picture) = whole_picture(book, Shown::Site(id.0), lang) {
        put("image", json!(picture));
    }
    if let Some(hours) = site.hours.as_ref().and_then(weekly) {
        put("openingHoursSpecification", hours);
    }
    let features: Vec<_> = site
        .access
        .iter()
        .filter(|c| c.value != ClaimValue::Unknown)
        .map(|claim| {
            json!({
                "@type": "LocationFeatureSpecification",
                "name": Strings::of(lang).access_names[claim.about as usize],
                "value": claim.value == ClaimValue::Yes,
            })
        })
        .collect();
    if !features.is_empty() {
        put("amenityFeature", json!(features));
    }
    if let Some(note) = made_up(book, lang) {
        put("disambiguatingDescription", note);
    }
    let events = events_at(book, id)
        .into_iter()
        .map(|event| {
            let mut facts = json!({
                "@context": "https://schema.org",
                "@type": "Event",
                "name": event.title.get(lang),
                "startDate": with_zone(event.starts),
                "endDate": with_zone(event.ends),
                "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
                "eventStatus": "https://schema.org/EventScheduled",
                "location": { "@type": "Place", "name": site.title.get(lang), "address": place["address"] },
            });
            if let Some(lead) = site.lead() {
                facts["organizer"] = json!({ "@type": "Organization", "name": book.world.atlas.partner(lead).name });
            }
            if let Some(address) = &address {
                facts["location"]["@id"] = json!(address.as_str());
            }
            if let Some(picture) = whole_picture(book, Shown::Site(id.0), lang) {
                facts["image"] = json!(picture);
            }
            if let Some(note) = made_up(book, lang) {
                facts["disambiguatingDescription"] = note;
            }
            facts
        })
        .collect::<Vec<_>>();
    [Value::Object(place)].into_iter().chain(events).collect()
}

/// A partner.
pub(super) fn of_partner(book: &Book, id: PartnerId, partner: &Partner, lang: Lang) -> Value {
    let mut facts = json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": partner.name,
        "description": partner.about.get(lang),
    });
    if let Some(url) = Address::outside(&partner.url) {
        facts["url"] = json!(url.as_str());
    }
    if let Some(picture) = whole_picture(book, Shown::Partner(id.0), lang) {
        facts["image"] = json!(picture);
    }
    facts
}

/// That the programme is made up: machines are told as people are.
fn made_up(book: &Book, lang: Lang) -> Option<Value> {
    let expo = &book.world.atlas.expo;
    expo.illustrative.then(|| json!(expo.illustrative_note.get(lang)))
}

fn whole_picture(book: &Book, shown: Shown, lang: Lang) -> Option<String> {
    let path = book.picture(shown, lang)?;
    book.base.whole(path).map(|address| address.as_str().to_owned())
}

/// Hours that are the same every week. Those with seasons or dates of their own are left out: schema.org adds its
/// specifications up where ours replace each other.
fn weekly(hours: &Hours) -> Option<Value> {
    if hours.rules().iter().any(|rule| rule.months.is_some()) {
        return None;
    }
    let mut all = Vec::new();
    for rule in hours.rules() {
        let mut days: Vec<&str> = match rule.days {
            Some(days) => days.weekdays().map(english).collect(),
            None => (0..7).map(|n| english(Weekday::Monday.nth_next(n))).collect(),
        };
        if rule.days.is_some_and(m21::calendar::Days::includes_holidays) {
            days.push("PublicHolidays");
        }
        let days: Vec<_> = days.iter().map(|day| format!("https://schema.org/{day}")).collect();
        for (opens, closes) in &rule.spans {
            all.push(json!({
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": days,
                "opens": clock(*opens),
                "closes": if *closes == 24 * 60 { "23:59".to_owned() } else { clock(*closes) },
            }));
        }
    }
    (!all.is_empty()).then_some(Value::Array(all))
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

const fn english(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// `2021-05-16T14:00+02:00`.
fn with_zone(at: Moment) -> String {
    let utc = Moment::utc_of_unix_seconds(at.unix_seconds());
    let hours = utc.minutes_until(at) / 60;
    format!("{at}{hours:+03}:00")
}

/// Degrees to about ten centimetres.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_name_their_zone() {
        for (at, said) in [
            ("2021-05-16T14:00", "2021-05-16T14:00+02:00"),
            ("2021-11-16T14:00", "2021-11-16T14:00+01:00"),
        ] {
            assert_eq!(with_zone(Moment::parse(at).unwrap()), said);
        }
    }

    #[test]
    fn only_hours_that_come_every_week_are_told() {
        let told = |text: &str| weekly(&Hours::parse(text).unwrap());
        let hours = told("Tu,Sa,PH 10:00-18:00,20:00-24:00").unwrap();
        assert_eq!(hours.as_array().unwrap().len(), 2);
        assert_eq!(hours[0]["opens"], "10:00");
        assert_eq!(hours[1]["closes"], "23:59");
        assert_eq!(hours[0]["dayOfWeek"][2], "https://schema.org/PublicHolidays");
        assert_eq!(told("10:00-12:00; Jun 21 off"), None);
        assert_eq!(told("off"), None);
    }
}
