//! A site's mark in the list: the same ring of goals and the same glyph as on the map.

use std::f64::consts::TAU;

use super::dom::{Node, view};
use crate::model::{Goal, Goals, Kind};
use crate::space::decimal::fixed;
use crate::space::turn::sin_cos;

/// Radius of the coloured ring, its width, and the edge about each colour, in pixels.
const OUTER: f64 = 11.0;
const RING: f64 = 4.8;

/// A point on the ring, clockwise from 12 o'clock, about a middle of (12, 12).
fn on_ring(radius: f64, turn: f64) -> (f64, f64) {
    let (sin, cos) = sin_cos(turn * TAU);
    (12.0 + radius * sin, 12.0 - radius * cos)
}

/// The outline of a part of the ring, from one turn to another.
fn segment(from: f64, to: f64) -> String {
    let inner = OUTER - RING;
    if to - from > 0.999 {
        let [top, hole, outer, inner] = [12.0 - OUTER, 12.0 - inner, OUTER, inner].map(short);
        return format!("M12 {top}a{outer} {outer} 0 1 1 -.01 0zM12 {hole}a{inner} {inner} 0 1 0 .01 0z");
    }
    let large = u8::from(to - from > 0.5);
    let ((ax, ay), (bx, by)) = (on_ring(OUTER, from), on_ring(OUTER, to));
    let ((cx, cy), (dx, dy)) = (on_ring(inner, to), on_ring(inner, from));
    let [ax, ay, bx, by] = [ax, ay, bx, by].map(short);
    let [cx, cy, dx, dy] = [cx, cy, dx, dy].map(short);
    let [outer, inner] = [OUTER, inner].map(short);
    format!("M{ax} {ay}A{outer} {outer} 0 {large} 1 {bx} {by}L{cx} {cy}A{inner} {inner} 0 {large} 0 {dx} {dy}z")
}

/// A hundredth of a pixel is enough.
fn short(px: f64) -> String {
    fixed(px, 2)
}

/// What stands for a kind of solution: ● social, ■ physical, ⁘ digital, within a square of 24 px.
pub(super) const fn kind_path(kind: Kind) -> &'static str {
    match kind {
        Kind::Social => "M12 8.5a3.5 3.5 0 1 1-.01 0z",
        Kind::Physical => "M8.85 8.85h6.3v6.3h-6.3z",
        Kind::Digital => "M8.7 8.7h2.6v2.6H8.7zM12.7 8.7h2.6v2.6h-2.6zM8.7 12.7h2.6v2.6H8.7zM12.7 12.7h2.6v2.6h-2.6z",
    }
}

/// A ring of goals, each with its share of the turn; those outside the choice are drained, and none chosen lights all.
fn ring(shares: impl Iterator<Item = (Goal, f64)>, chosen: Goals) -> Node {
    let mut from = 0.0;
    let arcs = shares.map(|(goal, share)| {
        let d = segment(from, from + share);
        from += share;
        let drained = if chosen.is_empty() || chosen.has(goal) {
            ""
        } else {
            " drained"
        };
        view! { <path class=format!("arc {}{drained}", goal_class(goal)) d=d></path> }
    });
    arcs.collect()
}

/// A site's ring: its goals stand in goal order from 12 o'clock, and share it equally.
fn site_ring(goals: Goals, chosen: Goals) -> Node {
    let share = 1.0 / goals.len().max(1) as f64;
    ring(goals.iter().map(|goal| (goal, share)), chosen)
}

/// A site's mark. The glyph is that of a kind of solution.
pub(super) fn site_mark(goals: Goals, kind: Kind, chosen: Goals) -> Node {
    view! { <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">{mark_parts(goals, kind, chosen)}</svg> }
}

/// What a site's mark is drawn of, within a square of 24 px.
pub(super) fn mark_parts(goals: Goals, kind: Kind, chosen: Goals) -> Node {
    view! {
        <circle class="mark-disc" cx="12" cy="12" r="11"></circle>
        {site_ring(goals, chosen)}
        <path class="mark-kind" d=kind_path(kind)></path>
    }
}

/// A site's mark with its number in a list; without goals, dashed, where it is shut.
pub(super) fn numbered_mark(goals: Goals, chosen: Goals, number: u32, is_shut: bool) -> Node {
    let parts = numbered_parts(goals, chosen, number, is_shut);
    view! { <svg class="mark" class:shut=is_shut viewBox="-1 -1 26 26" aria-hidden="true">{parts}</svg> }
}

/// What a numbered mark is drawn of, within a square of 24 px.
pub(super) fn numbered_parts(goals: Goals, chosen: Goals, number: u32, is_shut: bool) -> Node {
    view! {
        <circle class="mark-disc" cx="12" cy="12" r="11"></circle>
        {(!is_shut).then(|| site_ring(goals, chosen))}
        <text class="mark-number" x="12" y="12.2">{number}</text>
    }
}

/// A station's wheel: how its sites share the goals, and how many there are.
pub(super) fn wheel_mark(goals: &[u32; Goal::COUNT], chosen: Goals, sites: u32) -> Node {
    let all: u32 = goals.iter().sum();
    let share = |goal: Goal| f64::from(goals[goal.index()]) / f64::from(all.max(1));
    let shares = Goal::all()
        .map(|goal| (goal, share(goal)))
        .filter(|(_, share)| *share > 0.0);
    view! {
        <svg class="mark wheel" viewBox="-2 -2 28 28" aria-hidden="true">
            <circle class="mark-rim" cx="12" cy="12" r="12"></circle>
            <circle class="mark-disc" cx="12" cy="12" r="11"></circle>
            {ring(shares, chosen)}
            <text class="mark-number" x="12" y="12.2">{sites}</text>
        </svg>
    }
}

/// The class that carries a goal's colour.
pub(super) fn goal_class(goal: Goal) -> String {
    format!("g{}", goal.number())
}

/// A goal's number on its colour. Beside a name, or named by the element it is in.
pub(super) fn goal_chip(goal: Goal) -> Node {
    view! { <span class=format!("chip {}", goal_class(goal))>{goal.number()}</span> }
}
