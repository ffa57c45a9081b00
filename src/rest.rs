//! Long work that lets others in between: a browser that is to draw and to hear cannot wait for a million sites.

use std::ops::Range;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// So many small things are done between two rests: under a millisecond on a slow phone.
const PIECE: usize = 1 << 12;

/// Something that will be done, behind a pointer: what waits for it stays small.
pub type Work<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Somebody who is asked now and then whether the work may go on.
pub trait Rest {
    /// Nothing if it may; else what to wait for first.
    fn rest(&self) -> Option<Work<'_, ()>>;
}

/// Nobody waits: for the tool and the tests.
#[derive(Debug, Clone, Copy)]
pub struct Never;

impl Rest for Never {
    fn rest(&self) -> Option<Work<'_, ()>> {
        None
    }
}

/// Does work that [`Never`] rests.
pub fn at_once<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return done;
        }
    }
}

/// Does something small with all numbers below one, a piece at a time.
pub fn in_pieces<'a>(count: usize, rest: &'a dyn Rest, each: &'a mut dyn FnMut(Range<usize>)) -> Work<'a, ()> {
    in_pieces_of(PIECE, count, rest, each)
}

/// The same with so many numbers to a piece.
pub fn in_pieces_of<'a>(
    size: usize,
    count: usize,
    rest: &'a dyn Rest,
    each: &'a mut dyn FnMut(Range<usize>),
) -> Work<'a, ()> {
    Box::pin(async move {
        let mut start = 0;
        while start < count {
            let end = count.min(start + size.max(1));
            each(start..end);
            start = end;
            if let Some(wait) = rest.rest() {
                wait.await;
            }
        }
    })
}

/// Whether all numbers below one fit, a piece at a time.
pub fn all_in_pieces<'a>(
    count: usize,
    rest: &'a dyn Rest,
    fits: &'a mut dyn FnMut(Range<usize>) -> bool,
) -> Work<'a, bool> {
    Box::pin(async move {
        let mut all = true;
        in_pieces(count, rest, &mut |piece| all = all && fits(piece)).await;
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_comes_once_and_in_order() {
        for count in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let mut came = Vec::new();
            at_once(in_pieces(count, &Never, &mut |piece| came.extend(piece)));
            assert!(came.iter().copied().eq(0..count), "{count}");
        }
        assert!(!at_once(
            all_in_pieces(3 * PIECE, &Never, &mut |piece| !piece.contains(&PIECE))
        ));
    }
}
