//! `view!` as Leptos writes it, for the page's own elements: each becomes a few calls on one type, `ui::dom::Element`,
//! where Leptos's makes a type for every shape of element and the compiler makes code for every type.
//!
//! Known are elements with attributes, `class:`, `style:`, `prop:`, `on:` and `node_ref`; components with properties and
//! `let:`; texts and blocks.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use rstml::node::{FnBinding, KeyedAttribute, KeyedAttributeValue, Node, NodeAttribute, NodeElement};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, Lit, LitStr};

type Parsed<T> = Result<T, syn::Error>;

/// Elements as in HTML, with Rust in braces.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let config = rstml::ParserConfig::default();
    let nodes = rstml::Parser::new(config).parse_simple(tokens);
    let view = nodes.and_then(|nodes| match &nodes[..] {
        [only] => node(only),
        several => {
            let several = several.iter().map(node).collect::<Parsed<Vec<_>>>()?;
            Ok(quote! { crate::ui::dom::Node::List(vec![#(#several),*]) })
        }
    });
    let view = view.unwrap_or_else(syn::Error::into_compile_error);
    quote! { { #[allow(unused_braces)] { #view } } }.into()
}

fn unknown<T>(at: Span) -> Parsed<T> {
    Err(syn::Error::new(at, "our view! does not know this; see tools/view"))
}

/// An expression that makes a `Node`.
fn node(node: &Node) -> Parsed<TokenStream> {
    match node {
        Node::Text(text) => {
            let text = &text.value;
            Ok(quote! { crate::ui::dom::text(#text) })
        }
        Node::Block(block) => Ok(quote_spanned! { block.span()=> crate::ui::dom::IntoNode::into_node(#block) }),
        Node::Element(element) if is_component(element) => component(element),
        Node::Element(element) => plain(element),
        other => unknown(other.span()),
    }
}

/// Components begin with a capital, behind the path to them.
fn is_component<C: rstml::node::CustomNode>(element: &NodeElement<C>) -> bool {
    let name = element.name().to_string();
    let last = name.rsplit("::").next().unwrap_or_default();
    last.trim().starts_with(char::is_uppercase)
}

fn named(attribute: &NodeAttribute) -> Parsed<(&KeyedAttribute, String)> {
    match attribute {
        NodeAttribute::Attribute(named) => Ok((named, named.key.to_string().replace(' ', ""))),
        NodeAttribute::Block(block) => unknown(block.span()),
    }
}

/// A text that the attribute always has.
fn literal(attribute: &KeyedAttribute) -> Option<&LitStr> {
    match attribute.value() {
        Some(Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        })) => Some(text),
        _ => None,
    }
}

fn plain(element: &NodeElement<rstml::Infallible>) -> Parsed<TokenStream> {
    let tag = element.name().to_string();
    // No name of the page's own is meant or hidden.
    let it = Ident::new("element", Span::mixed_site());
    let mut fixed = Vec::new();
    let mut calls = Vec::new();
    for attribute in element.attributes() {
        let (attribute, name) = named(attribute)?;
        let Some(value) = attribute.value() else {
            return unknown(attribute.span());
        };
        let at = value.span();
        let call = match name.split_once(':') {
            None if name == "node_ref" => quote_spanned! { at=> #it.keep(#value); },
            None => {
                if let Some(text) = literal(attribute) {
                    fixed.push(quote! { (#name, #text) });
                    continue;
                }
                quote_spanned! { at=> #it.attribute(#name, #value); }
            }
            Some(("on", event)) => {
                let event = format_ident!("{event}", span = attribute.key.span());
                quote_spanned! { at=> #it.on(&::leptos::ev::#event, #value); }
            }
            Some(("class", name)) => quote_spanned! { at=> #it.class(#name, #value); },
            Some(("style", name)) => quote_spanned! { at=> #it.style(#name, #value); },
            Some(("prop", name)) => quote_spanned! { at=> #it.property(#name, #value); },
            Some(_) => return unknown(attribute.span()),
        };
        calls.push(call);
    }
    for child in &element.children {
        let child = node(child)?;
        calls.push(quote! { #it.child(#child); });
    }
    let open = quote! { crate::ui::dom::Element::new(#tag, &[#(#fixed),*]) };
    if calls.is_empty() {
        return Ok(quote! { #open.node() });
    }
    Ok(quote! { { let mut #it = #open; #(#calls)* #it.node() } })
}

fn component(element: &NodeElement<rstml::Infallible>) -> Parsed<TokenStream> {
    let name = element.name();
    let mut props = Vec::new();
    let mut parameter = None;
    for attribute in element.attributes() {
        let (attribute, key) = named(attribute)?;
        if let Some(bound) = key.strip_prefix("let:") {
            parameter = Some(format_ident!("{bound}", span = attribute.key.span()));
            continue;
        }
        let prop = format_ident!("{key}", span = attribute.key.span());
        props.push(match &attribute.possible_value {
            KeyedAttributeValue::None => quote! { .#prop(#prop) },
            KeyedAttributeValue::Binding(FnBinding { .. }) => return unknown(attribute.span()),
            KeyedAttributeValue::Value(_) => {
                let value = attribute.value();
                quote! { .#prop(#value) }
            }
        });
    }
    if let Some(parameter) = parameter {
        let children = element.children.iter().map(node).collect::<Parsed<Vec<_>>>()?;
        props.push(quote! { .children(move |#parameter| { #(#children)* }) });
    } else if let Some(child) = element.children.first() {
        return unknown(child.span());
    }
    Ok(quote! {
        crate::ui::dom::component(::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name)#(#props)*.build(),
        ))
    })
}
