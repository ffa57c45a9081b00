//! Icons: a 20 px grid, one pen of 1.75 px with butt caps, drawn for this map.

use super::dom::{Node, view};
use crate::space::decimal::fixed;
use leptos::prelude::*;

/// An icon; its words stand beside it, or name the button it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Icon {
    Search,
    Close,
    Filter,
    Ring,
    Locate,
    Plus,
    Minus,
    Share,
    Moon,
    Sun,
    Map,
    Table,
    Warning,
    Down,
    Tick,
    More,
    Note,
    Route,
    Walk,
    Train,
    Clock,
    Up,
    Lock,
    Meal,
    Lines,
    Back,
    On,
    Low,
    Contrast,
    Again,
    Speaker,
    Phone,
    Letters,
    Home,
    Erase,
}

impl Icon {
    /// What the pen draws.
    const fn pen(self) -> &'static str {
        match self {
            Self::Search => "M13.6 13.6 18 18M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z",
            Self::Close => "M4.5 4.5l11 11M15.5 4.5l-11 11",
            Self::Filter => "M2.5 5h15M5.5 10h9M8 15h4",
            Self::Ring => {
                "M7.2 3.5h5.9c2.3 0 3.7 2.2 2.7 4.3l-1.1 2.3c-.2.5-.2 1.1 0 1.6l.6 1.4c.7 1.6-.4 3.4-2.2 3.4H7.2c-1.8 0-3-1.8-2.3-3.4l.7-1.5c.2-.5.2-1 0-1.5L4.5 7.8c-.9-2.1.5-4.3 2.7-4.3z"
            }
            Self::Locate => "M10 5a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM10 1v4M10 15v4M1 10h4M15 10h4",
            Self::Plus => "M10 3.5v13M3.5 10h13",
            Self::Minus => "M3.5 10h13",
            Self::Share => "M10 12.5V2.5M6 6l4-3.8L14 6M4 10v7.5h12V10",
            Self::Moon => "M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z",
            Self::Sun => {
                "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 1.5v2.3M10 16.2v2.3M1.5 10h2.3M16.2 10h2.3M4 4l1.6 1.6M14.4 14.4 16 16M4 16l1.6-1.6M14.4 5.6 16 4"
            }
            Self::Map => "M2.5 4.5l5-2 5 2 5-2v13l-5 2-5-2-5 2zM7.5 2.5v13M12.5 4.5v13",
            Self::Table => "M3 3h14v14H3zM3 7.7h14M3 12.3h14M7.7 3v14M12.3 3v14",
            Self::Warning => "M10 3 18 17H2zM10 8v4.5",
            Self::Down => "M4.5 7.5 10 13l5.5-5.5",
            Self::Tick => "M3.5 10.5 8 15l8.5-9.5",
            Self::More => "",
            Self::Note => "M3 3h14v14H3zM10 9v5",
            Self::Route => "M5 12.5a2.5 2.5 0 1 0 .01 0zM15 2.5a2.5 2.5 0 1 0 .01 0zM15 7.5v2.5H5v2.5",
            Self::Walk => {
                "M10.3 6.6 9 11.2l3 2.8.9 4.5M9 11.2 8.2 15l-2.7 3.3M10.5 7l2.6 2.5 2.4.4M10.3 6.8 7.2 8.5 6.4 11.5"
            }
            Self::Train => "M4.5 2.5h11v12h-11zM4.5 9h11M10 2.5V9M7 14.5l-2 3M13 14.5l2 3",
            Self::Clock => "M10 2.5a7.5 7.5 0 1 0 .01 0zM10 5.5V10l3.5 2",
            Self::Up => "M4.5 12.5 10 7l5.5 5.5",
            Self::Lock => "M4.5 9h11v8.5h-11zM7 9V6a3 3 0 0 1 6 0v3",
            Self::Meal => "M4 2.5V7h4V2.5M6 2.5v15M14 17.5V3c-2 1-2.5 4-2.5 7.5H14",
            Self::Lines => "M4 7.5h12M4 12.5h12",
            Self::Back => "M12.5 4.5 7 10l5.5 5.5",
            Self::On => "M7.5 4.5 13 10l-5.5 5.5",
            Self::Low => "M3 2.5h14v15H3zM10 5.5v8M6.5 10.5 10 14l3.5-3.5",
            Self::Contrast => "M10 2.5a7.5 7.5 0 1 0 .01 0zM10 3v14M12 4v12M14 5.5v9M16 8v4",
            Self::Again => "M3.5 3.5v4.5H8M4 7.8A7 7 0 1 1 3.2 11.5",
            Self::Speaker => "M3 7.5v5h3.5L11 16.5v-13L6.5 7.5zM13.5 7a4.2 4.2 0 0 1 0 6M15.7 4.7a7.5 7.5 0 0 1 0 10.6",
            Self::Phone => "M5.5 1.5h9v17h-9zM8.5 15.8h3",
            Self::Letters => "M1.5 16 6 4.5 10.500 16M3 12.200h6M12 16l3-7.500 3 7.500M13 13.500h4",
            Self::Home => "M2.5 9.5 10 3l7.5 6.5M4.5 8v9.500h11V8",
            Self::Erase => "M6.5 4.500H18v11H6.500L2 10zM9.500 7.500l5 5M14.500 7.500l-5 5",
        }
    }

    /// Its dots: middles on the grid.
    const fn dots(self) -> &'static [(f64, f64)] {
        match self {
            Self::More => &[(4.0, 10.0), (10.0, 10.0), (16.0, 10.0)],
            Self::Warning => &[(10.0, 14.8)],
            Self::Note => &[(10.0, 6.5)],
            Self::Walk => &[(11.0, 3.4)],
            Self::Train => &[(7.5, 11.8), (12.5, 11.8)],
            _ => &[],
        }
    }
}

/// Draws an icon as wide as a line is high, in the colour of the words beside it.
#[component]
pub(super) fn Glyph(
    /// Which one.
    of: Icon,
) -> impl IntoView {
    let dots = of.dots().iter().map(|(x, y)| {
        view! { <circle class="dot" cx=fixed(*x, 1) cy=fixed(*y, 1) r="1.6"></circle> }
    });
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
            <path d=of.pen()></path>
            {dots.collect::<Node>()}
        </svg>
    }
}
