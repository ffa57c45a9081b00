//! Taking texts from a record: plain ones, and those in each language.

use super::expected::Expected;
use super::form::{is_language, markup};
use super::json::{Json, shortened};
use super::kind::ProblemKind;
use super::record::Record;
use crate::model::{Lang, Localized};

impl Record<'_, '_> {
    /// Takes a text that is not empty; one that looks like markup is taken with a warning.
    pub(super) fn text(&mut self, field: &str) -> Option<String> {
        let text = self.read(field, plain_text, || Expected::Text)?;
        self.doubt_markup(field, &text);
        Some(text)
    }

    fn doubt_markup(&mut self, field: &str, text: &str) {
        if let Some(found) = markup(text) {
            let found = shortened(found).into_owned();
            self.warning(field, ProblemKind::Markup { found });
        }
    }

    /// Takes a text in each language. One language that is missing is doubted; nothing in any is an error.
    pub(super) fn localized(&mut self, field: &str) -> Option<Localized> {
        let mut members = match self.take(field)? {
            Json::Object(members) => members,
            other => {
                self.unexpected(field, &other, Expected::Translations);
                return None;
            }
        };
        // A language the page does not speak is no fault; a name that is no language is.
        members.retain(|(n, v)| *v != Json::Null && (Lang::from_tag(n).is_some() || !is_language(n)));
        let mut record = self.within(field, members);
        let bad = record.problems();
        let texts = Lang::ALL.map(|lang| record.text(lang.tag()));
        let complete = record.problems() == bad;
        record.finish(&["sv", "en"]);
        let words = Localized::new(
            texts[0].as_deref().unwrap_or_default(),
            texts[1].as_deref().unwrap_or_default(),
        );
        if !complete {
            return (!words.is_empty()).then_some(words);
        }
        if words.is_empty() {
            let found = "no text".to_owned();
            let expected = Expected::Translations;
            self.error(field, ProblemKind::Unexpected { found, expected });
            return None;
        }
        for lang in Lang::ALL.into_iter().filter(|lang| !words.has(*lang)) {
            self.warning(field, ProblemKind::MissingTranslation(lang));
        }
        Some(words)
    }

    /// Takes words given in each language, or once for all of them.
    pub(super) fn words(&mut self, field: &str) -> Option<Localized> {
        let is_text = self.peek(field).is_some_and(|v| v.text().is_some());
        if is_text {
            self.text(field).map(|text| Localized::same(&text))
        } else {
            self.localized(field)
        }
    }
}

/// A text that is not empty, without spaces around it.
fn plain_text(value: &Json<'_>) -> Option<String> {
    let text = value.text()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
