//! Which screen a kiosk shows. One value, one function for what people do and one for when they do nothing.

/// After so many seconds without a sign of anybody it is asked whether somebody is there.
pub const ASKS_S: u32 = 60;
/// And so many seconds later all is forgotten.
pub const OVER_S: u32 = ASKS_S + 25;
/// What does not fit the place is told for so long after a start.
const TELLS_S: u32 = 20;
/// Taps in the corner that open the page for those who look after the screen.
const CORNER_TAPS: u8 = 5;
/// Within so many seconds.
const CORNER_S: u32 = 5;

/// What fills the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Screen {
    /// After a start: that the screen is put up in a way that some cannot reach or read.
    Misfit,
    /// Nobody is here: what there is, to whoever passes by.
    Attract,
    /// You are here: the map, goals, and what is near.
    Home,
    /// A site.
    Site,
    /// Words and the keyboard for them.
    Search,
    /// What can be seen before a train.
    Errand,
    /// The day out.
    Day,
    /// All of it on a phone.
    Phone,
    /// The code of those who look after the screen.
    Code,
    /// How the screen is.
    Health,
}

impl Screen {
    /// Its name in the style sheet.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Misfit => "misfit",
            Self::Attract => "attract",
            Self::Home => "home",
            Self::Site => "site",
            Self::Search => "search",
            Self::Errand => "errand",
            Self::Day => "day",
            Self::Phone => "phone",
            Self::Code => "code",
            Self::Health => "health",
        }
    }
}

/// One way or the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Back.
    Back,
    /// On.
    On,
}

/// Something somebody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Press {
    /// Touched the screen that nobody was at.
    Wake,
    /// Went to a screen that a button leads to.
    Go(Screen),
    /// Went back from a site, or from what only follows from something else.
    Back,
    /// Turned the list's page; the page after the last is the last.
    Turn(Side),
    /// Chose something that makes another list.
    Chose,
    /// Asked for everything low, or no longer.
    Low,
    /// Asked for larger letters, or usual ones.
    Large,
    /// Is still there.
    Stay,
    /// Tapped the corner, at a second since the start.
    Corner(u32),
    /// Gave the code, right or wrong.
    Code(bool),
    /// Has enough: begins anew.
    Over,
}

/// What a kiosk shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kiosk {
    /// What fills the screen.
    pub screen: Screen,
    /// Where a site was come to from.
    from: Screen,
    /// The list's page, from 0.
    pub page: u16,
    /// Everything to press is low.
    pub low: bool,
    /// Letters are larger.
    pub large: bool,
    /// It is asked whether somebody is there.
    pub asks: bool,
    /// Taps in the corner so far, and when the first of them was.
    corner: (u8, u32),
}

impl Kiosk {
    /// After a start; `fits` is whether all can reach and read what is on it.
    pub const fn start(fits: bool) -> Self {
        let screen = if fits { Screen::Attract } else { Screen::Misfit };
        Self {
            screen,
            from: Screen::Home,
            page: 0,
            low: false,
            large: false,
            asks: false,
            corner: (0, 0),
        }
    }

    /// Whether nobody is there: what changes the screen under one's hands may be done now.
    pub const fn is_idle(&self) -> bool {
        matches!(self.screen, Screen::Attract | Screen::Misfit)
    }

    /// Whether a screen has a button that does this; what no button does changes nothing.
    pub fn allows(&self, press: Press) -> bool {
        use Screen::{Attract, Code, Day, Errand, Health, Home, Misfit, Phone, Search, Site};
        if self.asks {
            return matches!(press, Press::Stay | Press::Over);
        }
        let visited = !matches!(self.screen, Misfit | Attract | Code | Health);
        match press {
            Press::Wake => self.is_idle(),
            Press::Go(to) => match to {
                Home => !self.is_idle() && self.screen != Home,
                Site => matches!(self.screen, Home | Search | Errand | Day | Site),
                Search | Errand | Day | Phone => visited && self.screen != to,
                Misfit | Attract | Code | Health => false,
            },
            Press::Back => matches!(self.screen, Site | Phone),
            Press::Turn(_) | Press::Chose => matches!(self.screen, Home | Search | Errand | Day),
            Press::Low | Press::Large => visited,
            Press::Stay => false,
            Press::Corner(_) => self.screen != Code && self.screen != Health,
            Press::Code(_) => self.screen == Code,
            Press::Over => !self.is_idle(),
        }
    }

    /// After something somebody did.
    #[must_use]
    pub fn after(&self, press: Press) -> Self {
        if !self.allows(press) {
            return *self;
        }
        let mut next = *self;
        match press {
            Press::Wake => next.screen = Screen::Home,
            Press::Go(screen) => {
                match (self.screen, screen) {
                    (Screen::Site, Screen::Phone) => next.from = Screen::Site,
                    // From a site to another one back leads to where the first was come to from.
                    (Screen::Site | Screen::Phone, _) => {}
                    (from, _) => next.from = from,
                }
                next.screen = screen;
                if screen != Screen::Site {
                    next.page = 0;
                }
            }
            Press::Back => {
                next.screen = self.from;
                next.from = Screen::Home;
            }
            Press::Turn(Side::On) => next.page = self.page.saturating_add(1),
            Press::Turn(Side::Back) => next.page = self.page.saturating_sub(1),
            Press::Chose => next.page = 0,
            Press::Low => next.low = !self.low,
            Press::Large => next.large = !self.large,
            Press::Stay => next.asks = false,
            Press::Corner(now) => {
                let (taps, first) = self.corner;
                let is_first = taps == 0 || now.saturating_sub(first) > CORNER_S;
                next.corner = if is_first { (1, now) } else { (taps + 1, first) };
                if next.corner.0 == CORNER_TAPS {
                    next = Self {
                        screen: Screen::Code,
                        ..Self::start(true)
                    };
                }
            }
            Press::Code(true) => next.screen = Screen::Health,
            Press::Code(false) | Press::Over => next = Self::start(true),
        }
        next
    }

    /// After so many seconds without a sign of anybody.
    #[must_use]
    pub fn quiet(&self, seconds: u32) -> Self {
        match self.screen {
            Screen::Misfit if seconds >= TELLS_S => Self::start(true),
            Screen::Attract | Screen::Misfit => *self,
            _ if seconds >= OVER_S => Self::start(true),
            _ => Self {
                asks: self.asks || seconds >= ASKS_S,
                ..*self
            },
        }
    }

    /// The page shown of a list that has so many.
    pub fn page_of(&self, pages: usize) -> usize {
        usize::from(self.page).min(pages.saturating_sub(1))
    }
}
