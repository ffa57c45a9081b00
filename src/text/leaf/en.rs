//! The leaves' English texts.

use super::LeafWords;

pub(super) static WORDS: LeafWords = LeafWords {
    open_in_map: "Open on the map",
    open_all_in_map: "Open the map",
    to_map: "To the map",
    all_sites: "All sites",
    all_partners: "All partners",
    languages: "Languages",
    notices: "Good to know",
    kinds: "Solution",
    led_by: "Led by",
    with: "Together with",
    takes_part_in: "Sites",
    own_site: "Its own website",
    map_of: |title| format!("Map of the area around {title}"),
    sites_lead: "Every site of the expo, in the order you come to them along the Malmöpendeln ring.",
    partners_lead: "The organisations behind M21, and the sites they take part in.",
    shell_lead: "Every site is listed here in case the map does not arrive. Each has a page of its own that works without it.",
    lost_title: "There is no such page",
    lost_lead: "The address may be misspelt, or the page may have been removed. Here are all the sites of the expo.",
    lost_perhaps: "Did you mean",
    moved: |title| format!("This site is now called {title}."),
    app_short: "M21",
    app_about: "A map of M21: sustainable solutions all over Malmö, along the Malmöpendeln ring, sorted by the 17 global goals.",
};
