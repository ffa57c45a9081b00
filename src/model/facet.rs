//! What sites are sorted by: the 17 goals, three kinds of solution and three parts of M21.

use super::Localized;

/// One of the UN's 17 Sustainable Development Goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Goal(u8);

impl Goal {
    /// How many there are.
    pub const COUNT: usize = 17;

    /// The goal with this number, 1–17.
    pub fn new(number: u8) -> Option<Self> {
        (1..=Self::COUNT as u8).contains(&number).then_some(Self(number))
    }

    /// Its number, 1–17.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Its place in a table of 17: goal 1 first.
    pub const fn index(self) -> usize {
        self.0 as usize - 1
    }

    /// All of them in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=Self::COUNT as u8).map(Self)
    }
}

/// A goal's names as they were loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalNames {
    /// The full name.
    pub name: Localized,
    /// A word for narrow places.
    pub short: Localized,
}

/// A small set of things that have an index below 32, kept as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Bits(pub u32);

impl Bits {
    /// The set of one.
    pub const fn one(index: usize) -> Self {
        Self(1 << index)
    }

    /// Whether it holds this index.
    pub const fn has(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }

    /// Whether it holds nothing.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many it holds.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether the two share anything.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The set with this index put in or taken out.
    #[must_use]
    pub const fn toggled(self, index: usize) -> Self {
        Self(self.0 ^ (1 << index))
    }

    /// The set with this index in it.
    #[must_use]
    pub const fn with(self, index: usize) -> Self {
        Self(self.0 | 1 << index)
    }

    /// The indices it holds, smallest first.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..32).filter(move |&i| self.has(i))
    }
}

/// A set of goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Goals(pub Bits);

impl Goals {
    /// Whether the goal is in the set.
    pub const fn has(self, goal: Goal) -> bool {
        self.0.has(goal.index())
    }

    /// The set with the goal put in or taken out.
    #[must_use]
    pub const fn toggled(self, goal: Goal) -> Self {
        Self(self.0.toggled(goal.index()))
    }

    /// Whether it is empty.
    pub const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// How many goals it holds.
    pub const fn len(self) -> usize {
        self.0.len()
    }

    /// The goals in order.
    pub fn iter(self) -> impl Iterator<Item = Goal> {
        Goal::all().filter(move |g| self.has(*g))
    }
}

impl FromIterator<Goal> for Goals {
    fn from_iter<T: IntoIterator<Item = Goal>>(goals: T) -> Self {
        Self(goals.into_iter().fold(Bits::default(), |b, g| b.with(g.index())))
    }
}

macro_rules! slugged {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $slug:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
        }

        impl $name {
            /// Every one, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name in files and addresses.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)* }
            }

            /// The one with this name.
            pub fn from_slug(slug: &str) -> Option<Self> {
                match slug { $($slug => Some(Self::$variant),)* _ => None }
            }
        }
    };
}
pub(super) use slugged;

slugged! {
    /// What a solution is made of.
    Kind {
        /// A way of doing things together.
        Social = "social",
        /// Something built or grown.
        Physical = "physical",
        /// Something that runs on a computer.
        Digital = "digital",
    }
}

slugged! {
    /// Which of M21's three connected parts a site belongs to.
    Part {
        /// Tankesmedja: sharing what is known.
        ThinkTank = "think-tank",
        /// Testbädd: trying it out.
        Testbed = "testbed",
        /// Publik expo: showing it.
        Expo = "expo",
    }
}

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Kinds(pub Bits);

impl Kinds {
    /// Whether the kind is in the set.
    pub const fn has(self, kind: Kind) -> bool {
        self.0.has(kind as usize)
    }

    /// The kinds in order.
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(move |k| self.has(*k))
    }
}

impl FromIterator<Kind> for Kinds {
    fn from_iter<T: IntoIterator<Item = Kind>>(kinds: T) -> Self {
        Self(kinds.into_iter().fold(Bits::default(), |b, k| b.with(k as usize)))
    }
}
