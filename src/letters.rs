//! Small and capital letters of the alphabets the page meets: Latin, Greek and Cyrillic.
//!
//! The standard library's tables know every script and would weigh some 10 kB in the page; these are rules.

/// The small letter; anything else as it is.
pub const fn small(c: char) -> char {
    let u = c as u32;
    let to = match u {
        0x41..=0x5A | 0xC0..=0xD6 | 0xD8..=0xDE | 0x391..=0x3A1 | 0x3A3..=0x3AB | 0x410..=0x42F => u + 0x20,
        0x400..=0x40F => u + 0x50,
        // Latin Extended-A goes in pairs, even before odd, but for three stretches.
        0x130 => 0x69,
        0x178 => 0xFF,
        0x139..=0x148 | 0x179..=0x17E if u % 2 == 1 => u + 1,
        0x100..=0x137 | 0x14A..=0x177 if u.is_multiple_of(2) => u + 1,
        _ => u,
    };
    match char::from_u32(to) {
        Some(small) => small,
        None => c,
    }
}

/// The capital letter; anything else as it is.
pub const fn capital(c: char) -> char {
    let u = c as u32;
    let to = match u {
        0x61..=0x7A | 0xE0..=0xF6 | 0xF8..=0xFE | 0x3B1..=0x3C1 | 0x3C3..=0x3CB | 0x430..=0x44F => u - 0x20,
        0x450..=0x45F => u - 0x50,
        0x131 => 0x49,
        0xFF => 0x178,
        0x13A..=0x148 | 0x17A..=0x17E if u.is_multiple_of(2) => u - 1,
        0x101..=0x137 | 0x14B..=0x177 if u % 2 == 1 => u - 1,
        _ => u,
    };
    match char::from_u32(to) {
        Some(capital) => capital,
        None => c,
    }
}

/// A text in small letters.
pub fn in_small(text: &str) -> String {
    text.chars().map(small).collect()
}

/// A text in capitals.
pub fn in_capitals(text: &str) -> String {
    text.chars().map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_agree_with_the_standard_library_on_their_alphabets() {
        let alphabets = (0..0x180)
            .chain(0x391..0x3CC)
            .chain(0x400..0x460)
            .filter_map(char::from_u32);
        for c in alphabets.filter(|c| !"ŉſςµßΐάέήίΰ".contains(*c)) {
            if c != 'İ' {
                assert_eq!(small(c).to_string(), c.to_lowercase().to_string(), "{c}");
            }
            assert_eq!(capital(c).to_string(), c.to_uppercase().to_string(), "{c}");
        }
        assert_eq!(in_capitals("Västra Innerstaden"), "VÄSTRA INNERSTADEN");
    }
}
