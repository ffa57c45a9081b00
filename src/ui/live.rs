//! Closures behind one pointer each. A framework that is generic over every closure is compiled anew for every closure;
//! boxed, one piece of code serves all that give the same kind of thing.

use leptos::prelude::*;
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};

use super::dom::{IntoNode, Node};

/// Has what is followed forget a follower. A signal of `reactive_graph` (0.2) keeps the name of each that has ended until it
/// changes next; the language or the data may not for weeks, and a screen at a station makes hundreds of parts for a visitor.
fn quit(follower: &impl ToAnySubscriber) {
    let follower = follower.to_any_subscriber();
    follower.clear_sources(&follower);
}

/// A part of the page or a value of an element that follows what it reads, as long as it is kept.
pub(super) struct Follows<T: 'static>(RenderEffect<T>);

impl<T: 'static> Follows<T> {
    pub(super) fn new(run: impl FnMut(Option<T>) -> T + 'static) -> Self {
        Self(RenderEffect::new(run))
    }

    pub(super) fn with_value_mut<U>(&self, act: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.0.with_value_mut(act)
    }
}

impl<T: 'static> Drop for Follows<T> {
    fn drop(&mut self) {
        quit(&self.0);
    }
}

/// A part of a view that follows what it reads.
pub(super) fn live<T: IntoNode>(part: impl FnMut() -> T + Send + 'static) -> Node {
    part.into_node()
}

/// A part of a view that is there while something holds.
pub(super) fn when<T: IntoNode>(
    holds: impl Fn() -> bool + Send + Sync + 'static,
    part: impl Fn() -> T + Send + 'static,
) -> Node {
    let holds = memo(holds);
    live(move || holds.get().then(&part))
}

/// An effect that does not look back at its last run.
pub(super) fn effect(run: impl FnMut() + 'static) {
    fn start(mut run: Box<dyn FnMut()>) {
        let effect = Effect::new(move |_: Option<()>| run());
        on_cleanup(move || quit(&effect));
    }
    start(Box::new(run));
}

/// A value worked out once for every change of what it reads.
pub(super) fn memo<T: PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    fn start<T: PartialEq + Send + Sync + 'static>(value: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        let memo = ArcMemo::new(move |_| value());
        let follower = memo.clone();
        on_cleanup(move || quit(&follower));
        memo.into()
    }
    start(Box::new(value))
}
