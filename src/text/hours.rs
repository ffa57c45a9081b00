//! Opening hours' rules in words: `Tisdag–söndag 10–18`.

use super::{NBSP, Strings, capital};
use crate::calendar::{Days, Hours, Rule, Season};
use crate::model::Lang;

impl Strings {
    /// Every rule, one line each.
    pub fn hours_lines(&self, hours: &Hours) -> Vec<String> {
        hours.rules().iter().map(|r| self.rule(r)).collect()
    }

    /// One rule: its part of the year, its days, its times.
    fn rule(&self, rule: &Rule) -> String {
        let times = if rule.spans.is_empty() {
            self.closed_small.to_owned()
        } else {
            let spans: Vec<_> = rule.spans.iter().map(|&s| self.span(s)).collect();
            self.join(&spans)
        };
        let always = rule.spans == [(0, 24 * 60)];
        let times = if always {
            crate::letters::in_small(self.around_the_clock)
        } else {
            times
        };
        let days = match (rule.days, rule.months) {
            (Some(days), _) => self.days(days),
            (None, None) if always => String::new(),
            (None, None) => self.every_day.to_owned(),
            (None, Some(_)) => String::new(),
        };
        let season = rule.months.map(|s| self.season(s)).unwrap_or_default();
        let parts = [season, days, times];
        let said: Vec<_> = parts.iter().filter(|p| !p.is_empty()).map(String::as_str).collect();
        let text = match (rule.months.is_some(), &said[..]) {
            (true, [season, rest @ ..]) if rest.len() > 1 => format!("{season}: {}", rest.join(" ")),
            _ => said.join(" "),
        };
        capital(&text)
    }

    fn days(&self, days: Days) -> String {
        let mut items = Vec::new();
        for (first, last) in days.runs() {
            match (self.weekday(first), self.weekday(last)) {
                (one, same) if one == same => items.push(one.to_owned()),
                (from, to) if first.next() == last => items.extend([from.to_owned(), to.to_owned()]),
                (from, to) => items.push(format!("{from}–{to}")),
            }
        }
        if days.includes_holidays() {
            items.push(self.public_holidays.to_owned());
        }
        self.join(&items)
    }

    fn season(&self, season: Season) -> String {
        match season {
            Season::Months(a, b) if a == b => self.month(a).to_owned(),
            Season::Months(a, b) => format!("{}–{}", self.month(a), self.month(b)),
            Season::Days((m, d), to) if (m, d) == to => format!("{d}{NBSP}{}", self.month(m)),
            Season::Days((m, d), (n, e)) if m == n => format!("{d}–{e}{NBSP}{}", self.month(m)),
            Season::Days((m, d), (n, e)) => {
                format!("{d}{NBSP}{}–{e}{NBSP}{}", self.month(m), self.month(n))
            }
        }
    }

    /// `10–18` in Swedish, `10:00–18:00` in English; past midnight as clocks show it.
    fn span(&self, (from, to): (u16, u16)) -> String {
        let to = if to > 24 * 60 { to - 24 * 60 } else { to };
        format!("{}–{}", self.span_end(from), self.span_end(to))
    }

    fn span_end(&self, minute: u16) -> String {
        if self.lang == Lang::Sv && minute.is_multiple_of(60) {
            (minute / 60).to_string()
        } else {
            self.clock(minute)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(hours: &str, lang: Lang) -> String {
        let lines = Strings::of(lang).hours_lines(&Hours::parse(hours).unwrap());
        lines.join("; ").replace(NBSP, " ")
    }

    #[test]
    fn rules_read_as_a_sign_on_a_door() {
        for (hours, sv, en) in [
            ("Tu-Su 10:00-18:00", "Tisdag–söndag 10–18", "Tuesday–Sunday 10:00–18:00"),
            ("24/7", "Dygnet runt", "24 hours"),
            ("10:00-18:30", "Alla dagar 10–18.30", "Every day 10:00–18:30"),
            (
                "Mo-Fr 11:00-14:00; PH off",
                "Måndag–fredag 11–14; Helgdagar stängt",
                "Monday–Friday 11:00–14:00; Public holidays closed",
            ),
            (
                "Sa,Su,PH 10:00-17:00",
                "Lördag, söndag och helgdagar 10–17",
                "Saturday, Sunday and public holidays 10:00–17:00",
            ),
            (
                "Jun-Aug 09:00-12:00,13:00-20:00",
                "Juni–augusti 9–12 och 13–20",
                "June–August 09:00–12:00 and 13:00–20:00",
            ),
            (
                "Jun-Aug Fr 09:00-12:00",
                "Juni–augusti: fredag 9–12",
                "June–August: Friday 09:00–12:00",
            ),
            (
                "Fr 18:00-02:00; Jun 21 off",
                "Fredag 18–2; 21 juni stängt",
                "Friday 18:00–02:00; 21 June closed",
            ),
        ] {
            assert_eq!(said(hours, Lang::Sv), sv);
            assert_eq!(said(hours, Lang::En), en);
        }
    }
}
