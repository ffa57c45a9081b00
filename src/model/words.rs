//! Languages, and words given in several of them.

/// A language the page speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    /// Swedish, the first language of the page.
    #[default]
    Sv,
    /// English.
    En,
}

impl Lang {
    /// Every language, first one first.
    pub const ALL: [Self; 2] = [Self::Sv, Self::En];

    /// The BCP 47 tag, as in files, addresses and `lang` attributes.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The language with this tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.tag() == tag)
    }

    /// The language's own name.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Sv => "Svenska",
            Self::En => "English",
        }
    }
}

/// The same words in each language that has them. What is missing is shown in Swedish, and said to be missing by the tool.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Localized {
    texts: [String; Lang::ALL.len()],
}

impl Localized {
    /// Words in Swedish and English; empty where there are none.
    pub fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            texts: [sv.into(), en.into()],
        }
    }

    /// The same words whatever the language: names.
    pub fn same(name: &str) -> Self {
        Self::new(name, name)
    }

    /// The words in a language, or in the first language that has them.
    pub fn get(&self, lang: Lang) -> &str {
        let own = &self.texts[lang as usize];
        if own.is_empty() {
            self.texts.iter().find(|t| !t.is_empty()).unwrap_or(own)
        } else {
            own
        }
    }

    /// Whether this language has words of its own.
    pub fn has(&self, lang: Lang) -> bool {
        !self.texts[lang as usize].is_empty()
    }

    /// Whether no language has words.
    pub fn is_empty(&self) -> bool {
        self.texts.iter().all(String::is_empty)
    }

    /// The words in every language, in the order of [`Lang::ALL`].
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }
}
