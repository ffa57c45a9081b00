//! A kiosk's English texts.

use super::super::NBSP;
use super::KioskWords;

pub(in crate::text) static WORDS: KioskWords = KioskWords {
    here: "You are here",
    next_train: "next train",
    no_train: "no more trains today",
    near: "Near you",
    minutes: "min",
    take: "Take the map",
    take_why: "Scan the code: filters, sites and route come along.",
    goals: "goals",
    low: "Lower controls",
    not_low: "Normal layout",
    large: "Larger text",
    not_large: "Normal text",
    over: "Start over",
    search: "Search",
    errand: "What can I fit in?",
    day: "My day",
    read: "Read aloud",
    read_no_more: "Stop reading",
    no_voice: "This screen has no English voice. Everything it would read aloud is there as text.",
    home: "To the map",
    back: "Back",
    page_back: "Previous page",
    page_on: "Next page",
    still_there: "Still there?",
    still_why: "The map is about to start over.",
    still_here: "I’m here",
    touch: "Touch the screen",
    unknown_time: "Unknown time",
    unknown_why: "This screen’s clock may be wrong. What is open and when trains leave is not shown.",
    choose_train: "Which train are you taking?",
    errand_none: "There is no time for a visit before that train. Choose a later one.",
    no_later_train: "No more trains leave from here today.",
    day_empty: "Your day is empty. Open a site and choose “Add to the route”.",
    day_clear: "Empty the day",
    phone: "To my phone",
    phone_why: "Point your phone’s camera at the code. The day is in the link itself: nothing is kept here, and no account is needed.",
    too_long: "The day is too long for a code. Take a stop out.",
    own_page: "The site’s own web page",
    type_words: "Type what you are looking for",
    erase: "Erase",
    space: "Space",
    keys: "Keys",
    code: "Code",
    health: "How this screen is",
    health_labels: [
        "Station",
        "Version",
        "Data from",
        "Up for",
        "Last fault",
        "Network",
        "Kept for offline",
        "Clock",
        "Mounting",
    ],
    none: "none",
    well: "all well",
    misfit: "Not everyone can use this screen",
    go_on: "Go on anyway",
    farther: "Zoom out",
    nearer: "Zoom in",
    north: "N",
    estimate: "estimate",
    language: "Language",
    within: |sites| format!("{sites} within a quarter of an hour on foot"),
    open_now: |sites| format!("{sites} open now"),
    page: |page, pages| format!("Page{NBSP}{page} of{NBSP}{pages}"),
    seconds: |n| {
        if n == 1 {
            "1\u{a0}second".to_owned()
        } else {
            format!("{n}{NBSP}seconds")
        }
    },
    errand_title: |train| format!("What you can see before {train}"),
    errand_times: |arrives, leaves, back| format!("There {arrives}, back {back}\nLeave there by {leaves}"),
    by_train: |from, to, changes| {
        let from = from.map_or_else(String::new, |from| format!(" from {from}"));
        let change = if changes { ", with a change" } else { "" };
        format!("train{from} to {to}{change}")
    },
    towards: |station| format!("to {station}"),
    stay: "there",
    no_plan: "The day cannot be worked out like this. Take a stop out.",
    by_day: |clock, tomorrow| format!("{clock} {tomorrow}"),
    no_station: |slug| {
        format!(
            "There is no station “{slug}” in the map’s data. Write a station’s id after kiosk= in the address, such as kiosk=hyllie."
        )
    },
    up: |days, hours| format!("{days}{NBSP}d {hours}{NBSP}h"),
    high: |mm| {
        format!(
            "The highest thing to press is {mm}{NBSP}mm above the floor. Not everyone reaches above 1,220{NBSP}mm. Hang the screen lower, or give bottom= in the address."
        )
    },
    cramped: "What can be pressed does not fit between 380 and 1,220\u{a0}mm above the floor. Use a larger screen, or hang it at another height.",
    small: |has, needs| {
        format!(
            "A capital H is {has}{NBSP}mm high and should be {needs}{NBSP}mm at that distance. Use a larger screen, or let people come nearer."
        )
    },
};
