//! About M21: what it is, who takes part, what the map knows, and whom it thanks.

use leptos::prelude::*;

use crate::model::Sector;

use super::dom::{Node, view};
use super::header::Tools;
use super::live::live;
use super::{Data, Words};

/// The page.
#[component]
pub(super) fn About() -> impl IntoView {
    let (data, words): (Data, Words) = (expect_context(), expect_context());
    let facts = move || {
        let (world, words) = (data.world.get()?, words.get());
        let (atlas, lang) = (&world.atlas, words.lang);
        let expo = &atlas.expo;
        let parts = expo
            .parts
            .iter()
            .map(|part| {
                view! {
                    <dt>{part.name.get(lang).to_owned()}</dt>
                    <dd>{part.about.get(lang).to_owned()}</dd>
                }
            })
            .collect::<Node>();
        let sectors = Sector::ALL.iter().filter_map(|&sector| {
            let members: Vec<_> = atlas.partners.iter().filter(|p| p.sector == sector).collect();
            if members.is_empty() {
                return None;
            }
            let members = members.into_iter().map(|p| {
                let name = p.name.clone();
                let name = if p.url.starts_with("https://") || p.url.starts_with("http://") {
                    view! { <a class="link" href=p.url.clone() rel="noopener noreferrer" target="_blank">{name}</a> }
                } else {
                    view! { <b>{name}</b> }
                };
                view! { <li>{name} <p>{p.about.get(lang).to_owned()}</p></li> }
            });
            Some(view! { <h3>{words.sectors[sector as usize]}</h3> <ul class="partners">{members.collect::<Node>()}</ul> })
        }).collect::<Node>();
        let credits = expo.attribution.iter().map(|c| view! {
            <li>
                <a class="link" href=c.url.clone() rel="noopener noreferrer" target="_blank">{c.text.get(lang).to_owned()}</a>
                " " <span class="faint-inline">{c.licence.clone()}</span>
            </li>
        }).collect::<Node>();
        Some(view! {
            {expo.illustrative.then(|| view! { <p class="about-note">{expo.illustrative_note.get(lang).to_owned()}</p> })}
            <h2>{words.parts}</h2>
            <dl class="parts">{parts}</dl>
            <h2>{words.partners}</h2>
            {sectors}
            <h2>{words.privacy}</h2>
            <p>{words.privacy_text}</p>
            <h2>{words.sources}</h2>
            <ul class="credits">{credits} <li>{words.font_credit}</li></ul>
            <p>
                <a class="link" href=expo.goals_url.clone() rel="noopener noreferrer" target="_blank">{words.goals_at_un}</a>
            </p>
            <p class="faint">{expo.disclaimer.get(lang).to_owned()}</p>
            <p class="faint">
                {expo.updated.map(|d| format!("{} {}, ", words.data_from, words.full_date(d)))}
                {words.version} " " {env!("CARGO_PKG_VERSION")}
            </p>
        })
    };
    view! {
        <main class="text-page" tabindex="-1">
            <Tools/>
            <h1>{live(move || words.get().about_title)}</h1>
            <p class="lead">{live(move || words.get().about_lead)}</p>
            {live(move || words.get().about_text.iter().map(|p| view! { <p>{*p}</p> }).collect::<Node>())}
            {facts}
        </main>
    }
}
