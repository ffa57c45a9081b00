//! Making room: which visits are given up for once, to be filled up again otherwise.

use super::chance::Chance;
use super::problem::Problem;
use super::timeline::Timeline;
use super::travel::Travel;

/// As many neighbours of a stop are known.
const NEIGHBOURS: usize = 40;

/// Which part of the neighbours is given up, so that it is not always the same ones.
const PICKED: f32 = 0.7;

/// How much is given up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    /// At most so many visits.
    pub(crate) most: usize,
    /// How often it is some short stretches of the tour that come near a place.
    pub(crate) stretches: f32,
    /// How often it is those about a place. Otherwise it is one stretch.
    pub(crate) around: f32,
}

/// Chooses what to give up; keeps its memory from one time to the next.
#[derive(Clone, Debug)]
pub(super) struct Ruin {
    /// What may be visited.
    wanted: Vec<u16>,
    /// By stop: those it is quickest to go to and come back from.
    near: Vec<Vec<u16>>,
    /// By stop: whether it is on the tour and stays there.
    stays: Vec<bool>,
    kept: Vec<u32>,
}

impl Ruin {
    pub(super) fn new<T: Travel>(problem: &Problem<T>, wanted: &[u16]) -> Self {
        let count = problem.stops().len();
        let travel = problem.travel();
        let mut near = vec![Vec::new(); count];
        for &stop in wanted {
            let apart = |other: &u16| {
                let (a, b) = (usize::from(stop), usize::from(*other));
                travel.at_least(a, b) + travel.at_least(b, a)
            };
            let mut others: Vec<u16> = wanted.iter().copied().filter(|other| *other != stop).collect();
            crate::order::sort_by_key(&mut others, apart);
            others.truncate(NEIGHBOURS);
            near[usize::from(stop)] = others;
        }
        Self {
            wanted: wanted.to_vec(),
            near,
            stays: vec![false; count],
            kept: Vec::new(),
        }
    }

    /// What is kept of a tour, in order: all but a stretch of it, some short ones, or some visits about a place.
    pub(super) fn keep(&mut self, line: &Timeline, sizes: Sizes, chance: &mut Chance) -> &[u32] {
        let stops = line.stops();
        self.kept.clear();
        self.kept.extend(stops.iter().map(|step| step.place));
        let count = 1 + chance.below(sizes.most.min(stops.len()));
        let way = chance.unit();
        if way < sizes.stretches {
            self.give_up_stretches(count, chance);
        } else if way < sizes.stretches + sizes.around {
            self.give_up_around(count, chance);
        } else if !stops.is_empty() {
            let from = chance.below(stops.len() - count + 1);
            self.kept.drain(from..from + count);
        }
        &self.kept
    }

    /// Gives up two or three stretches of the tour that pass a place or come near it, so that what lies side by side but
    /// is visited at different times can change places: the strings of Christiaens and Vanden Berghe, "Slack induction
    /// by string removals for vehicle routing problems", Transportation Science 54, 2020.
    fn give_up_stretches(&mut self, count: usize, chance: &mut Chance) {
        let about = self.anywhere(chance);
        let each = (count / (2 + chance.below(2))).max(1);
        let mut left = count;
        for other in std::iter::once(about).chain(self.near[about].iter().map(|other| usize::from(*other))) {
            if left == 0 {
                break;
            }
            if !self.stays[other] {
                continue;
            }
            let Some(at) = self.kept.iter().position(|stop| *stop as usize == other) else {
                continue;
            };
            let length = each.min(left);
            let from = at.saturating_sub(chance.below(length)).min(self.kept.len() - length);
            for stop in &self.kept[from..from + length] {
                left -= usize::from(std::mem::take(&mut self.stays[*stop as usize]));
            }
        }
        self.forget();
    }

    fn give_up_around(&mut self, count: usize, chance: &mut Chance) {
        let about = self.anywhere(chance);
        self.stays[about] = false;
        let mut left = count;
        for other in self.near[about].iter().map(|other| usize::from(*other)) {
            if left == 0 {
                break;
            }
            if self.stays[other] && chance.unit() < PICKED {
                self.stays[other] = false;
                left -= 1;
            }
        }
        self.forget();
    }

    /// A place at random; from here on all of the tour stays that is not said to go.
    fn anywhere(&mut self, chance: &mut Chance) -> usize {
        self.stays.fill(false);
        for stop in &self.kept {
            self.stays[*stop as usize] = true;
        }
        usize::from(self.wanted[chance.below(self.wanted.len())])
    }

    /// Gives up what does not stay.
    fn forget(&mut self) {
        let stays = &self.stays;
        self.kept.retain(|stop| stays[*stop as usize]);
    }
}
