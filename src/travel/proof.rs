//! Checks a journey without knowing how it was found.

use super::{Clock, End, Ends, Journey, Leg, Network, Source, StopId, TripId, Walk, Walks};
use std::fmt;

/// Why a journey cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flaw {
    /// The leg, from 0; the number of legs if it is the whole.
    pub leg: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "leg {}: {}", self.leg + 1, self.what)
    }
}

impl std::error::Error for Flaw {}

/// Where the traveller is.
struct Now {
    at: End,
    time: Clock,
    /// The time the last ride ended, and whether one has walked since.
    rode: Option<(Clock, i32)>,
}

/// Whether a journey can be made between these ends: every ride is in the timetable, every walk is one of the
/// network's, no leg begins before the one before has ended, and the margin is kept between rides.
pub fn check(network: &Network, ends: &Ends, journey: &Journey) -> Result<(), Flaw> {
    let mut now = Now {
        at: End::From,
        time: journey.departs,
        rode: None,
    };
    for (i, leg) in journey.legs.iter().enumerate() {
        let step = match leg {
            Leg::Walk { .. } => walk(network, ends, &mut now, leg),
            Leg::Ride { .. } => ride(network, ends, &mut now, leg),
        };
        step.map_err(|what| Flaw { leg: i, what })?;
    }
    let whole = |what| Flaw {
        leg: journey.legs.len(),
        what,
    };
    let there = match now.at {
        End::To => true,
        End::Stop(stop) => near(&ends.home, stop),
        End::From => ends.direct.is_some_and(|walk| walk.seconds == 0),
    };
    if !there {
        return Err(whole("the journey does not end where it should"));
    }
    if now.time != journey.arrives {
        return Err(whole("the journey does not end when it says"));
    }
    Ok(())
}

/// Whether a stop is an end itself.
fn near(walks: &Walks, stop: StopId) -> bool {
    walks.iter().any(|(s, walk)| *s == stop && walk.seconds == 0)
}

fn walk(network: &Network, ends: &Ends, now: &mut Now, leg: &Leg) -> Result<(), &'static str> {
    let Leg::Walk {
        from,
        to,
        metres,
        seconds,
        source,
        departs,
    } = *leg
    else {
        return Err("not a walk");
    };
    let told = Walk {
        metres,
        seconds,
        source,
    };
    if from != now.at {
        return Err("the walk begins elsewhere");
    }
    if departs < now.time {
        return Err("the walk begins before one is there");
    }
    let known = match (from, to) {
        (End::From, End::To) => ends.direct == Some(told),
        (End::From, End::Stop(stop)) => ends.out.contains(&(stop, told)),
        (End::Stop(stop), End::To) => ends.home.contains(&(stop, told)),
        (End::Stop(one), End::Stop(other)) => {
            let rode = now.rode.ok_or("a walk between stops that follows no ride")?;
            if rode.1 != 0 {
                return Err("two walks between two rides");
            }
            now.rode = Some((rode.0, seconds));
            link(network, one, other, told)
        }
        _ => false,
    };
    if !known {
        return Err("nobody knows this walk");
    }
    now.at = to;
    now.time = departs.plus(seconds);
    Ok(())
}

/// Whether a walk between stops is one of the network's, and as long as its source says.
fn link(network: &Network, one: StopId, other: StopId, told: Walk) -> bool {
    let walking = network.walking();
    let (a, b) = (&network.stops()[one.0 as usize], &network.stops()[other.0 as usize]);
    let estimate = a.at.distance(b.at) * walking.detour;
    let links = network.links(one);
    let listed = links.iter().any(|l| l.to == other && l.seconds == told.seconds);
    let honest = told.source == Source::Network || (told.metres.0 - estimate).abs() < 1e-6;
    let takes = told.metres.0 / walking.metres_per_minute * 60.0;
    listed && honest && f64::from(told.seconds) >= takes && f64::from(told.seconds) < takes + 1.0
}

fn ride(network: &Network, ends: &Ends, now: &mut Now, leg: &Leg) -> Result<(), &'static str> {
    let Leg::Ride {
        line,
        trip,
        board,
        alight,
        from,
        to,
        departs,
        arrives,
    } = *leg
    else {
        return Err("not a ride");
    };
    let here = match now.at {
        End::From => near(&ends.out, from),
        End::Stop(stop) => stop == from,
        End::To => false,
    };
    if !here {
        return Err("the ride begins elsewhere");
    }
    let margin = i32::from(network.walking().margin);
    let earliest = now.rode.map_or(now.time, |(rode, walked)| rode.plus(margin + walked));
    if departs < earliest.max(now.time) {
        return Err("the train leaves before one can board it");
    }
    let calls = network.calls(TripId(trip.0));
    let (Some(on), Some(off)) = (calls.get(board as usize), calls.get(alight as usize)) else {
        return Err("the trip has no such calls");
    };
    if board >= alight || (on.stop, on.departs, off.stop, off.arrives) != (from, departs, to, arrives) {
        return Err("the timetable says otherwise");
    }
    if !on.boards || !off.alights {
        return Err("one cannot get on or off there");
    }
    if network.trips()[trip.0 as usize].line != line {
        return Err("the trip is of another line");
    }
    *now = Now {
        at: End::Stop(to),
        time: arrives,
        rode: Some((arrives, 0)),
    };
    Ok(())
}
