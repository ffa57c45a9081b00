//! Published instances of route planning, and the best that is known of them.
//!
//! `.txt` is KU Leuven's format of the orienteering problem with time windows
//! (<https://www.mech.kuleuven.be/en/cib/op>), `.tsptw` TSPLIB's as the travelling salesman with time windows is
//! published in.

use m21::tour::{Ends, LONGEST, Matrix, Problem, Stop, Tick, Window};
use std::fs;
use std::path::Path;

/// What an instance asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The most score.
    Suggest,
    /// All stops, in the best order.
    Order,
}

/// An instance, and how its ticks are to be read.
pub(crate) struct Instance {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) problem: Problem<Matrix>,
    /// So many ticks are one of the file's units.
    pub(crate) scale: f64,
}

/// Reads a file, or says in a sentence why it cannot be read.
pub(crate) fn read(path: &Path) -> Result<Instance, String> {
    let say = |why: String| format!("{}: {why}", path.display());
    let bytes = fs::read(path).map_err(|fault| format!("{} cannot be read: {fault}.", path.display()))?;
    let text =
        String::from_utf8(bytes).map_err(|_| say("This is not a text in UTF-8; expected an instance.".into()))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    if path.extension().is_some_and(|e| e == "tsptw") {
        read_tsptw(name, &text).map_err(say)
    } else {
        read_optw(name, &text).map_err(say)
    }
}

/// A number of a line, or what is wrong with it.
fn number(word: &str, line: usize) -> Result<f64, String> {
    let number = word.parse::<f64>().ok().filter(|n| n.is_finite());
    number.ok_or_else(|| format!("Line {line} has {word:?} where a number is expected."))
}

/// A time in ticks.
fn ticks(value: f64, scale: f64, line: usize) -> Result<Tick, String> {
    let ticks = (value * scale).round();
    if (0.0..=f64::from(LONGEST)).contains(&ticks) {
        return Ok(ticks as Tick);
    }
    let most = f64::from(LONGEST) / scale;
    Err(format!("Line {line} has the time {value}; expected 0 to {most}."))
}

/// Euclid's distance, truncated as the literature does: to a tenth on Solomon's instances, to a hundredth on those of
/// Cordeau, whose names begin with `pr`. The small addition undoes floating point's error below a whole number.
fn distance(a: (f64, f64), b: (f64, f64), scale: f64) -> Tick {
    ((a.0 - b.0).hypot(a.1 - b.1) * scale + 1e-9).floor() as Tick
}

fn read_optw(name: String, text: &str) -> Result<Instance, String> {
    let scale = if name.to_lowercase().starts_with("pr") {
        100.0
    } else {
        10.0
    };
    let mut lines = text
        .lines()
        .enumerate()
        .map(|(i, l)| (i + 1, l))
        .filter(|(_, l)| !l.trim().is_empty());
    let (_, head) = lines.next().ok_or("The file is empty; expected an instance.")?;
    let count = head
        .split_whitespace()
        .nth(2)
        .and_then(|word| word.parse::<usize>().ok());
    let count = count.ok_or("Line 1 does not have the number of stops as its third number.")?;
    lines
        .next()
        .ok_or("The file ends after line 1; expected a second line and the stops.")?;
    let (mut places, mut stops, mut day) = (Vec::new(), Vec::new(), None);
    for (line, row) in lines {
        let row: Vec<f64> = row
            .split_whitespace()
            .map(|word| number(word, line))
            .collect::<Result<_, _>>()?;
        let [index, x, y, service, score, _, .., opens, closes] = row[..] else {
            return Err(format!(
                "Line {line} has {} numbers; expected at least 8 for a stop.",
                row.len()
            ));
        };
        if (index - stops.len() as f64).abs() > 0.0 {
            return Err(format!(
                "Line {line} is about stop {index}; expected stop {}.",
                stops.len()
            ));
        }
        if score.fract() != 0.0 || !(0.0..=f64::from(u32::MAX)).contains(&score) {
            return Err(format!("Line {line} has the score {score}; expected a whole number."));
        }
        let window = Window {
            opens: ticks(opens, scale, line)?,
            closes: ticks(closes, scale, line)?,
        };
        day.get_or_insert(window);
        places.push((x, y));
        stops.push(Stop::new(ticks(service, scale, line)?, score as u32, &[window]));
    }
    let day = day.ok_or("There are no stops after line 2.")?;
    if stops.len() != count && stops.len() != count + 1 {
        return Err(format!(
            "Line 1 announces {count} stops and a depot; there are {} lines of them.",
            stops.len()
        ));
    }
    let matrix = Matrix::new(places.len(), |a, b| distance(places[a], places[b], scale));
    let ends = Ends {
        start: 0,
        end: 0,
        departs: day.opens,
        deadline: day.closes,
    };
    let problem = Problem::new(stops, matrix, ends).map_err(|misfit| misfit.to_string())?;
    Ok(Instance {
        name,
        kind: Kind::Suggest,
        problem,
        scale,
    })
}

fn read_tsptw(name: String, text: &str) -> Result<Instance, String> {
    let mut count = None;
    let (mut weights, mut windows) = (Vec::new(), Vec::new());
    let mut section = "";
    for (i, row) in text.lines().enumerate() {
        let line = i + 1;
        let row = row.trim();
        if row.is_empty() {
            continue;
        }
        if row.starts_with(char::is_alphabetic) {
            let (key, value) = row
                .split_once(':')
                .map_or((row, ""), |(key, value)| (key.trim(), value.trim()));
            match (key, value) {
                ("DIMENSION", value) => {
                    let known = value
                        .parse::<usize>()
                        .ok()
                        .filter(|n| (2..=m21::tour::MOST_STOPS).contains(n));
                    let said =
                        format!("Line {line} has the dimension {value:?}; expected a number of places, 2 or more.");
                    count = Some(known.ok_or(said)?);
                }
                ("EDGE_WEIGHT_TYPE", value) if value != "EXPLICIT" => {
                    return Err(format!(
                        "Line {line} has weights of type {value:?}; only EXPLICIT can be read."
                    ));
                }
                ("EDGE_WEIGHT_FORMAT", value) if value != "FULL_MATRIX" => {
                    return Err(format!(
                        "Line {line} has weights as {value:?}; only FULL_MATRIX can be read."
                    ));
                }
                _ => {}
            }
            section = key;
            continue;
        }
        let row: Vec<f64> = row
            .split_whitespace()
            .map(|word| number(word, line))
            .collect::<Result<_, _>>()?;
        match section {
            "EDGE_WEIGHT_SECTION" => weights.extend(row.iter().map(|w| (*w, line))),
            "TIME_WINDOW_SECTION" => {
                let [place, opens, closes] = row[..] else {
                    return Err(format!(
                        "Line {line} has {} numbers; expected a place, its opening and closing.",
                        row.len()
                    ));
                };
                if (place - (windows.len() + 1) as f64).abs() > 0.0 {
                    return Err(format!(
                        "Line {line} is about place {place}; expected place {}.",
                        windows.len() + 1
                    ));
                }
                windows.push((opens, closes, line));
            }
            "DEPOT_SECTION" if row[..] != [1.0] && row[..] != [-1.0] => {
                return Err(format!("Line {line} has another depot; only place 1 can be the depot."));
            }
            _ => {}
        }
    }
    let count = count.ok_or("There is no DIMENSION; expected a line such as \"DIMENSION : 21\".")?;
    if weights.len() != count * count {
        return Err(format!(
            "There are {} weights; expected {count} rows of {count}.",
            weights.len()
        ));
    }
    if windows.len() != count {
        return Err(format!("There are {} time windows; expected {count}.", windows.len()));
    }
    let times = weights
        .iter()
        .map(|(w, _)| *w)
        .chain(windows.iter().flat_map(|(o, c, _)| [*o, *c]));
    let times: Vec<f64> = times.collect();
    let exact = |scale: &f64| times.iter().all(|t| (t * scale - (t * scale).round()).abs() < 1e-6);
    let scale = [1.0, 10.0, 100.0, 1e3, 1e4].into_iter().find(exact);
    let scale = scale.ok_or("A time has more than four decimals; expected fewer, for exact sums.")?;
    let legs: Vec<Tick> = weights
        .iter()
        .map(|(w, line)| ticks(*w, scale, *line))
        .collect::<Result<_, _>>()?;
    let mut stops = Vec::with_capacity(count);
    for (opens, closes, line) in &windows {
        let window = Window {
            opens: ticks(*opens, scale, *line)?,
            closes: ticks(*closes, scale, *line)?,
        };
        stops.push((Stop::new(0, 1, &[window]), window));
    }
    let day = stops[0].1;
    let ends = Ends {
        start: 0,
        end: 0,
        departs: day.opens,
        deadline: day.closes,
    };
    let stops = stops.into_iter().map(|(stop, _)| stop).collect();
    let matrix = Matrix::new(count, |a, b| legs[a * count + b]);
    let problem = Problem::new(stops, matrix, ends).map_err(|misfit| misfit.to_string())?;
    Ok(Instance {
        name,
        kind: Kind::Order,
        problem,
        scale,
    })
}
