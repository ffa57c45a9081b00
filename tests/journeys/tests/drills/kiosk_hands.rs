//! Hands, keys and wheels without sense or aim at a screen: nothing leads away from it, nothing opens, nothing is stuck.

use crate::booth::{comes_home_and_forgets, kiosk, screen};
use crate::ground::{LONG_PATIENCE, drill};
use crate::long::{Chance, rounds};
use journeys::{Failure, Page, Result};
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::Duration;

/// What a page may reach for, noted instead of done, and what it did not hold off.
const WATCH: &str = "if (globalThis === top) { globalThis.reached = [];
    for (const name of ['open', 'print', 'alert', 'confirm', 'prompt', 'showSaveFilePicker', 'showOpenFilePicker'])
        globalThis[name] = () => { reached.push(name); };
    for (const name of ['contextmenu', 'dragstart', 'copy', 'cut', 'paste'])
        addEventListener(name, (event) => setTimeout(() => event.defaultPrevented || reached.push(name)));
    HTMLAnchorElement.prototype.click = () => { reached.push('link'); }; }";

/// Turns of a wheel come when the browser has put them together.
const LATE: Duration = Duration::from_millis(300);

/// Keys that browsers and people know, with what is held with them: 1 Alt, 2 Ctrl, 4 Meta, 8 Shift. Those that end the
/// browser are its own, and a kiosk's is started again.
const KEYS: [(&str, u32, u32); 34] = [
    ("Enter", 13, 0),
    ("Escape", 27, 0),
    ("Tab", 9, 0),
    ("Tab", 9, 8),
    ("ArrowDown", 40, 0),
    ("ArrowUp", 38, 0),
    ("ArrowLeft", 37, 0),
    ("ArrowRight", 39, 0),
    ("ArrowLeft", 37, 1),
    ("ArrowRight", 39, 1),
    ("Backspace", 8, 0),
    ("Delete", 46, 8),
    ("Insert", 45, 8),
    ("Home", 36, 0),
    ("End", 35, 8),
    ("PageDown", 34, 0),
    (" ", 32, 0),
    ("F1", 112, 0),
    ("F3", 114, 0),
    ("F6", 117, 0),
    ("F7", 118, 0),
    ("F10", 121, 8),
    ("ContextMenu", 93, 0),
    ("p", 80, 2),
    ("s", 83, 2),
    ("o", 79, 2),
    ("a", 65, 2),
    ("c", 67, 2),
    ("v", 86, 2),
    ("x", 88, 2),
    ("f", 70, 2),
    ("u", 85, 2),
    ("+", 107, 2),
    ("0", 48, 2),
];

fn touch(kind: &str, points: &[(f64, f64)]) -> (&'static str, Value) {
    let points: Vec<Value> = points
        .iter()
        .zip(0..)
        .map(|((x, y), id)| json!({ "x": x, "y": y, "id": id }))
        .collect();
    (
        "Input.dispatchTouchEvent",
        json!({ "type": kind, "touchPoints": points }),
    )
}

fn mouse(kind: &str, button: &str, clicks: u32, (x, y): (f64, f64)) -> (&'static str, Value) {
    let asked = json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": clicks });
    ("Input.dispatchMouseEvent", asked)
}

fn key(name: &str, code: u32, held: u32) -> Vec<(&'static str, Value)> {
    let text = if name.chars().count() == 1 && matches!(held, 0 | 8) {
        name
    } else {
        ""
    };
    let asked = |kind: &str| json!({ "type": kind, "key": name, "windowsVirtualKeyCode": code, "modifiers": held, "text": text });
    let kind = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
    vec![
        ("Input.dispatchKeyEvent", asked(kind)),
        ("Input.dispatchKeyEvent", asked("keyUp")),
    ]
}

/// One thing that hands do, anywhere on a screen of 1,080 × 1,920; lower down more often, as there is more to press.
fn deed(chance: &mut Chance) -> Vec<(&'static str, Value)> {
    let (x, y) = (
        chance.below(1080) as f64,
        chance.below(1920).max(chance.below(1920)) as f64,
    );
    let near = |chance: &mut Chance| {
        (
            x + chance.below(400) as f64 - 200.0,
            y + chance.below(400) as f64 - 200.0,
        )
    };
    match chance.below(12) {
        0..=4 => vec![touch("touchStart", &[(x, y)]), touch("touchEnd", &[])],
        5 => {
            let to = near(chance);
            vec![
                touch("touchStart", &[(x, y)]),
                touch("touchMove", &[to]),
                touch("touchEnd", &[]),
            ]
        }
        6 => {
            let (other, to) = (near(chance), near(chance));
            vec![
                touch("touchStart", &[(x, y), other]),
                touch("touchMove", &[(x, y), to]),
                touch("touchEnd", &[]),
            ]
        }
        7 => vec![
            mouse("mousePressed", "right", 1, (x, y)),
            mouse("mouseReleased", "right", 1, (x, y)),
        ],
        8 => {
            let to = near(chance);
            vec![
                mouse("mousePressed", "left", 2, (x, y)),
                mouse("mouseMoved", "left", 0, to),
                mouse("mouseReleased", "left", 2, to),
            ]
        }
        9 => {
            let turn = chance.below(800) as f64 - 400.0;
            let held = if chance.below(2) == 0 { 2 } else { 0 };
            let asked = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": turn, "modifiers": held });
            vec![("Input.dispatchMouseEvent", asked)]
        }
        10 => {
            let (name, code, held) = KEYS[chance.below(KEYS.len())];
            key(name, code, held)
        }
        _ => {
            let letter = ["a", "å", "3", "x", "%"][chance.below(5)];
            key(letter, 0, 0)
        }
    }
}

/// That it is still this page, and nothing was reached for.
fn holds(page: &Page, address: &str, sofar: u32) -> Result<()> {
    let now: Value = page.eval(
        "({ address: location.href, reached: globalThis.reached, zoom: visualViewport.scale, ratio: devicePixelRatio,
            selection: document.activeElement?.tagName === 'INPUT' ? '' : String(getSelection()), history: history.length })",
    )?;
    let as_ever = json!({
        "address": address, "reached": [], "zoom": 1, "ratio": 1, "selection": "", "history": 1,
    });
    let away = page.requests_elsewhere()?;
    let troubles = page.troubles()?;
    if now == as_ever && away.is_empty() && troubles.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "after {sofar} deeds it is {now} and not {as_ever}; asked elsewhere: {away:?}; troubles: {troubles:?}"
    )))
}

fn hands(deeds: u32) {
    drill(|stage| {
        let page = kiosk(stage, WATCH)?;
        page.wait_at_most(LONG_PATIENCE);
        page.call("Page.setInterceptFileChooserDialog", json!({ "enabled": true }))?;
        let address: String = page.eval("location.href")?;
        let windows = || -> Result<usize> {
            let all = stage.call("Target.getTargets", json!({}))?;
            let all = all["targetInfos"].as_array().map_or(&[][..], Vec::as_slice);
            Ok(all.iter().filter(|target| target["type"] == "page").count())
        };
        let (before, exits) = (windows()?, page.exits()?.len());
        let mut chance = Chance(0x5eed_4a2d);
        let mut seen = std::collections::BTreeSet::new();
        let mut done = 0;
        while done < deeds {
            let batch: Vec<_> = (0..25).flat_map(|_| deed(&mut chance)).collect();
            page.call_all(batch)?;
            done += 25;
            seen.insert(screen(&page)?);
            if done % 500 == 0 {
                holds(&page, &address, done)?;
                sleep(LATE);
                comes_home_and_forgets(&page)?;
            }
        }
        holds(&page, &address, done)?;
        sleep(LATE);
        comes_home_and_forgets(&page)?;
        assert_eq!(windows()?, before, "another window");
        let out = page.exits()?.split_off(exits);
        assert_eq!(out, Vec::<String>::new(), "it reached out of its window");
        println!("{done} deeds on {seen:?}: no other address, window, dialog or download, never stuck");
        assert!(seen.len() >= 5, "they came to {seen:?} only");
        Ok(())
    });
}

#[test]
fn drill_hands_without_aim_lead_nowhere() {
    hands(2_000);
}

#[test]
#[ignore = "long: 100,000 deeds"]
fn long_hands_without_aim_lead_nowhere() {
    hands(rounds(100_000));
}
