//! Numbers with a fixed count of decimals, in and out, as addresses and drawings write them.
//!
//! The standard library reads and writes every float exactly and brings 12 kB (Brotli) of tables to the page for it;
//! with at most fifteen digits one division is exact too (Clinger 1990, "How to read floating point numbers accurately").

use std::fmt::Write;

/// Reads `-12.345`: a sign, digits, a point and digits; at most fifteen digits in all.
pub fn read(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let count = whole.len() + part.len();
    if whole.is_empty() || count > 15 {
        return None;
    }
    let mut number = 0_u64;
    for b in whole.bytes().chain(part.bytes()) {
        if !b.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u64::from(b - b'0');
    }
    let scale = 10_u64.pow(part.len() as u32);
    Some(sign * (number as f64 / scale as f64))
}

/// Writes a number with so many decimals, rounded to the nearest; what is not finite is 0.
pub fn fixed(value: f64, decimals: u32) -> String {
    let mut out = String::new();
    write_fixed(&mut out, value, decimals);
    out
}

/// Writes the same at the end of a text.
pub fn write_fixed(out: &mut String, value: f64, decimals: u32) {
    let scale = 10_u64.pow(decimals);
    let scaled = (value * scale as f64).round();
    let number = if scaled.is_finite() { scaled.abs() as u64 } else { 0 };
    let sign = if scaled < 0.0 && number > 0 { "-" } else { "" };
    let whole = number / scale;
    // A text takes whatever is written to it.
    let _ = if decimals == 0 {
        write!(out, "{sign}{whole}")
    } else {
        let (part, width) = (number % scale, decimals as usize);
        write!(out, "{sign}{whole}.{part:0width$}")
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reading_agrees_with_the_standard_library(whole in -999_999..999_999_i64, part in "[0-9]{1,6}") {
            let text = format!("{whole}.{part}");
            prop_assert_eq!(read(&text), text.parse().ok());
        }

        #[test]
        fn what_was_written_is_read_within_half_a_unit(value in -1e6..1e6_f64, decimals in 0..7_u32) {
            let back = read(&fixed(value, decimals)).unwrap();
            prop_assert!((back - value).abs() <= 0.500_001 * 10_f64.powi(-decimals.cast_signed()));
        }
    }

    #[test]
    fn odd_texts_are_no_numbers() {
        for text in ["", "-", ".5", "1e3", "NaN", "1.2.3", "1234567890123456", "٣"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(fixed(-0.001, 2), "0.00");
        assert_eq!(fixed(f64::NAN, 1), "0.0");
    }
}
