//! Long work in short pieces.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The page's own clock in milliseconds; it never jumps.
pub(super) fn now_ms() -> f64 {
    window().performance().map_or(0.0, |p| p.now())
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
