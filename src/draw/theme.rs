//! The colours of the sheet, by day and by evening; the same names and values as the page's style sheet.

use crate::model::Goal;
use crate::view::Theme;

macro_rules! inks {
    ($($(#[$doc:meta])* $name:ident $css:literal $day:literal $evening:literal;)*) => {
        /// A colour by its use.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Ink {
            $($(#[$doc])* $name,)*
            /// A goal's own colour, the same by day and by evening.
            Goal(Goal),
            /// The numeral on a goal's colour.
            OnGoal(Goal),
        }

        impl Ink {
            /// Every colour but the goals', with its name in the style sheet (without the dashes before it).
            pub const NAMED: &[(Self, &'static str)] = &[$((Self::$name, $css),)*];
        }

        impl Palette {
            /// The colour as CSS writes it.
            pub const fn css(&self, ink: Ink) -> &'static str {
                match ink {
                    $(Ink::$name => match self.theme { Theme::Day => $day, Theme::Evening => $evening },)*
                    Ink::Goal(goal) => GOALS[goal.index()].0,
                    Ink::OnGoal(goal) => GOALS[goal.index()].1,
                }
            }
        }
    };
}

inks! {
    /// Page, panels, card.
    Sheet "sheet" "#FCFAF6" "#12181C";
    /// Recessed areas.
    Sheet2 "sheet2" "#F4F1EA" "#1A2227";
    /// A chosen row.
    Sel "sel" "#ECE7DB" "#263138";
    /// Casings of marks, halos of labels.
    Land0 "land0" "#F3EFE6" "#1B2429";
    /// The first district tint.
    T0 "t0" "#F6F3EC" "#1E272C";
    /// The second district tint.
    T1 "t1" "#F2EEE5" "#1A2227";
    /// The third district tint.
    T2 "t2" "#EEE9DE" "#222B31";
    /// The fourth district tint.
    T3 "t3" "#EAE4D8" "#262F35";
    /// Neighbouring municipalities.
    Outer "outer" "#E8E8E4" "#151C20";
    /// Sea, basins, canals.
    Sea "sea" "#D9E4E8" "#0B1013";
    /// Water lines along the shore.
    Wline "wline" "#A9C0C9" "#2B3B44";
    /// The shore.
    Coast "coast" "#7F959E" "#4A5C66";
    /// First text, icons.
    Ink "ink" "#14181B" "#F5EFE2";
    /// Second text.
    Ink2 "ink2" "#474D51" "#C6C2B7";
    /// Third text, lesser names on the map.
    Ink3 "ink3" "#5C6265" "#A3A299";
    /// Primary button, active filter.
    Fill "fill" "#14181B" "#F5EFE2";
    /// Text on it.
    Onfill "onfill" "#FCFAF6" "#12181C";
    /// A section's rule.
    Rule "rule" "#14181B" "#F5EFE2";
    /// A row's rule.
    Hair "hair" "#D8D4CA" "#303A40";
    /// Borders of controls, marks outside the filter.
    Ctl "ctl" "#7B7F81" "#77827F";
    /// Malmöpendeln.
    Ring "ring" "#14181B" "#F5EFE2";
    /// Centres of beads and marks.
    Disc "disc" "#FCFAF6" "#12181C";
    /// The edge about every goal colour.
    Cloison "cloison" "#14181B" "#EFE8DA";
    /// A goal outside the filter.
    Drain "drain" "#D9D5CB" "#3A454B";
    /// Ten minutes about a station.
    Halo "halo" "rgba(255,255,255,.62)" "rgba(255,238,205,.085)";
    /// Its dotted edge.
    Haloline "haloline" "#5E6467" "#A89F8B";
    /// District borders.
    Dline "dline" "#ADA797" "#46525A";
    /// Sub-area borders.
    Subline "subline" "#D5CFC1" "#2B353B";
    /// The municipal border.
    Muni "muni" "#8E897C" "#66706F";
    /// Other railways.
    Rail "rail" "#9B978B" "#5F696D";
    /// Names of water.
    Hydro "hydro" "#3D5B68" "#8FA9B5";
    /// Names of districts.
    Dist "dist" "#54595A" "#B0B0A8";
    /// Walking legs.
    Walk "walk" "#14181B" "#F5EFE2";
    /// Stipple of parks and beaches.
    Tex "tex" "#B4B1A1" "#39464C";
    /// Hatch of industry.
    Tex2 "tex2" "#D8D3C5" "#263137";
    /// Hachures of quarries.
    Tex3 "tex3" "#A9A392" "#46535A";
    /// Crosses of the grid.
    Gridx "gridx" "rgba(20,24,27,.26)" "rgba(245,239,226,.22)";
    /// Ticks of the index.
    Gridt "gridt" "rgba(20,24,27,.35)" "rgba(245,239,226,.32)";
}

const WHITE: &str = "#FFFFFF";
const BLACK: &str = "#14181B";

/// Each goal's colour and the colour of the numeral on it, goal 1 first: whichever of white and ink contrasts more.
const GOALS: [(&str, &str); Goal::COUNT] = [
    ("#E5243B", WHITE),
    ("#DDA63A", BLACK),
    ("#4C9F38", BLACK),
    ("#C5192D", WHITE),
    ("#FF3A21", BLACK),
    ("#26BDE2", BLACK),
    ("#FCC30B", BLACK),
    ("#A21942", WHITE),
    ("#FD6925", BLACK),
    ("#DD1367", WHITE),
    ("#FD9D24", BLACK),
    ("#BF8B2E", BLACK),
    ("#3F7E44", WHITE),
    ("#0A97D9", BLACK),
    ("#56C02B", BLACK),
    ("#00689D", WHITE),
    ("#19486A", WHITE),
];

/// The colours of one theme.
#[derive(Debug, PartialEq, Eq)]
pub struct Palette {
    theme: Theme,
}

static DAY: Palette = Palette { theme: Theme::Day };
static EVENING: Palette = Palette { theme: Theme::Evening };

impl Palette {
    /// The palette of a theme.
    pub const fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Day => &DAY,
            Theme::Evening => &EVENING,
        }
    }

    /// Which theme it is.
    pub const fn theme(&self) -> Theme {
        self.theme
    }
}

/// Red, green and blue, each from 0 to 255; between whole numbers while colours are mixed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rgb(pub f64, pub f64, pub f64);

impl Rgb {
    /// A colour a part of the way, from 0 to 1, to another.
    #[must_use]
    pub fn towards(self, other: Self, part: f64) -> Self {
        let mix = |from: f64, to: f64| from + (to - from) * part;
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// The nearest whole numbers.
    pub fn bytes(self) -> [u8; 3] {
        [self.0, self.1, self.2].map(|c| (c + 0.5) as u8)
    }
}

impl Palette {
    /// A colour as numbers.
    pub fn rgb(&self, ink: Ink) -> Rgb {
        let css = self.css(ink);
        let channel = |i: usize| {
            let hex = css.get(1 + 2 * i..3 + 2 * i);
            f64::from(hex.and_then(|h| u8::from_str_radix(h, 16).ok()).unwrap_or(0))
        };
        Rgb(channel(0), channel(1), channel(2))
    }
}

impl Ink {
    /// A district's tint, 0–3.
    pub const fn tint(number: u8) -> Self {
        match number % 4 {
            0 => Self::T0,
            1 => Self::T1,
            2 => Self::T2,
            _ => Self::T3,
        }
    }
}
