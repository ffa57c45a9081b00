//! Things on the page: found as a visitor finds them, by role and name, or by CSS.

use crate::failure::{Failure, Result};
use crate::page::{Page, value};
use crate::pointer::At;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt;

/// How to find one thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum By<'a> {
    /// The first that matches a selector.
    Css(&'a str),
    /// By its role and its name as read aloud. A whole name is preferred; else the only one that contains it.
    Role(&'a str, &'a str),
}

/// The first thing that matches a CSS selector.
pub fn css(selector: &str) -> By<'_> {
    By::Css(selector)
}

/// The thing with an ARIA role and a name.
pub fn role<'a>(role: &'a str, name: &'a str) -> By<'a> {
    By::Role(role, name)
}

/// The button with a name.
pub fn button(name: &str) -> By<'_> {
    By::Role("button", name)
}

/// The link with a name.
pub fn link(name: &str) -> By<'_> {
    By::Role("link", name)
}

impl fmt::Display for By<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Css(selector) => write!(out, "{selector}"),
            Self::Role(role, name) => write!(out, "the {role} “{name}”"),
        }
    }
}

/// Where a thing can be pressed, or what is in the way.
#[derive(Deserialize)]
struct Reach {
    x: f64,
    y: f64,
    covered_by: Option<String>,
}

/// Scrolls the thing into view and says where to press it.
const REACH: &str = "function() {
    this.scrollIntoViewIfNeeded?.();
    const box = [...this.getClientRects()].find(box => box.width > 0 && box.height > 0);
    if (!box) return null;
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    const hit = document.elementFromPoint(x, y);
    const own = hit && (this.contains(hit) || hit.closest('label')?.control === this);
    const name = hit ? hit.tagName.toLowerCase() + (hit.id ? '#' + hit.id : '')
        + (hit.classList.length ? '.' + [...hit.classList].join('.') : '') : 'the edge of the window';
    return { x, y, covered_by: own ? null : name };
}";

impl Page {
    /// Presses a thing where it is, with the mouse or a finger. Waits until it is there, stands still
    /// and nothing covers it.
    pub fn click(&self, by: By) -> Result<()> {
        let at = self.reach(by)?;
        if self.device().touch {
            self.tap(at)
        } else {
            self.click_at(at)
        }
    }

    /// The middle of a thing on the screen, once it stands still and nothing covers it.
    pub fn reach(&self, by: By) -> Result<At> {
        let mut last = None;
        self.until(&format!("{by} to be reachable"), || {
            let thing = self.one(by)?;
            let reach: Option<Reach> = self.ask(&thing, REACH, &[])?;
            let Some(reach) = reach else {
                return Err(Failure::new("it takes no room"));
            };
            if let Some(other) = reach.covered_by {
                return Err(Failure::new(format!("it is covered by {other}")));
            }
            let at = At { x: reach.x, y: reach.y };
            let still = last.replace(at) == Some(at);
            Ok(still.then_some(at))
        })
    }

    /// Waits until a thing is there.
    pub fn see(&self, by: By) -> Result<()> {
        self.until(&by.to_string(), || self.one(by).map(Some)).map(|_| ())
    }

    /// Waits until a thing is there no more.
    pub fn see_no_more(&self, by: By) -> Result<()> {
        self.until(&format!("{by} to be gone"), || Ok((!self.has(by)?).then_some(())))
    }

    /// Whether a thing is there now.
    pub fn has(&self, by: By) -> Result<bool> {
        match by {
            By::Css(selector) => self.eval(&format!("!!document.querySelector({})", json!(selector))),
            By::Role(role, name) => Ok(self.names(role)?.iter().any(|known| known.contains(name))),
        }
    }

    /// What can be read in a thing, with its spaces made single.
    pub fn text(&self, by: By) -> Result<String> {
        let text: String = self.of(by, "function() { return this.innerText ?? this.textContent }", &[])?;
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// An attribute of a thing: `aria-pressed`.
    pub fn attribute(&self, by: By, name: &str) -> Result<Option<String>> {
        self.of(by, "function(name) { return this.getAttribute(name) }", &[json!(name)])
    }

    /// What is written in a field.
    pub fn field(&self, by: By) -> Result<String> {
        self.of(by, "function() { return this.value }", &[])
    }

    /// Puts the focus on a thing without pressing it.
    pub fn focus(&self, by: By) -> Result<()> {
        self.of(by, "function() { this.focus(); return null }", &[])
    }

    /// How many things match a CSS selector.
    pub fn count(&self, selector: &str) -> Result<usize> {
        self.eval(&format!("document.querySelectorAll({}).length", json!(selector)))
    }

    /// The names of all things with a role, in the order of the page.
    pub fn names(&self, role: &str) -> Result<Vec<String>> {
        Ok(self.with_role(role)?.into_iter().map(|(name, _)| name).collect())
    }

    /// Role and name of what has the focus, as read aloud: `("button", "Filters")`.
    pub fn focused(&self) -> Result<(String, String)> {
        let thing = self.object("document.activeElement ?? document.body")?;
        let thing = thing.ok_or_else(|| Failure::new("nothing has the focus"))?;
        let part = json!({ "objectId": thing, "fetchRelatives": false });
        let answer = self.call("Accessibility.getPartialAXTree", part)?;
        let node = &answer["nodes"][0];
        Ok((word(&node["role"]), word(&node["name"])))
    }

    /// Asks a thing with a JavaScript function whose `this` it is; waits until it is there.
    pub fn of<T: DeserializeOwned>(&self, by: By, function: &str, arguments: &[Value]) -> Result<T> {
        let thing = self.until(&by.to_string(), || self.one(by).map(Some))?;
        self.ask(&thing, function, arguments)
    }

    fn ask<T: DeserializeOwned>(&self, thing: &str, function: &str, arguments: &[Value]) -> Result<T> {
        let arguments: Vec<Value> = arguments.iter().map(|value| json!({ "value": value })).collect();
        let asked = json!({
            "objectId": thing, "functionDeclaration": function, "arguments": arguments,
            "returnByValue": true, "awaitPromise": true, "userGesture": true,
        });
        value(self.call("Runtime.callFunctionOn", asked)?, function)
    }

    /// The handle of the one thing meant, or why it cannot be told.
    fn one(&self, by: By) -> Result<String> {
        match by {
            By::Css(selector) => self
                .object(&format!("document.querySelector({})", json!(selector)))?
                .ok_or_else(|| Failure::new("nothing matches")),
            By::Role(role, name) => {
                let all = self.with_role(role)?;
                let node = choose(&all, name)?;
                let answer = self.call("DOM.resolveNode", json!({ "backendNodeId": node }))?;
                let object = answer["object"]["objectId"].as_str();
                object.map(str::to_owned).ok_or_else(|| Failure::new("it is gone"))
            }
        }
    }

    /// Name and node of everything with a role that is not hidden.
    fn with_role(&self, role: &str) -> Result<Vec<(String, u64)>> {
        let document = self.object("document")?;
        let answer = self.call(
            "Accessibility.queryAXTree",
            json!({ "objectId": document, "role": role }),
        )?;
        let nodes = answer["nodes"].as_array().map_or(&[][..], Vec::as_slice);
        let seen = nodes.iter().filter(|node| node["ignored"] != true);
        Ok(seen
            .filter_map(|node| Some((word(&node["name"]), node["backendDOMNodeId"].as_u64()?)))
            .collect())
    }

    fn object(&self, expression: &str) -> Result<Option<String>> {
        let answer = self.call("Runtime.evaluate", json!({ "expression": expression }))?;
        if !answer["exceptionDetails"].is_null() {
            return Err(Failure::new(format!("{expression} cannot be asked")));
        }
        Ok(answer["result"]["objectId"].as_str().map(str::to_owned))
    }
}

/// The node with the whole name, else the only one whose name contains it.
fn choose(all: &[(String, u64)], name: &str) -> Result<u64> {
    if let Some((_, node)) = all.iter().find(|(known, _)| known == name) {
        return Ok(*node);
    }
    let close: Vec<_> = all.iter().filter(|(known, _)| known.contains(name)).collect();
    match close[..] {
        [(_, node)] => Ok(*node),
        [] => Err(Failure::new(format!(
            "there are: {}",
            listed(all.iter().map(|(known, _)| known))
        ))),
        _ => Err(Failure::new(format!(
            "it could be: {}",
            listed(close.iter().map(|(known, _)| known))
        ))),
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let names: Vec<_> = names.map(|name| format!("“{name}”")).collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

fn word(value: &Value) -> String {
    value["value"].as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<(String, u64)> {
        vec![("1 No poverty".into(), 1), ("11 Cities".into(), 2), ("1".into(), 3)]
    }

    #[test]
    fn the_whole_name_wins() {
        assert_eq!(choose(&known(), "1").ok(), Some(3));
    }

    #[test]
    fn a_part_is_enough_when_it_is_the_only_one() {
        assert_eq!(choose(&known(), "Cities").ok(), Some(2));
    }

    #[test]
    fn a_part_of_several_names_them() {
        let told = choose(&known(), "1 ").expect_err("two names contain it");
        assert_eq!(choose(&known(), "poverty").ok(), Some(1));
        assert!(told.to_string().contains("“1 No poverty”, “11 Cities”"), "{told}");
    }
}
