//! Times and days as feeds write them.

use time::{Date, Month};

/// The latest time that is one: three days on. Ferries and sleepers pass midnight more than once; typing errors too.
const LATEST: i32 = 72 * 3600;

/// What a time should be.
pub(super) const TIME: &str = "a time as 06:45:00, up to 72:00:00";
/// What a day should be.
pub(super) const DAY: &str = "a day as 20210516";

/// Seconds from the service day's beginning, of `06:45:00`, `6:45` or `25:10:00`.
pub(super) fn seconds(text: &str) -> Option<i32> {
    let mut parts = text.split(':');
    let (hours, minutes) = (parts.next()?, parts.next()?);
    let seconds = parts.next().unwrap_or("00");
    if parts.next().is_some() || hours.is_empty() || hours.len() > 2 || minutes.len() != 2 || seconds.len() != 2 {
        return None;
    }
    let (hours, minutes, seconds) = (whole(hours)?, whole(minutes)?, whole(seconds)?);
    let time = (hours * 60 + minutes) * 60 + seconds;
    (minutes < 60 && seconds < 60 && time <= LATEST).then_some(time)
}

/// A day of `20210516`, or of `2021-05-16` as some write it.
pub(super) fn day(text: &str) -> Option<Date> {
    let plain = text.replace('-', "");
    if plain.len() != 8 || !plain.is_ascii() || ![8, 10].contains(&text.len()) {
        return None;
    }
    let month = Month::try_from(u8::try_from(whole(&plain[4..6])?).ok()?).ok()?;
    Date::from_calendar_date(whole(&plain[..4])?, month, u8::try_from(whole(&plain[6..])?).ok()?).ok()
}

/// A whole number of digits only.
pub(super) fn whole(text: &str) -> Option<i32> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_feeds_write_them() {
        for (text, expected) in [
            ("06:45:00", Some(6 * 3600 + 45 * 60)),
            ("6:45:30", Some(6 * 3600 + 45 * 60 + 30)),
            ("6:45", Some(6 * 3600 + 45 * 60)),
            ("25:10:00", Some(25 * 3600 + 600)),
            ("72:00:00", Some(72 * 3600)),
            ("72:00:01", None),
            ("06:4", None),
            ("06:45:0", None),
            ("06:60", None),
            (":45", None),
            ("-1:00", None),
            ("6h45", None),
            ("", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }

    #[test]
    fn days_are_days_of_the_calendar() {
        assert_eq!(day("20240229"), day("2024-02-29"));
        assert!(day("20240229").is_some());
        for text in ["20230229", "2024022", "2024-0229", "2024é29", "20241301", ""] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
