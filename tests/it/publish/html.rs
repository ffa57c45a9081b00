//! Pages read as browsers read them: by html5ever, which tells every fault it forgives.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// A page that was read.
pub(super) struct Read {
    /// What browsers forgive.
    pub(super) faults: Vec<String>,
    /// Every element with its attributes, in order.
    pub(super) elements: Vec<Element>,
    /// All text that is shown.
    pub(super) text: String,
    /// What is told to machines.
    pub(super) facts: Vec<String>,
}

/// An element of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
}

impl Element {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let own = self.attributes.iter().find(|(own, _)| own == name)?;
        Some(&own.1)
    }
}

/// Reads a page.
pub(super) fn read(html: &str) -> Read {
    let mut options = ParseOpts::default();
    options.tokenizer.exact_errors = true;
    options.tree_builder.exact_errors = true;
    let dom = parse_document(RcDom::default(), options).one(html);
    let mut read = Read {
        faults: dom.errors.borrow().iter().map(ToString::to_string).collect(),
        elements: Vec::new(),
        text: String::new(),
        facts: Vec::new(),
    };
    walk(&dom.document, &mut read, false);
    read
}

fn walk(node: &Handle, read: &mut Read, for_machines: bool) {
    let mut inside = for_machines;
    match &node.data {
        NodeData::Text { contents } if for_machines => read.facts.push(contents.borrow().to_string()),
        NodeData::Text { contents } => read.text.push_str(&contents.borrow()),
        NodeData::Element { name, attrs, .. } => {
            let attributes = attrs.borrow();
            let attributes = attributes
                .iter()
                .map(|a| (a.name.local.to_string(), a.value.to_string()));
            inside = &*name.local == "script";
            read.elements.push(Element {
                name: name.local.to_string(),
                attributes: attributes.collect(),
            });
        }
        _ => {}
    }
    for child in node.children.borrow().iter() {
        walk(child, read, inside);
    }
}
