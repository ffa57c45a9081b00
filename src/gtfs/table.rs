//! A table of a feed, row by row.

use super::problem::{Report, Spot, quoted};
use super::source::Tables;
use crate::load::Severity;
use csv::{ReaderBuilder, StringRecord};

/// A row's wanted columns in the order they were asked for, without blanks around; empty where there is nothing.
pub(super) struct Row<'r, const N: usize> {
    pub spot: Spot,
    pub fields: [&'r str; N],
}

/// Calls `each` with every row of a table and says whether the table is there. The first `needed` columns must be.
pub(super) fn each_row<const N: usize>(
    tables: &Tables,
    file: &'static str,
    (columns, needed): ([&'static str; N], usize),
    report: &mut Report,
    mut each: impl FnMut(&mut Report, &Row<'_, N>),
) -> bool {
    let Some(bytes) = tables.get(file) else {
        return false;
    };
    let whole = Spot {
        file,
        line: 0,
        field: None,
    };
    let text = String::from_utf8_lossy(bytes);
    if let Err(fault) = std::str::from_utf8(bytes) {
        let found = format!("bytes that are no UTF-8 at offset {}", fault.valid_up_to());
        let advice = "They are read as question marks; save the table as UTF-8.";
        report.warn(whole, "not-utf8", found, "UTF-8", advice);
    }
    let text = text.trim_start_matches('\u{feff}');
    if !text.is_empty() && !text.ends_with(['\n', '\r']) {
        let advice = "The table may be cut off: fetch it again, or end its last line.";
        let found = "a last line without an end".to_owned();
        report.warn(whole, "no-last-newline", found, "a newline", advice);
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    if !matches!(reader.read_record(&mut record), Ok(true)) {
        let advice = "Nothing of it is used; fetch it again.";
        let found = "an empty table".to_owned();
        report.put(Severity::Error, whole, "empty-table", found, "names of columns", advice);
        return true;
    }
    let header: Vec<String> = record.iter().map(|name| name.trim().to_lowercase()).collect();
    let places = columns.map(|column| header.iter().position(|name| name == column));
    let mut complete = true;
    for (column, _) in columns[..needed]
        .iter()
        .zip(&places)
        .filter(|(_, place)| place.is_none())
    {
        let advice = "Nothing of the table is used; add the column.";
        let (spot, found) = (whole.field(column), "no such column".to_owned());
        report.put(Severity::Error, spot, "missing-column", found, "one", advice);
        complete = false;
    }
    let mut lines = Lines { text, at: 0, line: 1 };
    while complete && matches!(reader.read_record(&mut record), Ok(true)) {
        let line = record.position().map_or(0, |p| lines.line_at(p.byte() as usize));
        let spot = Spot { line, ..whole };
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        if record.iter().skip(header.len()).any(|field| !field.trim().is_empty()) {
            let expected = format!("{} fields, as there are columns", header.len());
            report.leave_out(spot, "too-many-fields", &format!("{} fields", record.len()), &expected);
            continue;
        }
        if record.len() < header.len() {
            let (found, expected) = (format!("{} fields", record.len()), header.len().to_string());
            let advice = "The rest is taken as empty; complete the row.";
            report.warn(spot, "too-few-fields", found, &expected, advice);
        }
        if let Some(found) = record.iter().find(|field| field.contains('\n')) {
            let advice = "It is read as it stands; see that every quote is closed.";
            report.warn(spot, "line-in-field", quoted(found), "a field of one line", advice);
        }
        let fields = places.map(|place| place.and_then(|i| record.get(i)).unwrap_or_default().trim());
        each(report, &Row { spot, fields });
    }
    true
}

/// Counts lines; the reader's own count is one less where lines end in CRLF.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first record at a byte or after it, which must not be before the last one asked about.
    fn line_at(&mut self, byte: usize) -> u64 {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(byte..).unwrap_or_default();
        let blank = rest.iter().take_while(|b| matches!(b, b'\n' | b'\r')).count();
        let start = (byte + blank).min(bytes.len());
        let passed = bytes.get(self.at..start).unwrap_or_default();
        self.line += passed.split(|b| *b == b'\n').count() as u64 - 1;
        self.at = start.max(self.at);
        self.line
    }
}

/// That a table is not there without which there are no trains.
pub(super) fn missing(report: &mut Report, file: &'static str, expected: &str) {
    let spot = Spot {
        file,
        line: 0,
        field: None,
    };
    let advice = "Nothing can be made of the feed without it; fetch it again.";
    report.put(
        Severity::Error,
        spot,
        "missing-file",
        "no such table".to_owned(),
        expected,
        advice,
    );
}
