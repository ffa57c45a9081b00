//! `cargo xtask bench`: the map beside other web maps, in Chromium. The scripts in `bench/` measure; this gets what they
//! need and runs them in order. `bench/README.md` says what is measured.

use crate::command::{Done, Stop, output, program, root, run};
use crate::{page, setup};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// The first version of Node that knows `import.meta.dirname`.
const NODE: (u32, u32) = (20, 11);
/// Our own contestants; `bench/expo.mjs` puts them together.
const OURS: [&str; 2] = ["expo", "expo-packed"];
const PEERS: [&str; 7] = [
    "maplibre",
    "leaflet",
    "ol-cluster",
    "ol-webgl",
    "deckgl",
    "supercluster",
    "canvas-soa",
];

/// What is to be measured.
#[derive(Debug, PartialEq)]
struct Plan {
    apps: Vec<String>,
    /// Numbers of sites.
    sizes: Vec<u32>,
    repetitions: u32,
    /// After so long no further measurement is begun.
    minutes: u32,
    /// Whether the page in `dist` is taken as it is.
    is_built: bool,
    /// Names the measurements in `bench/results`.
    tag: &'static str,
    /// Where the tables go, below `bench`.
    report: &'static str,
}

impl Plan {
    /// Everything, at a size that an expo has and one that strains.
    fn full() -> Self {
        Self {
            apps: OURS.iter().chain(&PEERS).map(|&name| name.to_owned()).collect(),
            sizes: vec![1_000, 100_000],
            repetitions: 3,
            minutes: 90,
            is_built: false,
            tag: "main",
            report: "RESULTS.md",
        }
    }

    /// Our own page once, to see that it all works.
    fn quick() -> Self {
        Self {
            apps: vec![OURS[0].to_owned()],
            sizes: vec![1_000],
            repetitions: 1,
            tag: "quick",
            report: "results/quick.md",
            ..Self::full()
        }
    }

    fn read(options: &[&str]) -> Result<Self, Stop> {
        let mut plan = if options.contains(&"--quick") {
            Self::quick()
        } else {
            Self::full()
        };
        let mut rest = options.iter().filter(|option| **option != "--quick");
        while let Some(&option) = rest.next() {
            if option == "--built" {
                plan.is_built = true;
                continue;
            }
            let known = ["--n", "--apps", "--reps", "--minutes"].contains(&option);
            let Some(value) = rest.next().filter(|_| known) else {
                return Err(Stop(format!("`cargo xtask bench` cannot read “{option}”.\n\n{USAGE}")));
            };
            match option {
                "--n" => plan.sizes = value.split(',').map(|n| number(option, n)).collect::<Result<_, _>>()?,
                "--apps" => plan.apps = value.split(',').map(str::to_owned).collect(),
                "--reps" => plan.repetitions = number(option, value)?,
                _ => plan.minutes = number(option, value)?,
            }
        }
        Ok(plan)
    }

    fn has(&self, names: &[&str]) -> bool {
        self.apps.iter().any(|app| names.contains(&app.as_str()))
    }

    /// Numbers of sites as words of a command.
    fn sizes(&self) -> Vec<String> {
        self.sizes.iter().map(u32::to_string).collect()
    }
}

const USAGE: &str =
    "cargo xtask bench [--n 1000,100000] [--apps expo,leaflet,…] [--reps 3] [--minutes 90] [--built] [--quick]
  --built   takes the page in dist as it is
  --quick   the map alone, 1,000 sites, once: under a minute and a half";

fn number(option: &str, word: &str) -> Result<u32, Stop> {
    word.parse().ok().filter(|n| *n > 0).ok_or_else(|| {
        Stop(format!(
            "After {option} comes a whole number above 0, not “{word}”.\n\n{USAGE}"
        ))
    })
}

/// Measures, and says where the tables are.
pub(crate) fn bench(options: &[&str]) -> Done {
    let plan = Plan::read(options)?;
    node_is_there()?;
    let chromium = setup::chromium()?;
    packages()?;
    if plan.has(&OURS) && !plan.is_built {
        setup::page_tools()?;
        page::build()?;
    }
    let script = |name: &str, failed: &str, arguments: &[String]| {
        let mut node = node(&[name]);
        run(node.args(arguments).env("CHROME", &chromium), failed)
    };
    let sizes = plan.sizes();
    // Other contestants than ours use the peers' data.
    if !plan.apps.iter().all(|app| OURS.contains(&app.as_str())) {
        script("gen.mjs", "The sites could not be made up.", &sizes)?;
        script("build.mjs", "The peers' pages could not be built.", &plan.apps)?;
    }
    if plan.has(&OURS) {
        let mut arguments = sizes.clone();
        if plan.has(&OURS[1..]) {
            arguments.push("--packed".to_owned());
        }
        script("expo.mjs", "The map's folders could not be put together.", &arguments)?;
    }
    let words = [
        ("--tag", plan.tag.to_owned()),
        ("--apps", plan.apps.join(",")),
        ("--n", sizes.join(",")),
        ("--reps", plan.repetitions.to_string()),
        ("--minutes", plan.minutes.to_string()),
    ];
    let words: Vec<String> = words.into_iter().flat_map(|(o, value)| [o.to_owned(), value]).collect();
    script("run.mjs", "The measuring ended early.", &words)?;
    let words = [plan.tag, "--ours", &OURS.join(","), "--out", plan.report].map(str::to_owned);
    script("report.mjs", "The tables could not be written.", &words)?;
    println!("The tables are in {}.", folder().join(plan.report).display());
    Ok(())
}

fn folder() -> PathBuf {
    root().join("bench")
}

fn node(arguments: &[&str]) -> Command {
    let mut command = program("node", arguments);
    command.current_dir(folder());
    command
}

/// Node and npm are not ours to install.
pub(crate) fn node_is_there() -> Done {
    let version = output(&mut node(&["--version"]));
    let enough = version
        .as_deref()
        .and_then(version_of)
        .is_some_and(|found| found >= NODE);
    if enough && output(&mut npm(&["--version"])).is_some() {
        return Ok(());
    }
    let found = version.map_or("is not there".to_owned(), |version| format!("is {version}"));
    Err(Stop(format!(
        "The benchmark needs Node {}.{} or later, with npm, for the other maps; Node here {found}. \
         Nothing else in the project needs it.",
        NODE.0, NODE.1
    )))
}

/// As `v20.11.1`.
fn version_of(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn npm(arguments: &[&str]) -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments);
    command.current_dir(folder());
    command
}

/// The other maps, in the versions of `package-lock.json`; none of them may run a script here.
fn packages() -> Done {
    let changed = |path: &Path| -> Option<SystemTime> { fs::metadata(path).ok()?.modified().ok() };
    let wanted = changed(&folder().join("package-lock.json"));
    if changed(&folder().join("node_modules/.package-lock.json")) > wanted {
        return Ok(());
    }
    println!("Getting the other maps from npm (once, about half a minute) …");
    run(
        &mut npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]),
        "npm could not get the other maps; the lines above say why. The first time it needs a network.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(options: &[&str]) -> String {
        match Plan::read(options) {
            Ok(plan) => panic!("{options:?} passed for {plan:?}"),
            Err(Stop(sentence)) => sentence,
        }
    }

    #[test]
    fn options_change_what_they_name_and_nothing_else() {
        let options = ["--n", "1000,1000000", "--reps", "1", "--apps", "expo,leaflet"];
        let expected = Plan {
            sizes: vec![1_000, 1_000_000],
            repetitions: 1,
            apps: vec!["expo".to_owned(), "leaflet".to_owned()],
            ..Plan::full()
        };
        assert_eq!(Plan::read(&options).ok(), Some(expected));
    }

    #[test]
    fn a_quick_look_leaves_the_full_tables_alone() {
        let plan = Plan::read(&["--built", "--quick"]).ok().expect("both are options");
        assert_eq!(
            plan,
            Plan {
                is_built: true,
                ..Plan::quick()
            }
        );
        assert_ne!((plan.tag, plan.report), (Plan::full().tag, Plan::full().report));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert!(refused(&["--sites", "5"]).contains("“--sites”"));
        assert!(refused(&["--reps"]).contains("“--reps”"));
        assert!(refused(&["--n", "1000,many"]).contains("“many”"));
        assert!(refused(&["--reps", "0"]).contains("“0”"));
    }

    #[test]
    fn versions_of_node_are_compared_as_numbers() {
        let enough = |text| version_of(text).is_some_and(|found| found >= NODE);
        assert!(enough("v20.11.0") && enough("v100.0.1"));
        assert!(!enough("v20.9.0") && !enough("v9.11.2") && !enough("20"));
    }
}
