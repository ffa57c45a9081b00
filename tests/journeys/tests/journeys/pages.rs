//! The pages beside the map.

use crate::expo::{Choice, Expo, json, list, word};
use crate::visit::{address_becomes, shows_exactly, visit};
use journeys::{Device, button, css, role};

/// The districts, in the data's order: id and name.
fn districts() -> Vec<(String, String)> {
    let areas = json("areas.json");
    list(&areas["objects"]["districts"]["geometries"])
        .iter()
        .map(|district| {
            (
                word(&district["properties"]["id"]),
                word(&district["properties"]["name"]),
            )
        })
        .collect()
}

#[test]
fn the_coverage_table_counts_every_goal_in_every_district() {
    visit(Device::DESKTOP, "", |_, page| {
        page.click(role("link", "Täckning"))?;
        page.see(role("heading", "Täckning"))?;
        address_becomes(page, "view=coverage")?;
        page.until_true("document.title.startsWith('Täckning')")?;
        let (expo, districts) = (Expo::read(), districts());
        let goals = json("goals.json");
        let mut filled = 0;
        let names = page.names("button")?;
        for goal in list(&goals["goals"]) {
            let number = goal["number"].as_u64().expect("a goal has a number");
            for (id, name) in &districts {
                let choice = Choice {
                    goals: &[number],
                    districts: &[id.as_str()],
                    ..Choice::default()
                };
                let n = expo.chosen(choice).len();
                let start = format!("{} i {name}, ", word(&goal["short"]["sv"]));
                let cell = names.iter().find(|cell| cell.starts_with(&start));
                let said = cell.map_or(0, |cell| {
                    let digits: String = cell[start.len()..].chars().take_while(char::is_ascii_digit).collect();
                    digits.parse().unwrap_or(usize::MAX)
                });
                assert_eq!(said, n, "goal {number} in {id}: {cell:?}");
                filled += usize::from(n > 0);
            }
        }
        let all = 17 * districts.len();
        let head = page.text(css("main.coverage"))?;
        let told = format!(
            "{} platser. {} av {all} rutor saknar plats.",
            expo.sites.len(),
            all - filled
        );
        assert!(head.contains(&told), "“{told}” is missing");
        assert_eq!(page.count("main.coverage td:not(.sum)")?, all);

        page.click(button("Bara luckor"))?;
        page.until_true(
            "getComputedStyle(document.querySelector('main.coverage td button')).visibility === 'hidden' \
            || document.querySelector('main.coverage td button').getClientRects().length === 0",
        )?;
        page.click(button("Alla rutor"))?;

        let choice = Choice {
            goals: &[6],
            districts: &["fosie"],
            ..Choice::default()
        };
        let left = expo.chosen(choice);
        assert!(left.len() > 1, "the data no longer fits this journey");
        page.click(button("Rent vatten i Fosie, "))?;
        address_becomes(page, "goal=6&district=fosie")?;
        page.see_no_more(css("main.coverage"))?;
        assert_eq!(page.painted()?, left.len());
        shows_exactly(page, &expo, &left)?;
        page.back()?;
        page.see(role("heading", "Täckning"))?;
        Ok(())
    });
}

#[test]
fn a_phone_shows_one_district_of_the_coverage_at_a_time() {
    visit(Device::PHONE, "#view=coverage&lang=en", |_, page| {
        page.see(role("heading", "Coverage"))?;
        let (expo, districts) = (Expo::read(), districts());
        let shown = "[...document.querySelectorAll('main.coverage td:not(.sum)')]
            .filter(cell => cell.getClientRects().length).map(cell => parseInt(cell.innerText))";
        for (at, (id, _)) in districts.iter().enumerate().step_by(4) {
            page.eval::<()>(&format!(
                "(() => {{ const pick = document.querySelector('main.coverage select'); pick.value = '{at}';
                    pick.dispatchEvent(new Event('change', {{ bubbles: true }})); return null; }})()"
            ))?;
            page.drawn()?;
            let counts: Vec<usize> = page.eval(shown)?;
            let expected: Vec<usize> = (1..=17)
                .map(|goal| {
                    expo.chosen(Choice {
                        goals: &[goal],
                        districts: &[id],
                        ..Choice::default()
                    })
                    .len()
                })
                .collect();
            assert_eq!(counts, expected, "{id}");
        }
        Ok(())
    });
}

#[test]
fn the_page_about_m21_names_sources_partners_and_the_united_nations_reservation() {
    for (lang, address, heading) in [
        ("sv", "#view=about", "Om M21"),
        ("en", "#view=about&lang=en", "About M21"),
    ] {
        visit(Device::DESKTOP, address, |_, page| {
            page.see(role("heading", heading))?;
            let told = page.text(css("main.text-page"))?;
            let expo = json("expo.json");
            let mut parts = vec![word(&expo["disclaimer"][lang]), word(&expo["illustrative_note"][lang])];
            parts.extend(
                list(&expo["attribution"])
                    .iter()
                    .map(|credit| word(&credit["text"][lang])),
            );
            parts.extend(list(&expo["attribution"]).iter().map(|credit| word(&credit["licence"])));
            parts.extend(
                list(&json("partners.json")["partners"])
                    .iter()
                    .map(|partner| word(&partner["name"])),
            );
            for part in parts {
                let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(!part.is_empty() && told.contains(&part), "“{part}” is missing");
            }
            let unsafe_links = "a[target=_blank]:not([rel~=noopener])";
            assert_eq!(page.count(unsafe_links)?, 0);
            Ok(())
        });
    }
}
