//! The canvas and the style sheet draw with the same colours.

use m21::draw::{Ink, Palette};
use m21::model::Goal;
use m21::view::Theme;

const STYLE: &str = include_str!("../../public/style.css");

/// What a custom property is set to within a block that starts with `selector`.
fn property<'a>(selector: &str, name: &str) -> Option<&'a str> {
    let blocks = STYLE
        .split(selector)
        .skip(1)
        .filter_map(|b| b.split_once('{')?.1.split_once('}'));
    let needle = format!("--{name}:");
    blocks
        .map(|(block, _)| block)
        .find_map(|block| Some(block.split_once(&needle)?.1.split_once(';')?.0.trim()))
}

fn plain(css: &str) -> String {
    css.replace(' ', "").to_uppercase().replace("0.", ".")
}

#[test]
fn both_themes_agree_with_the_style_sheet() {
    let mut compared = 0;
    for (theme, selector) in [(Theme::Day, ":root"), (Theme::Evening, "[data-theme=\"kvall\"]")] {
        for (ink, name) in Ink::NAMED {
            if let Some(css) = property(selector, name) {
                assert_eq!(
                    plain(css),
                    plain(Palette::of(theme).css(*ink)),
                    "--{name} in {selector}"
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 50, "only {compared} colours were found in the style sheet");
}

#[test]
fn the_goals_have_one_colour_each_everywhere() {
    for goal in Goal::all() {
        let css = property(":root", &format!("g{}", goal.number())).expect("each goal has a colour in the style sheet");
        assert_eq!(plain(css), plain(Palette::of(Theme::Day).css(Ink::Goal(goal))));
    }
}
