//! Closures behind one pointer each. A framework that is generic over every closure is compiled anew for every closure;
//! boxed, one piece of code serves all that give the same kind of thing.

use leptos::prelude::*;

use super::dom::{IntoNode, Node};

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
        Effect::new(move |_: Option<()>| run());
    }
    start(Box::new(run));
}

/// A value worked out once for every change of what it reads.
pub(super) fn memo<T: PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    fn start<T: PartialEq + Send + Sync + 'static>(value: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        Memo::new(move |_| value())
    }
    start(Box::new(value))
}
