//! Reading JSON (RFC 8259) without copying: one pass over the bytes, and values that borrow from the text.
//!
//! A file is first passed over, so that its records are known to be JSON, and each record is decoded on its own. What
//! is no grammar but a matter of the value (its depth, its range, half a surrogate pair) is then the fault of the record
//! and not of the file.

use super::json::{Json, Raw, RawMembers};
use std::borrow::Cow;

/// So many brackets are never open at once in a value.
const DEPTH: u32 = 128;

/// Why a text is no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    /// Bytes from the start of the text; its length if something should follow.
    pub(super) at: usize,
    pub(super) why: &'static str,
}

/// A place in a text from which to read on.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The closing brackets to come while a value is passed over.
    open: Vec<u8>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        let open = Vec::new();
        Self { text, at, open }
    }

    fn fault<T>(&self, why: &'static str) -> Result<T, Fault> {
        Err(Fault { at: self.at, why })
    }

    fn here(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_here = self.here() == Some(byte);
        self.at += usize::from(is_here);
        is_here
    }

    /// The next byte that is no space.
    pub(super) fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.here() {
            self.at += 1;
        }
        self.here()
    }

    /// The text since a place, which is at a bracket, a quote or the like.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Nothing but spaces may follow.
    pub(super) fn end(&mut self) -> Result<(), Fault> {
        match self.peek() {
            None => Ok(()),
            Some(_) => self.fault("expected nothing more"),
        }
    }

    /// Whether a list or an object goes on, from behind its opening bracket or behind an item.
    fn goes_on(&mut self, close: u8, is_first: bool) -> Result<bool, Fault> {
        if self.peek() == Some(close) {
            self.at += 1;
            Ok(false)
        } else if is_first || self.takes(b',') {
            Ok(true)
        } else if close == b'}' {
            self.fault("expected a comma or a closing brace")
        } else {
            self.fault("expected a comma or a closing bracket")
        }
    }

    /// Goes behind the quote that a name begins with.
    fn opens_name(&mut self) -> Result<(), Fault> {
        self.peek();
        if self.takes(b'"') {
            Ok(())
        } else {
            self.fault("expected a name in quotes")
        }
    }

    /// Goes behind the colon between a name and its value.
    fn colon(&mut self) -> Result<(), Fault> {
        self.peek();
        if self.takes(b':') {
            Ok(())
        } else {
            self.fault("expected a colon")
        }
    }

    fn name(&mut self) -> Result<Cow<'a, str>, Fault> {
        self.opens_name()?;
        let name = self.string()?;
        self.colon()?;
        Ok(name)
    }

    /// The members of an object, passed over.
    pub(super) fn raw_members(&mut self) -> Result<RawMembers<'a>, Fault> {
        let mut members = Vec::new();
        self.at += 1;
        while self.goes_on(b'}', members.is_empty())? {
            members.push((self.name()?, self.pass()?));
        }
        Ok(members)
    }

    /// The items of a list, passed over.
    pub(super) fn raw_items(&mut self) -> Result<Vec<Raw<'a>>, Fault> {
        let mut items = Vec::new();
        self.at += 1;
        while self.goes_on(b']', items.is_empty())? {
            items.push(self.pass()?);
        }
        Ok(items)
    }

    /// Passes over a value, however deep.
    pub(super) fn pass(&mut self) -> Result<Raw<'a>, Fault> {
        self.peek();
        let start = self.at;
        self.open.clear();
        loop {
            let mut is_first = false;
            match self.peek() {
                Some(bracket @ (b'[' | b'{')) => {
                    self.at += 1;
                    // In ASCII the closing one is the next but one.
                    self.open.push(bracket + 2);
                    is_first = true;
                }
                Some(b'"') => {
                    self.at += 1;
                    self.pass_string()?;
                }
                Some(b'-' | b'0'..=b'9') => {
                    self.numeral()?;
                }
                _ => {
                    self.word()?;
                }
            }
            loop {
                let Some(&close) = self.open.last() else {
                    return Ok(Raw(self.since(start)));
                };
                if self.goes_on(close, is_first)? {
                    if close == b'}' {
                        self.opens_name()?;
                        self.pass_string()?;
                        self.colon()?;
                    }
                    break;
                }
                self.open.pop();
                is_first = false;
            }
        }
    }

    /// A value, decoded; `depth` others hold it.
    pub(super) fn value(&mut self, depth: u32) -> Result<Json<'a>, Fault> {
        match self.peek() {
            Some(b'[' | b'{') if depth + 1 == DEPTH => self.fault("nested too deep"),
            Some(b'[') => {
                let mut items = Vec::new();
                self.at += 1;
                while self.goes_on(b']', items.is_empty())? {
                    items.push(self.value(depth + 1)?);
                }
                Ok(Json::List(items))
            }
            Some(b'{') => {
                let mut members = Vec::new();
                self.at += 1;
                while self.goes_on(b'}', members.is_empty())? {
                    members.push((self.name()?, self.value(depth + 1)?));
                }
                Ok(Json::Object(members))
            }
            Some(b'"') => {
                self.at += 1;
                Ok(Json::Text(self.string()?))
            }
            Some(b'-' | b'0'..=b'9') => {
                let number = self.numeral()?.value();
                if number.is_finite() {
                    return Ok(Json::Number(number));
                }
                self.at -= 1;
                self.fault("number out of range")
            }
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Json<'a>, Fault> {
        let (rest, value) = match self.here() {
            Some(b'n') => ("ull", Json::Null),
            Some(b't') => ("rue", Json::Truth(true)),
            Some(b'f') => ("alse", Json::Truth(false)),
            _ => return self.fault("expected a value"),
        };
        self.at += 1;
        for byte in rest.bytes() {
            if !self.takes(byte) {
                return self.fault("expected true, false or null");
            }
        }
        Ok(value)
    }

    /// Goes to the next byte of a string that does not stand for itself, and behind it.
    fn run(&mut self) -> Result<u8, Fault> {
        while let Some(byte) = self.here() {
            match byte {
                b'"' | b'\\' => {
                    self.at += 1;
                    return Ok(byte);
                }
                0..0x20 => return self.fault("a control character must be escaped"),
                _ => self.at += 1,
            }
        }
        self.fault("expected a closing quote")
    }

    fn pass_string(&mut self) -> Result<(), Fault> {
        while self.run()? == b'\\' {
            self.escape()?;
        }
        Ok(())
    }

    /// A string from behind its opening quote; borrowed if nothing in it is escaped.
    fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        let mut start = self.at;
        let mut decoded = String::new();
        loop {
            let byte = self.run()?;
            let run = self.text.get(start..self.at - 1).unwrap_or_default();
            if byte == b'"' && decoded.is_empty() {
                return Ok(Cow::Borrowed(run));
            }
            decoded.push_str(run);
            if byte == b'"' {
                return Ok(Cow::Owned(decoded));
            }
            decoded.push(self.escaped()?);
            start = self.at;
        }
    }

    /// The character of an escape, or of two that are a surrogate pair.
    fn escaped(&mut self) -> Result<char, Fault> {
        let mut unit = self.escape()?;
        if (0xd800..0xdc00).contains(&unit) && self.takes(b'\\') {
            let low = self.escape()?;
            if (0xdc00..0xe000).contains(&low) {
                unit = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            }
        }
        match char::from_u32(unit) {
            Some(c) => Ok(c),
            None => self.fault("half a surrogate pair"),
        }
    }

    /// The UTF-16 unit of an escape, from behind its backslash.
    fn escape(&mut self) -> Result<u32, Fault> {
        let unit = match self.here() {
            Some(b'u') => 0,
            Some(byte @ (b'"' | b'\\' | b'/')) => byte,
            Some(b'b') => 8,
            Some(b't') => b'\t',
            Some(b'n') => b'\n',
            Some(b'f') => 12,
            Some(b'r') => b'\r',
            _ => return self.fault("no such escape"),
        };
        self.at += 1;
        if unit > 0 {
            return Ok(u32::from(unit));
        }
        let mut unit = 0;
        for _ in 0..4 {
            let Some(digit) = self.here().and_then(|b| char::from(b).to_digit(16)) else {
                return self.fault("expected four hexadecimal digits");
            };
            self.at += 1;
            unit = unit * 16 + digit;
        }
        Ok(unit)
    }

    fn numeral(&mut self) -> Result<Numeral, Fault> {
        let is_negative = self.takes(b'-');
        let mut digits = Digits::default();
        if !self.takes(b'0') {
            self.digits(&mut digits, 0)?;
        }
        if self.takes(b'.') {
            self.digits(&mut digits, 1)?;
        }
        if self.takes(b'e') || self.takes(b'E') {
            let is_small = self.takes(b'-');
            if !is_small {
                self.takes(b'+');
            }
            let mut power = Digits::default();
            self.digits(&mut power, 0)?;
            // No text is so long that its digits could make up for more.
            let power = power.number.min(1 << 30) as i32;
            digits.exponent += if is_small { -power } else { power };
        }
        Ok(Numeral { is_negative, digits })
    }

    /// At least one digit, each of them worth so many decimals.
    fn digits(&mut self, digits: &mut Digits, decimals: i32) -> Result<(), Fault> {
        let start = self.at;
        while let Some(digit @ b'0'..=b'9') = self.here() {
            self.at += 1;
            if digits.number < u64::MAX / 10 {
                digits.number = digits.number * 10 + u64::from(digit - b'0');
                digits.exponent -= decimals;
            } else {
                digits.exponent += 1 - decimals;
            }
        }
        if self.at > start {
            Ok(())
        } else {
            self.fault("expected a digit")
        }
    }
}

/// A whole number times a power of ten.
#[derive(Default)]
struct Digits {
    number: u64,
    exponent: i32,
}

/// A number as it is written.
struct Numeral {
    is_negative: bool,
    digits: Digits,
}

impl Numeral {
    /// The nearest float for up to fifteen digits, else that or the one beside it; infinite if there is none.
    fn value(&self) -> f64 {
        let Digits { number, exponent } = self.digits;
        let times = exponent.unsigned_abs();
        // Ten to the 22nd and whole numbers below 2^53 are floats themselves, so only one operation rounds.
        let value = if times <= 22 && number < 1 << 53 {
            let power = (0..times).fold(1.0, |power, _| power * 10.0);
            if exponent < 0 {
                number as f64 / power
            } else {
                number as f64 * power
            }
        } else {
            scaled(number, exponent)
        };
        if self.is_negative { -value } else { value }
    }
}

/// A whole number times a power of ten, with 64 binary digits at every step.
fn scaled(number: u64, exponent: i32) -> f64 {
    /// Ten sixteenths and eight tenths, as parts of 2^64.
    const TEN: u64 = 0xa000_0000_0000_0000;
    const TENTH: u64 = 0xcccc_cccc_cccc_cccd;
    let shift = number.leading_zeros();
    if shift == u64::BITS {
        return 0.0;
    }
    let mut digits = number << shift;
    let mut binary = -shift.cast_signed();
    let (factor, step) = if exponent > 0 { (TEN, 4) } else { (TENTH, -3) };
    // Beyond that even nineteen digits are nothing, or too much.
    for _ in 0..exponent.unsigned_abs().min(400) {
        digits = ((u128::from(digits) * u128::from(factor)) >> 64) as u64;
        let is_short = digits >> 63 == 0;
        digits <<= u32::from(is_short);
        binary += step - i32::from(is_short);
    }
    // In two steps, for the smallest floats are smaller than the smallest power of two with all its digits.
    let first = binary.clamp(-900, 1000);
    digits as f64 * power_of_two(first) * power_of_two(binary - first)
}

/// Two to the power of -1022 to 1023.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;
    use std::path::{Path, PathBuf};
    use std::sync::LazyLock;

    fn decoded(text: &str) -> Result<Json<'_>, Fault> {
        let mut reader = Reader::new(text, 0);
        let value = reader.value(0)?;
        reader.end()?;
        Ok(value)
    }

    fn passed(text: &str) -> Result<&str, Fault> {
        let mut reader = Reader::new(text, 0);
        let raw = reader.pass()?;
        reader.end()?;
        Ok(raw.0)
    }

    fn why(text: &str) -> (usize, &'static str) {
        let fault = decoded(text).unwrap_err();
        (fault.at, fault.why)
    }

    /// What only decoding finds: the grammar says nothing about it.
    const OF_VALUES: [&str; 3] = ["half a surrogate pair", "nested too deep", "number out of range"];

    fn is_near(a: f64, b: f64) -> bool {
        a.to_bits().abs_diff(b.to_bits()) <= 1 || (a - b).abs() <= 1e-15 * b.abs()
    }

    /// Whether a value is what another reader made of the same text; of names that come twice it keeps the last.
    fn agrees(ours: &Json<'_>, theirs: &Value) -> bool {
        match (ours, theirs) {
            (Json::Null, Value::Null) => true,
            (Json::Truth(a), Value::Bool(b)) => a == b,
            (Json::Number(a), Value::Number(b)) => is_near(*a, b.as_f64().unwrap()),
            (Json::Text(a), Value::String(b)) => a == b,
            (Json::List(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| agrees(a, b)),
            (Json::Object(a), Value::Object(b)) => {
                let last = |name: &String| a.iter().rev().find(|(n, _)| n == name);
                a.iter().all(|(n, _)| b.contains_key(n.as_ref()))
                    && b.iter().all(|(n, b)| last(n).is_some_and(|(_, a)| agrees(a, b)))
            }
            _ => false,
        }
    }

    /// Reads a text with both readers.
    fn compare(text: &str) -> Result<(), TestCaseError> {
        match (decoded(text), serde_json::from_str::<Value>(text)) {
            (Ok(ours), Ok(theirs)) => {
                prop_assert!(agrees(&ours, &theirs), "{text} is {ours:?}");
                prop_assert_eq!(passed(text), Ok(text.trim_ascii()));
            }
            (Err(fault), Err(theirs)) => {
                prop_assert!(text.is_char_boundary(fault.at));
                match passed(text) {
                    Ok(_) => prop_assert!(OF_VALUES.contains(&fault.why), "{text}: {fault:?}"),
                    Err(other) => prop_assert!(other == fault || OF_VALUES.contains(&fault.why), "{text}: {fault:?}"),
                }
                // Theirs may stop at half a pair before the end, or take a broken escape for the end.
                if theirs.is_eof() && !text.contains("\\u") {
                    prop_assert_eq!(fault.at, text.len(), "{}", text);
                }
            }
            (ours, theirs) => prop_assert!(false, "{text}: {ours:?}, but {theirs:?}"),
        }
        Ok(())
    }

    /// The good data, which every kind of value is in.
    fn good() -> &'static [String] {
        static GOOD: LazyLock<Vec<String>> = LazyLock::new(|| {
            let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/good");
            crate::load::File::ALL
                .iter()
                .filter_map(|file| std::fs::read_to_string(dir.join(file.path())).ok())
                .collect()
        });
        &GOOD
    }

    fn a_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            (-1e7..1e7_f64).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[\"\\\\/\u{0}-\u{20}\u{7f}a-f😀ö]{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(6, 60, 8, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
                proptest::collection::hash_map("[a-c\\\\\"ö]{0,3}", inner, 0..8)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    /// What JSON is made of, to break it with.
    const PIECES: [&str; 36] = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "/",
        "0",
        "1",
        "-",
        "+",
        ".",
        "e",
        "E9",
        "e-9",
        "e400",
        "99999999999",
        "true",
        "false",
        "null",
        "nul",
        "\\u",
        "\\ud83d",
        "\\ude00",
        "\\u00e5",
        "\\n",
        "\\x",
        " ",
        "\t",
        "\r\n",
        "\u{1}",
        "\u{a0}",
        "ö",
        "😀",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn what_another_wrote_is_read(value in a_value(), is_pretty in any::<bool>()) {
            let text = if is_pretty { format!("{value:#}") } else { value.to_string() };
            let ours = decoded(&text).unwrap();
            prop_assert!(agrees(&ours, &value), "{text} is {ours:?}");
            prop_assert_eq!(passed(&text), Ok(text.as_str()));
        }

        #[test]
        fn changed_files_are_read_or_refused_as_another_does(
            file in 0..good().len(),
            changes in proptest::collection::vec((0.0..1.0f64, 0..4_usize, proptest::sample::select(&PIECES[..])), 1..5),
        ) {
            let mut chars: Vec<char> = good()[file].chars().collect();
            for (at, removed, piece) in changes {
                let at = (chars.len() as f64 * at) as usize;
                let end = (at + removed).min(chars.len());
                chars.splice(at..end, piece.chars());
            }
            compare(&chars.into_iter().collect::<String>())?;
        }

        #[test]
        fn any_pieces_are_read_or_refused_as_another_does(
            pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..8),
        ) {
            let text = pieces.concat();
            compare(&text)?;
            compare(&format!("\"{text}\""))?;
            compare(&format!("[1{text}]"))?;
            compare(&format!("{{\"a\":{text}}}"))?;
        }

        #[test]
        fn files_cut_off_anywhere_are_said_to_be(file in 0..good().len(), at in 0.0..1.0f64) {
            let text = good()[file].trim_end();
            let cut = text.floor_char_boundary((text.len() as f64 * at) as usize);
            prop_assert_eq!(decoded(&text[..cut]).unwrap_err().at, cut);
            prop_assert_eq!(passed(&text[..cut]).unwrap_err().at, cut);
        }

        #[test]
        fn numbers_of_fifteen_digits_are_exact(number in 0..1_000_000_000_000_000_u64, exponent in -22..=22) {
            let text = format!("{number}e{exponent}");
            prop_assert_eq!(decoded(&text), Ok(Json::Number(text.parse().unwrap())));
        }

        #[test]
        fn other_numbers_are_right_or_beside_it(text in "-?[1-9][0-9]{0,25}(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?") {
            let exact: f64 = text.parse().unwrap();
            match decoded(&text) {
                Ok(Json::Number(ours)) => prop_assert!(ours.to_bits().abs_diff(exact.to_bits()) <= 1, "{ours} {exact}"),
                Err(fault) => prop_assert!(exact.is_infinite() && fault.why == "number out of range"),
                _ => prop_assert!(false),
            }
        }
    }

    #[test]
    fn the_ends_of_the_range_are_read() {
        let zeros = "0".repeat(400);
        for text in [
            "0",
            "-0",
            "-0.0",
            "0e999",
            "0e-999",
            "1e-400",
            "5e-324",
            "2.2250738585072014e-308",
            "1e308",
            "1.7976931348623157e308",
            "1e-99999999999999999999999",
            "9007199254740993",
            "18446744073709551615",
            &format!("1{zeros}e-400"),
            &format!("0.{zeros}1e401"),
            &format!("-9.{zeros}e-5"),
        ] {
            let exact: f64 = text.parse().unwrap();
            let Ok(Json::Number(ours)) = decoded(text) else {
                panic!("{text} is refused");
            };
            assert!(ours.to_bits().abs_diff(exact.to_bits()) <= 1, "{text} is {ours}");
        }
        for text in ["1e309", "-1e309", "1e99999999999999999999", "18e307", &"9".repeat(400)] {
            assert_eq!(why(text), (text.len() - 1, "number out of range"));
        }
    }

    #[test]
    fn brackets_are_counted_while_they_are_open() {
        for n in [1, 126, 127, 128, 129, 1000] {
            let lists = format!("{}{}", "[".repeat(n), "]".repeat(n));
            let objects = format!("{}1{}", "{\"a\":".repeat(n), "}".repeat(n));
            let siblings = format!("[{}1]", "[[]],".repeat(n));
            for text in [lists, objects, siblings] {
                compare(&text).unwrap();
                assert_eq!(passed(&text), Ok(text.as_str()));
            }
        }
    }

    #[test]
    fn a_fault_says_where_and_why() {
        assert_eq!(why(""), (0, "expected a value"));
        assert_eq!(why("[1,]"), (3, "expected a value"));
        assert_eq!(why("[1 2]"), (3, "expected a comma or a closing bracket"));
        assert_eq!(why("{\"a\":1;}"), (6, "expected a comma or a closing brace"));
        assert_eq!(why("{\"a\":1,}"), (7, "expected a name in quotes"));
        assert_eq!(why("{\"a\" 1}"), (5, "expected a colon"));
        assert_eq!(why("nil"), (1, "expected true, false or null"));
        assert_eq!(why("1.e5"), (2, "expected a digit"));
        assert_eq!(why("01"), (1, "expected nothing more"));
        assert_eq!(why("\"a"), (2, "expected a closing quote"));
        assert_eq!(why("\"a\n\""), (2, "a control character must be escaped"));
        assert_eq!(why(r#""\x""#), (2, "no such escape"));
        assert_eq!(why(r#""\u00g0""#), (5, "expected four hexadecimal digits"));
        assert_eq!(why(r#""\ud83d""#), (7, "half a surrogate pair"));
        assert_eq!(why(r#""\ud83d\n""#), (9, "half a surrogate pair"));
        assert_eq!(why(r#""\ude00\ud83d""#), (7, "half a surrogate pair"));
    }

    #[test]
    fn only_what_is_escaped_is_copied() {
        assert!(matches!(decoded("\"😀\""), Ok(Json::Text(Cow::Borrowed("😀")))));
        let text = Cow::Owned("a/😀\0ö".to_owned());
        assert_eq!(decoded(r#""a\/\uD83D\ude00\u0000ö""#), Ok(Json::Text(text)));
    }

    #[test]
    fn others_json_is_read_or_refused_as_another_does() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/suites/json");
        for part in ["y", "n", "i"] {
            let Ok(files) = std::fs::read_dir(root.join(part)) else {
                println!("skipped: there is no ../shared/suites/json/{part}");
                continue;
            };
            let paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
            for path in paths {
                let Ok(text) = std::fs::read_to_string(&path) else {
                    continue;
                };
                compare(&text).unwrap();
                match part {
                    "y" => assert!(decoded(&text).is_ok(), "{}", path.display()),
                    "n" => assert!(decoded(&text).is_err(), "{}", path.display()),
                    _ => {}
                }
            }
        }
    }
}
