//! The keyboard.

use crate::failure::{Failure, Result};
use crate::page::Page;
use serde_json::json;

/// Name as in `KeyboardEvent.key`, Windows key code, and the text it types.
const NAMED: [(&str, u32, &str); 15] = [
    ("Tab", 9, ""),
    ("Enter", 13, "\r"),
    ("Escape", 27, ""),
    ("Backspace", 8, ""),
    ("Delete", 46, ""),
    ("Home", 36, ""),
    ("End", 35, ""),
    ("PageUp", 33, ""),
    ("PageDown", 34, ""),
    ("ArrowLeft", 37, ""),
    ("ArrowUp", 38, ""),
    ("ArrowRight", 39, ""),
    ("ArrowDown", 40, ""),
    ("Space", 32, " "),
    ("F6", 117, ""),
];

/// Keys held with another, and their bits.
const HELD: [(&str, u32); 4] = [("Alt", 1), ("Control", 2), ("Meta", 4), ("Shift", 8)];

/// A key with what is held.
#[derive(Debug, PartialEq)]
struct Stroke {
    key: String,
    code: String,
    number: u32,
    held: u32,
    text: String,
}

impl Page {
    /// Presses keys by name, with what is held before a plus: `Tab`, `Shift+Tab`, `ArrowLeft`, `/`, `+`.
    pub fn press(&self, keys: &str) -> Result<()> {
        let stroke = read(keys)?;
        let down = if stroke.text.is_empty() {
            "rawKeyDown"
        } else {
            "keyDown"
        };
        for (kind, text) in [(down, stroke.text.as_str()), ("keyUp", "")] {
            let event = json!({
                "type": kind, "key": stroke.key, "code": stroke.code, "modifiers": stroke.held,
                "windowsVirtualKeyCode": stroke.number, "text": text, "unmodifiedText": text,
            });
            self.call("Input.dispatchKeyEvent", event)?;
        }
        Ok(())
    }

    /// Types into whatever has the focus, letter by letter.
    pub fn write(&self, text: &str) -> Result<()> {
        for letter in text.chars() {
            match letter {
                ' ' => self.press("Space")?,
                letter => self.press(&letter.to_string())?,
            }
        }
        Ok(())
    }
}

fn read(keys: &str) -> Result<Stroke> {
    // A plus at the end is the key itself.
    let split = keys
        .char_indices()
        .rev()
        .find(|&(at, sign)| sign == '+' && at + 1 < keys.len());
    let (before, name) = split.map_or(("", keys), |(at, _)| (&keys[..at], &keys[at + 1..]));
    let mut held = 0;
    for word in before.split('+').filter(|word| !word.is_empty()) {
        let known = HELD.iter().find(|(name, _)| *name == word);
        held |= known
            .ok_or_else(|| Failure::new(format!("“{word}” in “{keys}” cannot be held")))?
            .1;
    }
    if let Some((name, number, text)) = NAMED.iter().find(|(known, _, _)| *known == name) {
        let key = if *name == "Space" { " " } else { name };
        return Ok(Stroke {
            key: key.to_owned(),
            code: (*name).to_owned(),
            number: *number,
            held,
            text: (*text).to_owned(),
        });
    }
    let mut letters = name.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return Err(Failure::new(format!("there is no key “{name}”")));
    };
    let upper = letter.to_ascii_uppercase();
    let (code, number) = match letter {
        'a'..='z' | 'A'..='Z' => (format!("Key{upper}"), upper as u32),
        '0'..='9' => (format!("Digit{letter}"), letter as u32),
        _ => (String::new(), 0),
    };
    // Held with Control, Alt or Meta a letter commands and types nothing.
    let text = if held & !8 == 0 {
        letter.to_string()
    } else {
        String::new()
    };
    Ok(Stroke {
        key: letter.to_string(),
        code,
        number,
        held,
        text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_is_a_key_and_a_joint() {
        assert_eq!(read("+").map(|stroke| stroke.key).ok().as_deref(), Some("+"));
        let both = read("Control++").expect("a stroke");
        assert_eq!((both.key.as_str(), both.held), ("+", 2));
    }

    #[test]
    fn shift_and_tab_go_back() {
        let stroke = read("Shift+Tab").expect("a stroke");
        assert_eq!((stroke.key.as_str(), stroke.number, stroke.held), ("Tab", 9, 8));
    }

    #[test]
    fn swedish_letters_are_typed() {
        assert_eq!(read("å").map(|stroke| stroke.text).ok().as_deref(), Some("å"));
    }

    #[test]
    fn an_unknown_key_is_told() {
        let told = read("Shift+Tabb").expect_err("no such key");
        assert!(told.to_string().contains("Tabb"), "{told}");
    }
}
