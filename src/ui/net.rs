//! Files over the network, with the browser's own cache.

use gloo_net::http::{Request, Response};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

/// The answer for a file; nothing if it did not come.
pub(super) async fn answer(path: &str) -> Option<Response> {
    let answer = match early(path) {
        Some(asked) => JsFuture::from(asked)
            .await
            .ok()?
            .dyn_into::<web_sys::Response>()
            .ok()?
            .into(),
        None => Request::get(path).send().await.ok()?,
    };
    Some(answer).filter(Response::ok)
}

/// A whole file; nothing if it did not come.
pub(super) async fn bytes(path: &str) -> Option<Vec<u8>> {
    answer(path).await?.binary().await.ok()
}

/// The answers that index.html asked for while the program was on its way.
fn asked() -> Option<js_sys::Map> {
    js_sys::Reflect::get(&window(), &"early".into()).ok()?.dyn_into().ok()
}

/// Whether index.html asked for this file.
pub(super) fn is_early(path: &str) -> bool {
    asked().is_some_and(|a| a.has(&JsValue::from_str(path)))
}

/// An answer that index.html asked for. It can be taken once: who asks again wants to know anew.
fn early(path: &str) -> Option<js_sys::Promise> {
    let (asked, path) = (asked()?, JsValue::from_str(path));
    let answer = asked.get(&path);
    asked.delete(&path);
    answer.dyn_into().ok()
}

/// The connection broke.
pub(super) struct Broken;

/// The pieces of an answer's body, as they come.
pub(super) struct Pieces(ReadableStreamDefaultReader);

impl Pieces {
    /// Those of an answer whose body nobody has read.
    pub(super) fn of(answer: &Response) -> Option<Self> {
        Some(Self(answer.body()?.get_reader().unchecked_into()))
    }

    /// The next piece; nothing at the end.
    pub(super) async fn next(&self) -> Result<Option<Vec<u8>>, Broken> {
        let read = JsFuture::from(self.0.read()).await.map_err(|_| Broken)?;
        let value = js_sys::Reflect::get(&read, &"value".into()).map_err(|_| Broken)?;
        Ok(value.dyn_ref::<js_sys::Uint8Array>().map(js_sys::Uint8Array::to_vec))
    }
}
