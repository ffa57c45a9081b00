//! When the sun rises and sets in Malmö.
//!
//! The sun's place is that of NOAA's solar calculator (<https://gml.noaa.gov/grad/solcalc/solareqns.PDF> and
//! <https://gml.noaa.gov/grad/solcalc/calcdetails.html>, after Meeus, "Astronomical Algorithms", 1998, chapters 25 and
//! 28), its rise and set the moments at which its upper limb is seen on a level horizon: its middle 0.833° below. They
//! are looked for by halving, which needs sine and cosine only.

use crate::calendar::Moment;
use crate::space::LonLat;
use crate::space::plane::ORIGIN;
use crate::space::turn::sin_cos;
use time::Date;

/// The sine of the height at which the sun rises and sets: -0.833°.
const SIN_RISE: f64 = -0.014_538;

/// Seconds in a day.
const DAY: f64 = 86_400.0;

/// Seconds from 1970-01-01 to 2000-01-01T12:00, from which the sun's place is counted.
const J2000: f64 = 946_728_000.0;

/// The sun's day at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Daylight {
    /// When the sun rises, in Malmö's civil time, to the nearest minute.
    pub rises: Moment,
    /// When it sets.
    pub sets: Moment,
}

/// When the sun rises and sets about noon of a date at a place; nothing if it does not on that day. Within two minutes of
/// almanacs between 1950 and 2100, where the horizon is level.
pub fn daylight(date: Date, at: LonLat) -> Option<Daylight> {
    // When it is highest at the place: by its longitude, and by how much the sun's own time is ahead.
    let (_, ahead) = sun(utc_noon(date));
    let middle = utc_noon(date) - at.lon * 240.0 - ahead * 60.0;
    let up = |time: f64| sin_height(time, at) > SIN_RISE;
    let edge = |night: f64| {
        let (mut light, mut dark) = (middle, night);
        if !up(light) || up(dark) {
            return None;
        }
        while (light - dark).abs() > 1.0 {
            let time = f64::midpoint(light, dark);
            *(if up(time) { &mut light } else { &mut dark }) = time;
        }
        Some(Moment::from_unix_seconds((light + 30.0) as i64))
    };
    Some(Daylight {
        rises: edge(middle - DAY / 2.0)?,
        sets: edge(middle + DAY / 2.0)?,
    })
}

/// Whether it is dark in Malmö: from sunset to sunrise.
pub fn is_evening(at: Moment) -> bool {
    daylight(at.date, ORIGIN).is_some_and(|sun| at < sun.rises || at >= sun.sets)
}

/// Noon in Greenwich, as a Unix time.
fn utc_noon(date: Date) -> f64 {
    let j2000 = 2_451_545;
    J2000 + f64::from(date.to_julian_day() - j2000) * DAY
}

/// The sine of the sun's height above the horizon.
fn sin_height(time: f64, at: LonLat) -> f64 {
    let (sin_declination, ahead) = sun(time);
    let cos_declination = (1.0 - sin_declination * sin_declination).sqrt();
    // The angle since the sun was highest: a quarter of a degree a minute.
    let minutes = (time - J2000) / 60.0 + ahead;
    let (_, cos_hour) = turn(minutes / 4.0 + at.lon);
    let (sin_lat, cos_lat) = turn(at.lat);
    sin_lat * sin_declination + cos_lat * cos_declination * cos_hour
}

/// The sine of the sun's declination, and by how many minutes a sundial is ahead of the clock (the equation of time).
fn sun(time: f64) -> (f64, f64) {
    // Julian centuries.
    let t = (time - J2000) / (36_525.0 * DAY);
    let longitude = 280.466_46 + t * (36_000.769_83 + t * 0.000_303_2);
    let anomaly = 357.529_11 + t * (35_999.050_29 - t * 0.000_153_7);
    let eccentricity = 0.016_708_634 - t * (0.000_042_037 + t * 0.000_000_126_7);
    let (sin_1, cos_1) = turn(anomaly);
    let (sin_2, cos_2) = (2.0 * sin_1 * cos_1, 1.0 - 2.0 * sin_1 * sin_1);
    let sin_3 = sin_2 * cos_1 + cos_2 * sin_1;
    let centre =
        sin_1 * (1.914_602 - t * (0.004_817 + t * 0.000_014)) + sin_2 * (0.019_993 - t * 0.000_101) + sin_3 * 0.000_289;
    let (sin_node, cos_node) = turn(125.04 - 1_934.136 * t);
    let apparent = longitude + centre - 0.005_69 - 0.004_78 * sin_node;
    let (sin_tilt, cos_tilt) = turn(23.439_291 - t * 0.013_004_2 + 0.002_56 * cos_node);
    let (sin_apparent, _) = turn(apparent);
    // tan² of half the tilt.
    let y = (1.0 - cos_tilt) / (1.0 + cos_tilt);
    let (sin_l, cos_l) = turn(longitude);
    let (sin_2l, cos_2l) = (2.0 * sin_l * cos_l, 1.0 - 2.0 * sin_l * sin_l);
    let e = eccentricity;
    let radians =
        y * sin_2l - 2.0 * e * sin_1 + 4.0 * e * y * sin_1 * cos_2l - y * y * sin_2l * cos_2l - 1.25 * e * e * sin_2;
    (sin_tilt * sin_apparent, radians.to_degrees() * 4.0)
}

/// Sine and cosine of degrees, of however many turns.
fn turn(degrees: f64) -> (f64, f64) {
    sin_cos((degrees - (degrees / 360.0).floor() * 360.0).to_radians())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_date;

    /// In Malmö by `PyEphem` 4 (VSOP87), the horizon at -34' for the upper limb: solstices, equinoxes, the days on both
    /// sides of the clocks' changes, the expo's first summer, a leap day.
    const ALMANAC: [(&str, &str, &str); 15] = [
        ("2021-01-15", "08:27", "16:09"),
        ("2021-02-15", "07:32", "17:13"),
        ("2021-03-20", "06:10", "18:22"),
        ("2021-03-27", "05:52", "18:36"),
        ("2021-03-28", "06:49", "19:38"),
        ("2021-05-07", "05:13", "20:58"),
        ("2021-06-21", "04:24", "21:55"),
        ("2021-08-11", "05:33", "20:52"),
        ("2021-09-22", "06:53", "19:07"),
        ("2021-10-30", "08:10", "17:33"),
        ("2021-10-31", "07:12", "16:31"),
        ("2021-12-21", "08:35", "15:37"),
        ("2024-02-29", "07:00", "17:41"),
        ("2026-06-21", "04:24", "21:55"),
        ("2026-12-21", "08:35", "15:37"),
    ];

    #[test]
    fn the_sun_keeps_the_almanac_to_two_minutes() {
        for (date, rises, sets) in ALMANAC {
            let sun = daylight(parse_date(date).unwrap(), ORIGIN).unwrap();
            for (ours, theirs) in [(sun.rises, rises), (sun.sets, sets)] {
                let theirs = Moment::parse(&format!("{date}T{theirs}")).unwrap();
                let off = ours.minutes_until(theirs).abs();
                assert!(off <= 1, "{date}: {ours}, not {theirs}");
            }
        }
    }

    /// Published for Lund, 16 km to the north-east, 21 December 2014: 08:35 and 15:36
    /// (<http://bocksl.blogspot.com/2014/12/the-shortest-days-2014.html>).
    #[test]
    fn the_shortest_day_of_a_neighbour_is_as_was_published() {
        let sun = daylight(parse_date("2014-12-21").unwrap(), LonLat::new(13.19, 55.70)).unwrap();
        let off = |ours: Moment, theirs: &str| ours.minutes_until(Moment::parse(theirs).unwrap()).abs();
        assert!(off(sun.rises, "2014-12-21T08:35") <= 2, "{sun:?}");
        assert!(off(sun.sets, "2014-12-21T15:36") <= 2, "{sun:?}");
    }

    #[test]
    fn every_day_of_a_century_has_a_rise_and_a_set_that_creep() {
        let mut date = parse_date("1970-01-01").unwrap();
        let mut last: Option<(i64, i64)> = None;
        while date < parse_date("2070-01-01").unwrap() {
            let sun = daylight(date, ORIGIN).unwrap();
            assert!(sun.rises.date == date && sun.sets.date == date && sun.rises < sun.sets);
            let now = (sun.rises.unix_seconds(), sun.sets.unix_seconds());
            if let Some(last) = last {
                for (a, b) in [(last.0, now.0), (last.1, now.1)] {
                    assert!((b - a - 86_400).abs() <= 240, "{date}");
                }
            }
            last = Some(now);
            let Some(next) = date.next_day() else { break };
            date = next;
        }
    }

    #[test]
    fn evening_is_from_sunset_to_sunrise() {
        for (date, rises, sets) in ALMANAC {
            let at = |clock: &str, later: i32| Moment::parse(&format!("{date}T{clock}")).unwrap().plus_minutes(later);
            assert!(is_evening(at("00:00", 0)) && is_evening(at("23:59", 0)));
            assert!(is_evening(at(rises, -2)) && !is_evening(at(rises, 2)), "{date}");
            assert!(!is_evening(at(sets, -2)) && is_evening(at(sets, 2)), "{date}");
        }
    }

    #[test]
    fn where_the_sun_stays_up_or_down_there_is_no_rise() {
        let at = LonLat::new(20.0, 70.0);
        for date in ["2021-06-21", "2021-12-21"] {
            assert_eq!(daylight(parse_date(date).unwrap(), at), None);
        }
    }
}
