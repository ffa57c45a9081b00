//! What a page tells while it runs: its requests, and its troubles.

use serde_json::Value;
use std::collections::BTreeMap;

/// Everything heard from one page.
#[derive(Default)]
pub(crate) struct Log {
    /// Every address asked for, in order; not those inside the page (`data:`, `blob:`).
    pub(crate) requests: Vec<String>,
    /// Console errors, uncaught exceptions, failed requests: sentences.
    pub(crate) troubles: Vec<String>,
    /// Console warnings.
    pub(crate) warnings: Vec<String>,
    /// What reaches out of the window: other windows, dialogs, downloads, files to choose, another page in its place.
    pub(crate) exits: Vec<String>,
    /// What a request id asked for, to name it when it fails.
    asked: BTreeMap<String, String>,
}

impl Log {
    /// Takes in an event.
    pub(crate) fn hear(&mut self, event: &Value) {
        let told = &event["params"];
        match event["method"].as_str().unwrap_or_default() {
            "Runtime.consoleAPICalled" => self.console(told),
            "Runtime.exceptionThrown" => {
                let details = &told["exceptionDetails"];
                let description = details["exception"]["description"].as_str();
                let text = description.or(details["text"].as_str()).unwrap_or("unknown");
                self.troubles.push(format!("uncaught: {text}"));
            }
            "Log.entryAdded" => self.entry(&told["entry"]),
            "Network.requestWillBeSent" => self.request(told),
            "Network.responseReceived" => {
                let status = told["response"]["status"].as_u64().unwrap_or(0);
                if status >= 400 {
                    let url = word(&told["response"]["url"]);
                    self.troubles.push(format!("{url} was answered with {status}"));
                }
            }
            // Cancelled ones belong to a page that was left.
            "Network.loadingFailed" if told["canceled"] != true => {
                let url = self
                    .asked
                    .get(word(&told["requestId"]))
                    .map_or("a request", String::as_str);
                self.troubles
                    .push(format!("{url} failed: {}", word(&told["errorText"])));
            }
            method @ ("Page.javascriptDialogOpening"
            | "Page.fileChooserOpened"
            | "Page.downloadWillBegin"
            | "Page.windowOpen") => self.exits.push(format!("{method} {told}")),
            "Page.frameNavigated" => {
                self.exits
                    .push(format!("Page.frameNavigated {}", word(&told["frame"]["url"])));
            }
            "Inspector.targetCrashed" => self.troubles.push("the page crashed".to_owned()),
            _ => {}
        }
    }

    fn console(&mut self, told: &Value) {
        let kept = match told["type"].as_str() {
            Some("error" | "assert") => &mut self.troubles,
            Some("warning") => &mut self.warnings,
            _ => return,
        };
        let words = told["args"]
            .as_array()
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .map(|argument| {
                let plain = argument["value"].as_str().or(argument["description"].as_str());
                plain.map_or_else(|| argument["value"].to_string(), str::to_owned)
            });
        kept.push(format!("console: {}", words.collect::<Vec<_>>().join(" ")));
    }

    /// What the browser itself writes to the console. Of the network we hear by its own events.
    fn entry(&mut self, entry: &Value) {
        let text = format!(
            "{}: {} {}",
            word(&entry["source"]),
            word(&entry["text"]),
            word(&entry["url"])
        );
        match entry["level"].as_str() {
            Some("error") if entry["source"] != "network" => self.troubles.push(text),
            Some("warning") => self.warnings.push(text),
            _ => {}
        }
    }

    fn request(&mut self, told: &Value) {
        let url = word(&told["request"]["url"]);
        if !url.starts_with("data:") && !url.starts_with("blob:") {
            self.requests.push(url.to_owned());
            self.asked.insert(word(&told["requestId"]).to_owned(), url.to_owned());
        }
    }
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_failed_request_is_named_by_its_address() {
        let mut log = Log::default();
        let request = json!({ "requestId": "7", "request": { "url": "http://here/data/sites.geojson" } });
        log.hear(&json!({ "method": "Network.requestWillBeSent", "params": request }));
        let failed = json!({ "requestId": "7", "errorText": "net::ERR_FAILED" });
        log.hear(&json!({ "method": "Network.loadingFailed", "params": failed }));
        assert_eq!(log.troubles, ["http://here/data/sites.geojson failed: net::ERR_FAILED"]);
    }

    #[test]
    fn a_page_left_before_its_files_came_is_no_trouble() {
        let mut log = Log::default();
        let left = json!({ "requestId": "7", "errorText": "net::ERR_ABORTED", "canceled": true });
        log.hear(&json!({ "method": "Network.loadingFailed", "params": left }));
        assert!(log.troubles.is_empty());
    }

    #[test]
    fn console_words_are_joined_as_they_were_said() {
        let mut log = Log::default();
        let said = json!({ "type": "error", "args": [{ "value": "sites" }, { "value": 3 }] });
        log.hear(&json!({ "method": "Runtime.consoleAPICalled", "params": said }));
        assert_eq!(log.troubles, ["console: sites 3"]);
    }
}
