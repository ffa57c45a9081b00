//! Under what conditions the page runs: language, time, place, network, machine.

use crate::failure::Result;
use crate::page::Page;
use serde_json::json;

/// What the connection is like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Network {
    /// As fast as this machine.
    Free,
    /// A phone with a weak signal: 400 ms there and back, 50 kB/s.
    Weak,
    /// No connection.
    Offline,
}

impl Page {
    /// The visitor's languages, the first one most wanted, as BCP 47: `sv-SE`. For the next page loaded.
    pub fn languages(&self, languages: &[&str]) -> Result<()> {
        let agent: String = self.eval("navigator.userAgent")?;
        let accept = languages.join(",");
        self.call(
            "Emulation.setUserAgentOverride",
            json!({ "userAgent": agent, "acceptLanguage": accept }),
        )?;
        let locale = languages.first().copied().unwrap_or_default();
        self.call("Emulation.setLocaleOverride", json!({ "locale": locale }))?;
        Ok(())
    }

    /// The visitor's time zone: `Europe/Stockholm`.
    pub fn time_zone(&self, zone: &str) -> Result<()> {
        self.call("Emulation.setTimezoneOverride", json!({ "timezoneId": zone }))?;
        Ok(())
    }

    /// Lets the page's clock start at a moment, `2021-05-16T14:00:00+02:00`, and run on from there.
    /// For every page loaded from now on.
    pub fn clock_starts(&self, moment: &str) -> Result<()> {
        let moment = json!(moment);
        self.before_load(&format!(
            "{{ const Real = Date, ahead = Real.parse({moment}) - Real.now();
                globalThis.Date = class Date extends Real {{
                    constructor(...parts) {{ parts.length ? super(...parts) : super(Real.now() + ahead); }}
                    static now() {{ return Real.now() + ahead; }}
                }}; }}"
        ))
    }

    /// Runs a script before those of every page loaded from now on.
    pub fn before_load(&self, script: &str) -> Result<()> {
        self.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }))?;
        Ok(())
    }

    /// Where the visitor stands, and that the page may know it.
    pub fn stand_at(&self, longitude: f64, latitude: f64) -> Result<()> {
        self.permit("geolocation", "granted")?;
        let place = json!({ "latitude": latitude, "longitude": longitude, "accuracy": 10 });
        self.call("Emulation.setGeolocationOverride", place)?;
        Ok(())
    }

    /// Answers the browser's question for a permission: `granted`, `denied`, `prompt`.
    pub fn permit(&self, permission: &str, answer: &str) -> Result<()> {
        let mut setting = json!({ "permission": { "name": permission }, "setting": answer });
        if !self.storage.is_empty() {
            setting["browserContextId"] = json!(&*self.storage);
        }
        self.call("Browser.setPermission", setting)?;
        Ok(())
    }

    /// The connection from now on.
    pub fn network(&self, network: Network) -> Result<()> {
        let (offline, latency, bytes) = match network {
            Network::Free => (false, 0, -1),
            Network::Weak => (false, 400, 50_000),
            Network::Offline => (true, 0, 0),
        };
        let conditions = json!({
            "offline": offline, "latency": latency,
            "downloadThroughput": bytes, "uploadThroughput": bytes,
        });
        self.call("Network.emulateNetworkConditions", conditions)?;
        Ok(())
    }

    /// Makes the processor so many times slower; 1 is as fast as this machine.
    pub fn slow_down(&self, times: f64) -> Result<()> {
        self.call("Emulation.setCPUThrottlingRate", json!({ "rate": times }))?;
        Ok(())
    }

    /// A wish of the visitor's system, as in CSS: `prefers-reduced-motion`, `reduce`.
    pub fn media(&self, feature: &str, value: &str) -> Result<()> {
        let mut wishes = self.wishes.borrow_mut();
        wishes.insert(feature.to_owned(), value.to_owned());
        let features: Vec<_> = wishes
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.call("Emulation.setEmulatedMedia", json!({ "features": features }))?;
        Ok(())
    }

    /// Gives the screen another size in CSS pixels, as when a phone is turned.
    pub fn turn(&self, width: u32, height: u32) -> Result<()> {
        let device = self.device();
        let metrics = json!({
            "width": width, "height": height,
            "deviceScaleFactor": device.scale, "mobile": device.touch,
        });
        self.call("Emulation.setDeviceMetricsOverride", metrics)?;
        Ok(())
    }
}
