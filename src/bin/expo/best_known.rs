//! The best values known of published instances, from a CSV file.

use m21::tour::Goal;
use std::fs;
use std::path::Path;

/// A line of the file.
pub(crate) struct BestKnown {
    pub(crate) instance: String,
    /// What an order is judged by; `None` where it is the score that counts.
    pub(crate) goal: Option<Goal>,
    pub(crate) value: f64,
}

/// Reads the columns `instance` and `bks`, or `instance`, `objective` (`travel` or `makespan`) and `bks_in_filename`.
pub(crate) fn read(path: &Path) -> Result<Vec<BestKnown>, String> {
    let text = fs::read_to_string(path).map_err(|fault| format!("{} cannot be read: {fault}.", path.display()))?;
    parse(&text).map_err(|why| format!("{}: {why}", path.display()))
}

fn parse(text: &str) -> Result<Vec<BestKnown>, String> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let head: Vec<String> = lines.next().map(|(_, line)| cells(line)).unwrap_or_default();
    let column = |name: &str| head.iter().position(|cell| cell == name);
    let instance = column("instance").ok_or("Line 1 has no column \"instance\".")?;
    let objective = column("objective");
    let value = column("bks")
        .or(column("bks_in_filename"))
        .ok_or("Line 1 has no column \"bks\" or \"bks_in_filename\".")?;
    let mut all = Vec::new();
    for (i, line) in lines {
        let row = cells(line);
        let cell = |column: usize| row.get(column).map(String::as_str).unwrap_or_default();
        let goal = match objective.map(cell) {
            None => None,
            Some("travel") => Some(Goal::Travel),
            Some("makespan") => Some(Goal::Finish),
            Some(other) => {
                return Err(format!(
                    "Line {} has the objective {other:?}; expected travel or makespan.",
                    i + 1
                ));
            }
        };
        let number = cell(value).parse::<f64>().ok().filter(|v| v.is_finite() && *v > 0.0);
        let value = number.ok_or_else(|| {
            format!(
                "Line {} has the best value {:?}; expected a number above 0.",
                i + 1,
                cell(value)
            )
        })?;
        all.push(BestKnown {
            instance: cell(instance).to_owned(),
            goal,
            value,
        });
    }
    Ok(all)
}

/// The cells of a line; a quoted one may contain commas.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.trim_end().chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().into_iter().for_each(|cell| cell.push(c)),
        }
    }
    cells
}
