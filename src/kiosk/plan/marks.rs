//! Sites as marks, moved apart where they would hide each other, with the flag that says where one is and the ways to them.

use super::{Plan, RINGS, Scale, walked};
use crate::kiosk::Side;
use crate::model::SiteId;
use crate::query::World;
use crate::space::Px;
use crate::space::turn::sin_cos;

/// More sites without a number than these are a cloud and no map.
const MOST: usize = 120;
/// Marks that lie on each other settle within half as many rounds of moving apart.
const ROUNDS: usize = 60;
/// Half a mark's side as a multiple of the smallest letters: of one with a number, and of one without.
pub const MARK_EM: f64 = 1.2;
/// See [`MARK_EM`].
pub const PLAIN_EM: f64 = 0.6;

/// A site with its number in the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numbered {
    /// The site.
    pub site: SiteId,
    /// Its number; 0 for one that is not in the list's page.
    pub number: u32,
    /// Where it is.
    pub at: Px,
}

/// The flag that says where one is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flag {
    /// To the left of the station, or to the right.
    pub side: Side,
    /// Its middle.
    pub at: Px,
    /// Half its size.
    pub half: Px,
}

/// The dotted way to a site: straight, which is all that is known of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leg {
    /// From the station,
    pub from: Px,
    /// to the site.
    pub to: Px,
}

/// How far to move `b` away from `a` so that they are as far apart as they should be; nothing if they are. What stands on one
/// place goes apart one way or another, by `turn`.
fn push_apart(a: Px, b: Px, apart: f64, turn: usize) -> Option<Px> {
    let far = a.distance(b);
    if far >= apart - 0.01 {
        return None;
    }
    let way = if far > 0.01 {
        (b - a) * (1.0 / far)
    } else {
        let (sin, cos) = sin_cos(turn as f64 * 2.4);
        Px::new(sin, -cos)
    };
    Some(way * (apart - far))
}

impl Plan {
    /// Sites in sight: those of the list's page by their numbers, and the others without, which are drawn first; and the flag
    /// at this station, of so much half size, where it hides the fewest.
    pub fn marks(
        &self,
        world: &World,
        listed: &[(SiteId, u32)],
        others: &mut dyn Iterator<Item = SiteId>,
        flag_half: Px,
    ) -> (Vec<Numbered>, Flag) {
        let mark = |site: SiteId, number: u32| {
            let at = self.px(world.atlas.sites.at(site));
            self.sees(at, 0.0).then_some(Numbered { site, number, at })
        };
        let is_listed = |site: &SiteId| listed.iter().any(|(of, _)| of == site);
        let plain = others.filter(|site| !is_listed(site)).filter_map(|site| mark(site, 0));
        let mut out: Vec<Numbered> = plain.take(MOST).collect();
        let plain = out.len();
        out.extend(listed.iter().rev().filter_map(|&(site, number)| mark(site, number)));
        let flag = self.flag(&out[plain..], flag_half);
        self.spread(&mut out[plain..], &flag);
        (out, flag)
    }

    /// Moves marks that would lie on each other, on this station or on its flag apart, no farther than they need. The dotted line to each
    /// still leads the right way, more or less; who wants the door finds it in the phone's map.
    fn spread(&self, marks: &mut [Numbered], flag: &Flag) {
        let apart = 2.1 * MARK_EM * self.letter;
        let clear = (MARK_EM + 1.0) * self.letter;
        let here = self.here();
        let half = MARK_EM * self.letter;
        for _ in 0..ROUNDS {
            let mut is_settled = true;
            for i in 0..marks.len() {
                for j in i + 1..marks.len() {
                    if let Some(push) = push_apart(marks[i].at, marks[j].at, apart, i + j) {
                        marks[i].at = marks[i].at - push * 0.5;
                        marks[j].at = marks[j].at + push * 0.5;
                        is_settled = false;
                    }
                }
                if let Some(push) = push_apart(here, marks[i].at, clear, i) {
                    marks[i].at = marks[i].at + push;
                    is_settled = false;
                }
                let (from, room) = (marks[i].at - flag.at, flag.half.y + half);
                if from.x.abs() < flag.half.x + half && from.y.abs() < room - 0.01 {
                    marks[i].at.y = flag.at.y + if from.y < 0.0 { -room } else { room };
                    is_settled = false;
                }
                let at = marks[i].at;
                let side = |v: f64, most: f64| v.max(half).min((most - half).max(half));
                marks[i].at = Px::new(side(at.x, self.size.x), side(at.y, self.size.y));
            }
            if is_settled {
                return;
            }
        }
    }

    fn flag(&self, marks: &[Numbered], half: Px) -> Flag {
        let far = 1.9 * self.letter + half.x;
        let at = |side: Side| self.here() + Px::new(if side == Side::Back { -far } else { far }, 0.0);
        let hidden = |side: Side| {
            let (of, room) = (at(side), MARK_EM * self.letter);
            let is_hidden =
                |m: &&Numbered| (m.at.x - of.x).abs() < half.x + room && (m.at.y - of.y).abs() < half.y + room;
            marks.iter().filter(is_hidden).count()
        };
        let is_right = hidden(Side::On) < hidden(Side::Back);
        let side = if is_right { Side::On } else { Side::Back };
        Flag {
            side,
            at: at(side),
            half,
        }
    }

    /// Ways on foot to the listed sites that a ring holds, at the scales where they can be told apart.
    pub fn legs(&self, marks: &[Numbered]) -> Vec<Leg> {
        if self.scale == Scale::Ring {
            return Vec::new();
        }
        let from = self.here();
        let furthest = walked(RINGS[RINGS.len() - 1]) * self.px_per_m;
        let near = marks.iter().filter(|m| m.number > 0 && m.at.distance(from) <= furthest);
        near.map(|m| Leg { from, to: m.at }).collect()
    }
}
