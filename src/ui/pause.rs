//! Long work in short pieces.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::rest::{Rest, Work};

/// The page's own clock in milliseconds; it never jumps.
pub(super) fn now_ms() -> f64 {
    window().performance().map_or(0.0, |p| p.now())
}

/// Longer than this the page is never kept from answering a hand; half a frame, in milliseconds.
const LONGEST_MS: f64 = 8.0;

/// Rests when half a frame has gone since the last time.
pub(super) struct Rests {
    since: Cell<f64>,
    is_wanted: Box<dyn Fn() -> bool>,
}

impl Rests {
    pub(super) fn new() -> Self {
        Self::while_wanted(|| true)
    }

    /// Work that is not wanted any more never goes on after a rest: nobody holds it then, and it is let go.
    pub(super) fn while_wanted(is_wanted: impl Fn() -> bool + 'static) -> Self {
        Self {
            since: Cell::new(now_ms()),
            is_wanted: Box::new(is_wanted),
        }
    }
}

impl Rest for Rests {
    fn rest(&self) -> Option<Work<'_, ()>> {
        if now_ms() - self.since.get() <= LONGEST_MS {
            return None;
        }
        Some(Box::pin(async {
            pause().await;
            if !(self.is_wanted)() {
                std::future::pending::<()>().await;
            }
            self.since.set(now_ms());
        }))
    }
}

/// Lets the browser draw and hear before the work goes on. By a message to oneself: a timer rests four milliseconds at
/// least. Where there are none, the work goes on at once.
pub(super) async fn pause() {
    let Ok(channel) = web_sys::MessageChannel::new() else {
        return;
    };
    let told = js_sys::Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
        // If it cannot be sent, the promise must not be waited for.
        if channel.port2().post_message(&JsValue::NULL).is_err() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(told).await;
    channel.port1().close();
}

/// Waits so long.
pub(super) async fn wait(time: Duration) {
    let over = js_sys::Promise::new(&mut |resolve, _| {
        set_timeout(
            move || {
                let _ = resolve.call0(&JsValue::NULL);
            },
            time,
        );
    });
    let _ = JsFuture::from(over).await;
}
