//! What is asked of the crowd: one filter for each way the engine works.

use m21::calendar::Moment;
use m21::model::{Bits, Goal, Goals};
use m21::view::{Filter, ViewState};
use std::fmt;

/// A filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Nothing: the first picture.
    Nothing,
    /// One goal, the most usual tap.
    OneGoal,
    /// Any of three goals, a partner and a district.
    Facets,
    /// Open on a Sunday at noon.
    OpenAt,
    /// A word that an eighth of the sites have.
    Text,
}

impl Ask {
    pub(crate) const ALL: [Self; 5] = [Self::Nothing, Self::OneGoal, Self::Facets, Self::OpenAt, Self::Text];

    /// The goals asked for.
    pub(crate) fn goals(self) -> Goals {
        let numbers: &[u8] = match self {
            Self::OneGoal => &[6],
            Self::Facets => &[6, 11, 13],
            _ => &[],
        };
        numbers.iter().filter_map(|n| Goal::new(*n)).collect()
    }

    /// The partner asked for.
    pub(crate) fn partner(self) -> Option<&'static str> {
        (self == Self::Facets).then_some("va-syd")
    }

    /// The district asked for.
    pub(crate) fn district(self) -> Option<&'static str> {
        (self == Self::Facets).then_some("rosengard")
    }

    /// The time asked for.
    pub(crate) fn open(self) -> Option<Moment> {
        (self == Self::OpenAt).then(noon)
    }

    /// The word asked for, as a plain scan finds it in a title.
    pub(crate) fn word(self) -> Option<&'static str> {
        (self == Self::Text).then_some("Dagvatten")
    }

    /// The page that asks it.
    pub(crate) fn view(self) -> ViewState {
        let slugs = |slug: Option<&str>| slug.into_iter().map(str::to_owned).collect();
        let filter = Filter {
            goals: self.goals(),
            partners: slugs(self.partner()),
            districts: slugs(self.district()),
            stations: Vec::new(),
            kinds: Bits::default(),
            parts: Bits::default(),
            open: self.open(),
            words: self.word().unwrap_or_default().to_owned(),
        };
        ViewState {
            filter,
            ..ViewState::default()
        }
    }
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "nothing",
            Self::OneGoal => "one goal",
            Self::Facets => "3 goals, partner, district",
            Self::OpenAt => "open at",
            Self::Text => "text",
        })
    }
}

/// A Sunday in the expo's summer, which is no holiday.
pub(crate) fn noon() -> Moment {
    Moment::parse("2021-06-13T12:00").expect("a moment")
}
