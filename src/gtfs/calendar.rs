//! The days trips run: `calendar.txt` and `calendar_dates.txt`, either of which may be absent.

use super::problem::{Report, quoted};
use super::routes::Named;
use super::source::Tables;
use super::table::{each_row, missing};
use super::time::{DAY, day};
use crate::calendar::{Days, Service};

const WEEK: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// Runs on holidays as on other days: a feed names its exceptions.
fn none() -> Service {
    Service {
        holidays_as_usual: true,
        ..Service::default()
    }
}

pub(super) fn read(tables: &Tables, report: &mut Report) -> Named<Service> {
    let mut services = Named::new();
    let columns = [
        "service_id",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "start_date",
        "end_date",
    ];
    let weekly = each_row(tables, "calendar.txt", (columns, 10), report, |report, row| {
        let [id, week @ .., from, to] = row.fields;
        let mut days = Vec::new();
        for ((flag, name), column) in week.iter().zip(WEEK).zip(&columns[1..]) {
            match *flag {
                "1" => days.push(name),
                "0" => {}
                other => {
                    report.leave_out(row.spot.field(column), "unknown-value", other, "0 or 1");
                    return;
                }
            }
        }
        let (Some(from), Some(to)) = (day(from), day(to)) else {
            let (field, found) = if day(from).is_none() {
                ("start_date", from)
            } else {
                ("end_date", to)
            };
            report.leave_out(row.spot.field(field), "bad-date", found, DAY);
            return;
        };
        if to < from {
            let expected = "a day not before start_date";
            report.leave_out(row.spot.field("end_date"), "not-after", row.fields[9], expected);
            return;
        }
        let service = Service {
            // No day at all is no fault: the exceptions may name some.
            days: Days::parse(&days.join(",")).ok(),
            from: Some(from),
            to: Some(to),
            ..none()
        };
        services.add(id, service, row.spot.field("service_id"), report);
    });
    let single = exceptions(tables, &mut services, report);
    if !weekly && !single {
        missing(
            report,
            "calendar.txt",
            "the days trips run, here or in calendar_dates.txt",
        );
    }
    for service in &mut services.items {
        service.except.sort_unstable();
        service.also.sort_unstable();
    }
    services
}

fn exceptions(tables: &Tables, services: &mut Named<Service>, report: &mut Report) -> bool {
    let columns = ["service_id", "date", "exception_type"];
    each_row(tables, "calendar_dates.txt", (columns, 3), report, |report, row| {
        let [id, date, kind] = row.fields;
        let Some(date) = day(date) else {
            report.leave_out(row.spot.field("date"), "bad-date", date, DAY);
            return;
        };
        if !matches!(kind, "1" | "2") {
            let expected = "1 for a day more or 2 for a day fewer";
            report.leave_out(row.spot.field("exception_type"), "unknown-value", kind, expected);
            return;
        }
        if id.is_empty() || !services.numbers.contains_key(id) {
            services.add(id, none(), row.spot.field("service_id"), report);
        }
        let Some(service) = services.numbers.get(id).and_then(|i| services.items.get_mut(*i)) else {
            return;
        };
        let (these, others) = match kind {
            "1" => (&mut service.also, &service.except),
            _ => (&mut service.except, &service.also),
        };
        if these.contains(&date) {
            let advice = "It says nothing new; remove it.";
            let spot = row.spot.field("date");
            let expected = "an exception that no row before makes";
            report.warn(spot, "repeated-value", quoted(row.fields[1]), expected, advice);
        } else if others.contains(&date) {
            let expected = "a day that no row before says the contrary of";
            report.leave_out(row.spot.field("date"), "contradiction", row.fields[1], expected);
        } else {
            these.push(date);
        }
    })
}
