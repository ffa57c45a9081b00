//! Files as they travel: pressed by Brotli and gzip, so that no server has to do it while somebody waits.

use super::assets::Tree;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Endings of files that are pressed; pictures and fonts are pressed already.
const PRESSED: [&str; 10] = [
    "css",
    "geojson",
    "html",
    "js",
    "json",
    "m21",
    "md",
    "svg",
    "wasm",
    "webmanifest",
];
/// And these.
const PRESSED_TOO: [&str; 2] = ["txt", "xml"];

/// Whether a file travels pressed.
pub(super) fn is_pressed(path: &str) -> bool {
    if path == super::version::PATH {
        return false;
    }
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    PRESSED.contains(&ending) || PRESSED_TOO.contains(&ending)
}

/// Gives what an earlier release has pressed the same bytes into, by path.
pub(super) type Known<'a> = dyn Fn(&str, &[u8]) -> Option<[Vec<u8>; 2]> + Sync + 'a;

/// Adds `.br` and `.gz` beside each file that gains by it. What is known is not pressed again: the best pressing is slow, and a program of a megabyte seldom changes with the data.
pub(super) fn press(tree: &mut Tree, known: &Known<'_>) -> io::Result<()> {
    let files: Vec<_> = tree.iter().filter(|(path, _)| is_pressed(path)).collect();
    let pressed = in_parallel(files.len(), &|i| {
        let (path, bytes) = files[i];
        let [br, gz] = match known(path, bytes) {
            Some(known) => known,
            None => [m21_press::brotli(bytes)?, m21_press::gzip(bytes)?],
        };
        io::Result::Ok([(format!("{path}.br"), br), (format!("{path}.gz"), gz)])
    });
    let pressed: Vec<_> = pressed.into_iter().collect::<io::Result<_>>()?;
    tree.extend(pressed.into_iter().flatten());
    Ok(())
}

/// Works through `n` tasks on all processors; the answers come in the tasks' order.
pub(super) fn in_parallel<T: Send>(n: usize, task: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(1, usize::from).min(n);
    let work = || {
        let mut done = Vec::new();
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            if i >= n {
                return done;
            }
            done.push((i, task(i)));
        }
    };
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let hands: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let done = hands.into_iter().map(|hand| match hand.join() {
            Ok(done) => done,
            Err(fault) => std::panic::resume_unwind(fault),
        });
        done.flatten().collect()
    });
    done.sort_by_key(|(i, _)| *i);
    done.into_iter().map(|(_, answer)| answer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_in_order() {
        assert_eq!(
            in_parallel(100, &|i| i * i),
            (0..100).map(|i| i * i).collect::<Vec<_>>()
        );
        assert_eq!(in_parallel(0, &|i| i), Vec::<usize>::new());
    }
}
