//! Files over the network, with the browser's own cache, or from a set that has come already.

use std::pin::Pin;

use gloo_net::http::{Request, Response};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

/// Where files come from.
pub(super) enum Source {
    /// The network, or the worker in front of it.
    Net,
    /// A set by its paths, as promises of answers.
    Set(js_sys::Map),
}

impl Source {
    /// The answer for a file; nothing if it did not come. Behind a pointer: one piece of code for all who ask.
    pub(super) fn answer<'a>(&'a self, path: &'a str) -> Pin<Box<dyn Future<Output = Option<Response>> + 'a>> {
        Box::pin(self.answers(path))
    }

    async fn answers(&self, path: &str) -> Option<Response> {
        let answer = match self {
            // It may be asked for again.
            Self::Set(set) => awaited(set.get(&path.into())).await?.clone().ok()?.into(),
            Self::Net => match early(path) {
                Some(asked) => awaited(asked).await?.into(),
                None => Request::get(path).send().await.ok()?,
            },
        };
        Some(answer).filter(Response::ok)
    }

    /// A whole file; nothing if it did not come.
    pub(super) async fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        self.answer(path).await?.binary().await.ok()
    }

    /// Whether a file was asked for by index.html, or is in the set.
    pub(super) fn has(&self, path: &str) -> bool {
        let path = JsValue::from_str(path);
        match self {
            Self::Set(set) => set.has(&path),
            Self::Net => asked().is_some_and(|a| a.has(&path)),
        }
    }
}

async fn awaited(promise: JsValue) -> Option<web_sys::Response> {
    let promise: js_sys::Promise = promise.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// The answers that index.html asked for while the program was on its way.
fn asked() -> Option<js_sys::Map> {
    js_sys::Reflect::get(&window(), &"early".into()).ok()?.dyn_into().ok()
}

/// An answer that index.html asked for. It can be taken once: who asks again wants to know anew.
fn early(path: &str) -> Option<JsValue> {
    let (asked, path) = (asked()?, JsValue::from_str(path));
    let answer = asked.get(&path);
    asked.delete(&path);
    Some(answer).filter(JsValue::is_object)
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
