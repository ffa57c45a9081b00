//! Elements of one type. Leptos's own `view!` makes a type for every shape of element, and the compiler makes code for
//! every type; ours (`tools/view`) is written the same way and makes descriptions, which the few functions here turn
//! into elements and keep up to date by Leptos's effects.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::ev::EventDescriptor;
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

use super::live::Follows;

pub(super) use m21_view::view;

/// Words of the program or made anew.
pub(super) type Said = Cow<'static, str>;
type Makes<T> = Box<dyn FnMut() -> T + Send>;
type Hears = Box<dyn FnMut(Event) + Send>;
type Keeps = Box<dyn FnOnce(&web_sys::Element) + Send>;
type Fixed = &'static [(&'static str, &'static str)];

/// A description of a part of the page.
pub(super) enum Node {
    Nothing,
    Text(Said),
    Element(Box<Element>),
    /// Made anew when what it reads changes.
    Live(Makes<Node>),
    List(Vec<Node>),
    /// A part that Leptos looks after, such as a component.
    View(AnyView),
}

/// A description of an element, being put together by `view!`.
pub(super) struct Element {
    tag: &'static str,
    fixed: Fixed,
    traits: Vec<(Trait, Value)>,
    ears: Vec<(Said, Hears)>,
    children: Vec<Node>,
    keep: Option<Keeps>,
}

/// What of an element a value is for.
#[derive(Clone, Copy, PartialEq)]
enum Trait {
    Attribute(&'static str),
    /// A class that is there while the value is.
    Class(&'static str),
    Style(&'static str),
    Property(&'static str),
}

/// The value of a trait; nothing takes it away.
pub(super) enum Value {
    Is(Option<Said>),
    Live(Makes<Option<Said>>),
}

/// A text.
pub(super) fn text(text: &'static str) -> Node {
    Node::Text(text.into())
}

/// What a component gives.
pub(super) fn component(view: impl IntoView + 'static) -> Node {
    Node::View(view.into_any())
}

impl Element {
    #[expect(
        clippy::unnecessary_box_returns,
        reason = "moving the whole about in every view takes 7 kB of code"
    )]
    pub(super) fn new(tag: &'static str, fixed: Fixed) -> Box<Self> {
        Box::new(Self {
            tag,
            fixed,
            traits: Vec::new(),
            ears: Vec::new(),
            children: Vec::new(),
            keep: None,
        })
    }

    pub(super) fn attribute(&mut self, name: &'static str, value: impl IntoValue) {
        self.put(Trait::Attribute(name), value.into_value());
    }

    pub(super) fn class(&mut self, name: &'static str, value: impl IntoValue) {
        self.put(Trait::Class(name), value.into_value());
    }

    pub(super) fn style(&mut self, name: &'static str, value: impl IntoValue) {
        self.put(Trait::Style(name), value.into_value());
    }

    pub(super) fn property(&mut self, name: &'static str, value: impl IntoValue) {
        self.put(Trait::Property(name), value.into_value());
    }

    #[inline(never)]
    fn put(&mut self, of: Trait, value: Value) {
        self.traits.push((of, value));
    }

    pub(super) fn on<E: EventDescriptor>(&mut self, event: &E, mut act: impl FnMut(E::EventType) + Send + 'static)
    where
        E::EventType: JsCast,
    {
        self.listen(event.name(), Box::new(move |e| act(e.unchecked_into())));
    }

    #[inline(never)]
    fn listen(&mut self, name: Said, hears: Hears) {
        self.ears.push((name, hears));
    }

    /// Puts the element, once it is there, where others find it.
    pub(super) fn keep<E>(&mut self, at: NodeRef<E>)
    where
        E: ElementType + 'static,
        E::Output: JsCast + 'static,
    {
        self.keep = Some(Box::new(move |element| at.load(element)));
    }

    #[inline(never)]
    pub(super) fn child(&mut self, child: Node) {
        self.children.push(child);
    }

    pub(super) fn node(self: Box<Self>) -> Node {
        Node::Element(self)
    }
}

/// What can stand in braces within an element.
pub(super) trait IntoNode {
    fn into_node(self) -> Node;
}

impl IntoNode for Node {
    fn into_node(self) -> Node {
        self
    }
}

impl IntoNode for AnyView {
    fn into_node(self) -> Node {
        Node::View(self)
    }
}

impl IntoNode for View<Node> {
    fn into_node(self) -> Node {
        self.into_inner()
    }
}

impl<T: IntoNode> IntoNode for Vec<T> {
    fn into_node(self) -> Node {
        self.into_iter().collect()
    }
}

impl IntoNode for () {
    fn into_node(self) -> Node {
        Node::Nothing
    }
}

impl IntoNode for &'static str {
    fn into_node(self) -> Node {
        Node::Text(self.into())
    }
}

impl IntoNode for String {
    fn into_node(self) -> Node {
        Node::Text(self.into())
    }
}

macro_rules! numbers {
    ($($number:ty)*) => { $(
        impl IntoNode for $number {
            fn into_node(self) -> Node {
                Node::Text(self.to_string().into())
            }
        }
    )* };
}
numbers!(u8 u16 u32 usize);

impl<T: IntoNode> IntoNode for Option<T> {
    fn into_node(self) -> Node {
        self.map_or(Node::Nothing, T::into_node)
    }
}

impl<T: IntoNode, F: FnMut() -> T + Send + 'static> IntoNode for F {
    fn into_node(mut self) -> Node {
        Node::Live(Box::new(move || self().into_node()))
    }
}

impl<T: IntoNode> FromIterator<T> for Node {
    fn from_iter<I: IntoIterator<Item = T>>(parts: I) -> Self {
        Self::List(parts.into_iter().map(T::into_node).collect())
    }
}

/// What an attribute, class, style or property can be.
pub(super) trait IntoValue {
    fn into_value(self) -> Value;
}

/// A value that stays.
pub(super) trait Still {
    fn said(self) -> Option<Said>;
}

impl Still for bool {
    fn said(self) -> Option<Said> {
        self.then_some(Cow::Borrowed(""))
    }
}

impl Still for &'static str {
    fn said(self) -> Option<Said> {
        Some(self.into())
    }
}

impl Still for String {
    fn said(self) -> Option<Said> {
        Some(self.into())
    }
}

impl<T: Still> Still for Option<T> {
    fn said(self) -> Option<Said> {
        self.and_then(T::said)
    }
}

macro_rules! still {
    ($($kind:ty)*) => { $(
        impl IntoValue for $kind {
            fn into_value(self) -> Value {
                Value::Is(self.said())
            }
        }
    )* };
}
still!(bool &'static str String Option<&'static str> Option<String>);

impl<T: Still, F: FnMut() -> T + Send + 'static> IntoValue for F {
    fn into_value(mut self) -> Value {
        Value::Live(Box::new(move || self().said()))
    }
}

/// A part of the page that is there.
pub(super) enum Placed {
    /// Nothing is a text without letters.
    Text(web_sys::Text, Said),
    Element(Box<PlacedElement>),
    Live(Follows<Placed>),
    /// Its items, and a text without letters that holds its place.
    List(Vec<Placed>, web_sys::Text),
    View(AnyViewState),
}

/// An element that is there, with what keeps it up to date.
pub(super) struct PlacedElement {
    element: web_sys::Element,
    tag: &'static str,
    fixed: Fixed,
    traits: Vec<(Trait, Held)>,
    ears: Vec<(Said, JsValue)>,
    children: Vec<Placed>,
}

/// A value put to an element.
enum Held {
    Is(Option<Said>),
    /// As long as it is kept, the value follows.
    Live(#[expect(dead_code, reason = "it is only kept")] Follows<Option<Said>>),
}

fn create(tag: &str) -> web_sys::Element {
    let namespace = match tag {
        "svg" | "path" | "circle" | "clipPath" | "g" | "text" | "line" | "rect" => "http://www.w3.org/2000/svg",
        _ => "http://www.w3.org/1999/xhtml",
    };
    let created = document().create_element_ns(Some(namespace), tag);
    created.expect("tags are written in the program")
}

thread_local! {
    /// One element of every kind in the program, by where its tag and its fixed attributes are written.
    static PATTERNS: RefCell<BTreeMap<[usize; 4], web_sys::Element>> = const { RefCell::new(BTreeMap::new()) };
}

/// An element with its fixed attributes. All of a kind are copies of the first: one call to the browser each.
fn copy(tag: &'static str, fixed: Fixed) -> web_sys::Element {
    let written = [tag.as_ptr() as usize, tag.len(), fixed.as_ptr() as usize, fixed.len()];
    let copied = PATTERNS.with_borrow_mut(|patterns| {
        let pattern = patterns.entry(written).or_insert_with(|| {
            let element = create(tag);
            for (name, value) in fixed {
                Trait::Attribute(name).put(&element, Some(value));
            }
            element
        });
        pattern.clone_node()
    });
    copied.expect("elements can be copied").unchecked_into()
}

impl Trait {
    fn put(self, element: &web_sys::Element, value: Option<&str>) {
        // An element that does not take a value does without it.
        let _ = match (self, value) {
            (Self::Attribute(name), Some(value)) => element.set_attribute(name, value),
            (Self::Attribute(name), None) => element.remove_attribute(name),
            (Self::Class(name), value) => element.class_list().toggle_with_force(name, value.is_some()).map(drop),
            (Self::Style(name), value) => {
                let style = element.unchecked_ref::<web_sys::HtmlElement>().style();
                style.set_property(name, value.unwrap_or_default())
            }
            (Self::Property(name), value) => js_sys::Reflect::set(element, &name.into(), &value.into()).map(drop),
        };
    }

    fn hold(self, element: &web_sys::Element, value: Value) -> Held {
        match value {
            Value::Is(value) => {
                if value.is_some() {
                    self.put(element, value.as_deref());
                }
                Held::Is(value)
            }
            Value::Live(mut make) => {
                let element = element.clone();
                Held::Live(Follows::new(move |before: Option<Option<Said>>| {
                    let value = make();
                    if before.as_ref() != Some(&value) {
                        self.put(&element, value.as_deref());
                    }
                    value
                }))
            }
        }
    }
}

fn hear(element: &web_sys::Element, ears: Vec<(Said, Hears)>) -> Vec<(Said, JsValue)> {
    let hear = |(name, hears): (Said, Hears)| {
        // The browser lets it go with the element.
        let ear = Closure::wrap(hears as Box<dyn FnMut(Event)>).into_js_value();
        let _ = element.add_event_listener_with_callback(&name, ear.unchecked_ref());
        (name, ear)
    };
    ears.into_iter().map(hear).collect()
}

impl Element {
    fn place(self) -> PlacedElement {
        let element = copy(self.tag, self.fixed);
        let mut children: Vec<_> = self.children.into_iter().map(Node::build).collect();
        for child in &mut children {
            child.mount(&element, None);
        }
        let hold = |(of, value): (Trait, Value)| (of, of.hold(&element, value));
        let traits = self.traits.into_iter().map(hold).collect();
        let ears = hear(&element, self.ears);
        if let Some(keep) = self.keep {
            keep(&element);
        }
        PlacedElement {
            element,
            tag: self.tag,
            fixed: self.fixed,
            traits,
            ears,
            children,
        }
    }
}

impl PlacedElement {
    /// Whether it can become what is described and stay the same to focus and hands.
    fn suits(&self, new: &Element) -> bool {
        let same_traits = self.traits.iter().map(|t| t.0).eq(new.traits.iter().map(|t| t.0));
        self.tag == new.tag && self.fixed == new.fixed && same_traits && self.children.len() == new.children.len()
    }

    fn turn_into(&mut self, new: Element) {
        for ((of, held), (_, value)) in self.traits.iter_mut().zip(new.traits) {
            match (&*held, &value) {
                (Held::Is(old), Value::Is(new)) if old == new => {}
                (_, Value::Is(None)) => {
                    of.put(&self.element, None);
                    *held = Held::Is(None);
                }
                _ => *held = of.hold(&self.element, value),
            }
        }
        for (name, ear) in &self.ears {
            let _ = self
                .element
                .remove_event_listener_with_callback(name, ear.unchecked_ref());
        }
        self.ears = hear(&self.element, new.ears);
        for (old, new) in self.children.iter_mut().zip(new.children) {
            new.rebuild(old);
        }
        if let Some(keep) = new.keep {
            keep(&self.element);
        }
    }
}

impl Render for Node {
    type State = Placed;

    fn build(self) -> Placed {
        let text = |said: &str| document().create_text_node(said);
        match self {
            Self::Nothing => Placed::Text(text(""), Cow::Borrowed("")),
            Self::Text(said) => Placed::Text(text(&said), said),
            Self::Element(element) => Placed::Element(Box::new(element.place())),
            Self::Live(mut make) => Placed::Live(Follows::new(move |before: Option<Placed>| {
                let node = make();
                match before {
                    Some(mut placed) => {
                        node.rebuild(&mut placed);
                        placed
                    }
                    None => node.build(),
                }
            })),
            Self::List(nodes) => Placed::List(nodes.into_iter().map(Self::build).collect(), text("")),
            Self::View(view) => Placed::View(view.build()),
        }
    }

    /// What is alike stays, with its focus; the rest is put in its place.
    fn rebuild(self, placed: &mut Placed) {
        match (self, placed) {
            (Self::Nothing, Placed::Text(text, old)) => tell(text, old, Cow::Borrowed("")),
            (Self::Text(said), Placed::Text(text, old)) => tell(text, old, said),
            (Self::Element(new), Placed::Element(old)) if old.suits(&new) => old.turn_into(*new),
            (Self::List(new), Placed::List(old, end)) => {
                for mut gone in old.drain(new.len().min(old.len())..) {
                    gone.unmount();
                }
                let mut new = new.into_iter();
                for (old, new) in old.iter_mut().zip(&mut new) {
                    new.rebuild(old);
                }
                for added in new {
                    let mut part = added.build();
                    insert_before(end, &mut part);
                    old.push(part);
                }
            }
            (Self::View(view), Placed::View(old)) => view.rebuild(old),
            (new, placed) => {
                let mut old = std::mem::replace(placed, new.build());
                old.insert_before_this(placed);
                old.unmount();
            }
        }
    }
}

/// Has a text say something else.
fn tell(text: &web_sys::Text, old: &mut Said, said: Said) {
    if said != *old {
        text.set_data(&said);
        *old = said;
    }
}

/// Puts a part of the page before the first node of another.
fn insert_before(node: &web_sys::Node, part: &mut dyn Mountable) -> bool {
    let parent = node.parent_node();
    if let Some(parent) = &parent {
        part.mount(parent.unchecked_ref(), Some(node));
    }
    parent.is_some()
}

fn remove(node: &web_sys::Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}

impl Mountable for Placed {
    fn unmount(&mut self) {
        match self {
            Self::Text(text, _) => remove(text),
            Self::Element(element) => remove(&element.element),
            Self::Live(effect) => {
                effect.with_value_mut(Self::unmount);
            }
            Self::List(items, end) => {
                items.iter_mut().for_each(Self::unmount);
                remove(end);
            }
            Self::View(view) => view.unmount(),
        }
    }

    fn mount(&mut self, parent: &web_sys::Element, before: Option<&web_sys::Node>) {
        let put = |node: &web_sys::Node| {
            let _ = parent.insert_before(node, before);
        };
        match self {
            Self::Text(text, _) => put(text),
            Self::Element(element) => put(&element.element),
            Self::Live(effect) => {
                effect.with_value_mut(|placed| placed.mount(parent, before));
            }
            Self::List(items, end) => {
                for item in items {
                    item.mount(parent, before);
                }
                put(end);
            }
            Self::View(view) => view.mount(parent, before),
        }
    }

    fn insert_before_this(&self, part: &mut dyn Mountable) -> bool {
        match self {
            Self::Text(text, _) => insert_before(text, part),
            Self::Element(element) => insert_before(&element.element, part),
            Self::Live(effect) => effect.with_value_mut(|placed| placed.insert_before_this(part)) == Some(true),
            Self::List(items, end) => match items.first() {
                Some(first) => first.insert_before_this(part),
                None => insert_before(end, part),
            },
            Self::View(view) => view.insert_before_this(part),
        }
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        Vec::new()
    }
}

// What Leptos asks of every view. The page is made in the browser only: nothing is ever sent as HTML or taken over.
leptos::tachys::no_attrs!(Node);

impl RenderHtml for Node {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Placed {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
