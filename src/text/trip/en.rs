//! A day out in English.

use super::super::NBSP;
use super::TripWords;

pub(in crate::text) static EN: TripWords = TripWords {
    route: "Route",
    your_day: "Your route",
    add: "Add to the route",
    take_out: "Take out of the route",
    empty: "Your route is empty. Add a site from the map or the list, or start from a suggestion.",
    suggest: "Suggestions",
    chunks: [
        "What fits in",
        "45 minutes",
        "3 hours along the ring",
        "All 17 goals",
        "Surprise me",
    ],
    another: "Another suggestion",
    searching: "Looking for a good day …",
    stop: "That will do",
    offers: "Three days to choose from",
    nothing_found: "Nothing fits in that time from here. Give the day more time, or start somewhere else.",
    interests: "Interests",
    as_filtered: "as in the filter",
    places: |n| {
        if n == 1 {
            format!("{n}{NBSP}site")
        } else {
            format!("{n}{NBSP}sites")
        }
    },
    goals_of: |n| {
        if n == 1 {
            format!("{n}{NBSP}goal")
        } else {
            format!("{n}{NBSP}goals")
        }
    },
    holds_short: |percent| format!("holds {percent}%"),
    sites: "Sites",
    trains: "Trains",
    walking: "On foot",
    change: "Change time and start",
    start: "Start at",
    end: "End at",
    same_place: "The same place",
    my_place: "Where I am",
    on_map: "A point on the map",
    leave: "Not before",
    length: "Time",
    no_limit: "As long as it takes",
    pace: "Pace",
    paces: ["Calm", "Usual", "Brisk"],
    order: "Order",
    orders: ["Best", "My own"],
    meal: "A meal at midday",
    step_free: "Suggest step-free sites only",
    estimate: "estimate",
    up: "Earlier",
    down: "Later",
    shorter: "Shorter",
    longer: "Longer",
    lock: "Lock",
    skip: "Skip",
    remove: "Remove",
    skipped: "Skipped",
    take_back: "Take it back",
    about_site: "About the site",
    late: "I am late: plan from now",
    calendar: "To the calendar",
    track: "GPX file",
    guide: "The way in your maps app",
    qr: "QR code",
    scan: "Scan the code to take the route to your phone.",
    print: "Print",
    clear: "Empty the route",
    unproved: "The route did not pass its check and is not shown. Change the time, the start or a stop, and it is planned again.",
    no_way_home: "No way leads to the end in time. Give the day more time, or end somewhere else.",
    no_meal: "The meal does not fit in between 11:30 and 14:00.",
    pause: "Meal",
    exact: "No other order is over earlier.",
    planning: "Train times are planning times. Walks are estimates: the straight line and a quarter more.",
    earlier_trains: "Other trains",
    set_out: "Start the route",
    change_time: "Change time",
    from_here: "Start the route here",
    previous: "Previous",
    next: "Next",
    end_it: "End",
    then: "Then",
    to_now: "To the step now",
    am_late: "I am late",
    thanks: "Thank you for today.",
    visited: "Visited",
    leave_at: "Leave at",
    train_at: "The train leaves at",
    stay_until: "Stay until",
    meal_until: "Meal until",
    arrived: "There at",
    there_at: |clock| format!("there at {clock}"),
    on_and_off: |from, to, clock| format!("From {from} · off at {to} {clock}"),
    day_done: |sites, goals, walked| {
        let places = if sites == 1 { "site" } else { "sites" };
        format!("{sites} {places} · {goals} · {walked} on foot")
    },
    step_of: |n, of| format!("Step {n} of {of}"),
    progress: |planned, met| format!("{planned} of 17 goals on the route, {met} visited"),
    soon: |minutes| {
        if minutes == 0 {
            "now".to_owned()
        } else {
            format!("in {minutes}{NBSP}min")
        }
    },
    walk: "Walk",
    walk_to: "Walk to",
    next_station: "next station",
    towards: "towards",
    departs: "departs",
    open: "open",
    hour: "h",
    change_of: |title| format!("Change the stop {title}"),
    unknown: |slug| format!("”{slug}” is no longer on the map."),
    holds: |percent| format!("Holds on {percent} days of 100 when trains and visits run late."),
    slack: |minutes| format!("{minutes}{NBSP}min to spare"),
    wait: |minutes| format!("wait {minutes}{NBSP}min"),
    no_other_trains: "No other train fits into the day.",
    remove_stop: "Remove the stop",
    changed: "The times have changed since the route was saved.",
    noted: "I have seen it",
    arrival: "Arrival",
    gone: "left out",
    over_at: |clock| format!("over at {clock}"),
    shuts: |closes, there| format!("Closes at {closes}. You arrive at {there}."),
    before_other: |other| format!("Visit it before {other}"),
    shorten_other: |other, to| format!("Shorten {other} to {to}"),
    stops_missed: |n| {
        if n == 1 {
            "One stop does not fit in.".to_owned()
        } else {
            format!("{n} stops do not fit in.")
        }
    },
    goals_met: |n| format!("{n} of 17 goals"),
    said: |n, from, to| format!("The route has {n} stops, {from} to {to}."),
    fits: "The site fits in another order.",
    closed_for_good: "The site is closed for good.",
    shut: "Closed that day.",
    opens_again: |when| format!("Closed that day. Opens {when}."),
    too_late: |there, by| format!("The visit must begin by {by}. You can be there at {there}."),
    too_long: |over| format!("It takes {over} too long."),
    instead: |other| format!("The site fits in if {other} is left out."),
    crowded: "The site does not fit in with the others.",
    no_way: "Neither a train nor a walk of half an hour leads there.",
    best_order: "Best order",
    more_time: |over| format!("Give the day {over} more"),
    leave_earlier: |by| format!("Start {by} earlier"),
    skip_other: |other| format!("Skip {other}"),
};
