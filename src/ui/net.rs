//! Files over the network, with the browser's own cache.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A file; nothing if it did not come.
pub(super) async fn bytes(path: &str) -> Option<Vec<u8>> {
    let answer = early(path).unwrap_or_else(|| window().fetch_with_str(path));
    let answer: web_sys::Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    let buffer = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// The answer that index.html asked for while the program was on its way. It can be taken once: who asks again wants
/// to know anew.
fn early(path: &str) -> Option<js_sys::Promise> {
    let asked = js_sys::Reflect::get(&window(), &"early".into()).ok()?;
    let asked: js_sys::Map = asked.dyn_into().ok()?;
    let path = JsValue::from_str(path);
    let answer = asked.get(&path);
    asked.delete(&path);
    answer.dyn_into().ok()
}
