//! What can be done to a wish.

use super::{Interests, MAX_MINUTES, MAX_SLUG, MAX_STOPS, Order, Pace, Place, STAY, Stop, Wish};
use crate::calendar::Moment;

/// Something the visitor did to the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Put a site in as the last stop, or nothing if it is in.
    Add(String),
    /// Took a stop out.
    Remove(String),
    /// Put the stops in this order by hand; those not named come after, as they were.
    Arrange(Vec<String>),
    /// Asked for the best order, or for one's own.
    Order(Order),
    /// Locked a stop or unlocked it.
    Lock(String),
    /// Passed a stop over, or took it back.
    Skip(String),
    /// Chose how long to stay, in minutes; nothing for as long as the site says.
    Stay(String, Option<u16>),
    /// Chose when to leave.
    Leave(Option<Moment>),
    /// Chose how long there is, in minutes.
    Length(Option<u16>),
    /// Chose where to begin.
    Start(Option<Place>),
    /// Chose where to end.
    End(Option<Place>),
    /// Chose a pace.
    Pace(Pace),
    /// Wished for a meal, or no longer.
    Meal(bool),
    /// Said what a suggestion shall look for.
    Interests(Interests),
    /// Took a whole other wish: a suggestion, or one from before.
    Take(Box<Wish>),
    /// Cleared it.
    Clear,
}

impl Wish {
    /// The wish after an edit.
    #[must_use]
    pub fn after(&self, edit: Edit) -> Self {
        let mut next = self.clone();
        next.made = None;
        let change = |next: &mut Self, slug: &str, how: &dyn Fn(&mut Stop)| {
            next.stops.iter_mut().filter(|stop| stop.slug == slug).for_each(how);
        };
        match edit {
            Edit::Add(slug) => {
                let sound = !slug.is_empty() && slug.chars().count() <= MAX_SLUG;
                if sound && next.stops.len() < MAX_STOPS && next.stop(&slug).is_none() {
                    next.stops.push(Stop::new(&slug));
                }
            }
            Edit::Remove(slug) => next.stops.retain(|stop| stop.slug != slug),
            Edit::Arrange(slugs) => {
                let place = |stop: &Stop| slugs.iter().position(|slug| *slug == stop.slug).unwrap_or(slugs.len());
                crate::order::sort_by_key(&mut next.stops, place);
                next.order = Order::Mine;
            }
            Edit::Order(order) => next.order = order,
            Edit::Lock(slug) => change(&mut next, &slug, &|stop| stop.locked ^= true),
            Edit::Skip(slug) => change(&mut next, &slug, &|stop| stop.skipped ^= true),
            Edit::Stay(slug, stay) => change(&mut next, &slug, &|stop| {
                stop.stay = stay.map(|minutes| minutes.clamp(STAY.0, STAY.1));
            }),
            Edit::Leave(leaves) => next.leaves = leaves,
            Edit::Length(minutes) => next.minutes = minutes.map(|minutes| minutes.clamp(1, MAX_MINUTES)),
            Edit::Start(start) => next.start = start,
            Edit::End(end) => next.end = end,
            Edit::Pace(pace) => next.pace = pace,
            Edit::Meal(meal) => next.meal = meal,
            Edit::Interests(interests) => next.interests = interests,
            Edit::Take(wish) => next = *wish,
            Edit::Clear => next = Self::default(),
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(slugs: &[&str]) -> Wish {
        let add = |wish: Wish, slug: &&str| wish.after(Edit::Add((*slug).to_owned()));
        slugs.iter().fold(Wish::default(), add)
    }

    fn order(wish: &Wish) -> Vec<&str> {
        wish.stops.iter().map(|stop| stop.slug.as_str()).collect()
    }

    #[test]
    fn a_site_is_added_once() {
        assert_eq!(order(&with(&["a", "b", "a"])), ["a", "b"]);
        assert_eq!(with(&["a"]).after(Edit::Remove("a".into())), Wish::default());
    }

    #[test]
    fn what_is_not_named_in_an_order_comes_after_as_it_was() {
        let wish = with(&["a", "b", "c", "d"]).after(Edit::Arrange(vec!["d".into(), "b".into(), "x".into()]));
        assert_eq!(order(&wish), ["d", "b", "a", "c"]);
        assert_eq!(wish.order, Order::Mine);
    }

    #[test]
    fn locking_twice_and_skipping_twice_change_nothing() {
        let wish = with(&["a", "b"]);
        for edit in [Edit::Lock("b".into()), Edit::Skip("a".into())] {
            assert_ne!(wish.after(edit.clone()), wish);
            assert_eq!(wish.after(edit.clone()).after(edit), wish);
        }
    }

    #[test]
    fn times_stay_within_what_an_address_can_say() {
        let stay = |minutes| with(&["a"]).after(Edit::Stay("a".into(), Some(minutes))).stops[0].stay;
        assert_eq!((stay(0), stay(45), stay(9_999)), (Some(5), Some(45), Some(600)));
        assert_eq!(Wish::default().after(Edit::Length(Some(0))).minutes, Some(1));
    }
}
