//! Narrowing the sites: goals, partners, districts, times, words.

use crate::expo::{Choice, Expo, When, json, list, word};
use crate::visit::{address_becomes, goal_button, goal_counts, heading, is_well, row_ids, rows, shows_exactly, visit};
use journeys::{By, Device, Journey, Page, button, css, role};

fn pressed(page: &Page, by: By) -> bool {
    let pressed = page.attribute(by, "aria-pressed").expect("it can be asked");
    pressed.as_deref() == Some("true")
}

#[test]
fn goals_and_a_partner_narrow_map_list_and_address_and_can_be_had_back() {
    visit(Device::DESKTOP, "", |stage, page| {
        let expo = Expo::read();
        let none = Choice::default();
        let narrow = |goals, partners| Choice {
            goals,
            partners,
            ..none
        };

        let eleven = goal_button(page, 11)?;
        assert!(eleven.starts_with("11 Hållbara städer och samhällen"), "{eleven}");
        let name = "11 Hållbara städer";
        assert!(!pressed(page, button(name)));
        let one = narrow(&[11], &[]);
        assert_eq!(page.painted_after(|| page.click(button(name)))?, expo.chosen(one).len());
        assert!(pressed(page, button(name)));
        shows_exactly(page, &expo, &expo.chosen(one))?;
        assert_eq!(
            goal_counts(page)?,
            expo.goal_counts(one),
            "a goal's count is under every other filter"
        );

        let two = narrow(&[6, 11], &[]);
        assert_eq!(
            page.painted_after(|| page.click(button("6 Rent vatten")))?,
            expo.chosen(two).len()
        );
        assert_eq!(page.fragment()?, "goal=6,11");

        page.click(button("Partner Alla"))?;
        page.see(button("VA SYD"))?;
        for partner in list(&json("partners.json")["partners"]) {
            let (id, short) = (word(&partner["id"]), word(&partner["short"]));
            let text = page.text(button(&short))?;
            let count = expo.partner_count(&id, two);
            assert!(text.ends_with(&format!(" {count}")), "{text}: {count} have {id}");
        }
        let all = narrow(&[6, 11], &["va-syd"]);
        let left = expo.chosen(all);
        assert!(
            !left.is_empty() && left.len() < expo.chosen(two).len(),
            "the data no longer fits this journey"
        );
        assert_eq!(page.painted_after(|| page.click(button("VA SYD")))?, left.len());
        assert!(pressed(page, button("VA SYD")));
        assert_eq!(page.fragment()?, "goal=6,11&partner=va-syd");
        shows_exactly(page, &expo, &left)?;
        assert_eq!(goal_counts(page)?, expo.goal_counts(all));
        let told = format!("{} platser. Mål 6 och 11.", left.len());
        page.until(&told, || Ok((page.text(role("status", ""))? == told).then_some(())))?;

        assert_eq!(page.painted_after(|| page.reload())?, left.len());
        shows_exactly(page, &expo, &left)?;
        assert_eq!(page.fragment()?, "goal=6,11&partner=va-syd");

        let other = stage.blank(Device::PHONE)?;
        other.goto(&format!("#{}", page.fragment()?))?;
        other.interactive()?;
        assert_eq!(other.painted()?, left.len());
        shows_exactly(&other, &expo, &left)?;
        is_well(&other)?;

        page.click(button("Rensa"))?;
        address_becomes(page, "")?;
        assert_eq!(page.painted()?, expo.sites.len());
        shows_exactly(page, &expo, &expo.chosen(none))?;
        assert_eq!(page.painted_after(|| page.click(button("Ångra")))?, left.len());
        address_becomes(page, "goal=6,11&partner=va-syd")?;
        shows_exactly(page, &expo, &left)
    });
}

#[test]
fn filters_cover_a_phone_until_their_sites_are_asked_for() {
    visit(Device::PHONE, "#lang=en", |_, page| {
        let expo = Expo::read();
        let left = expo.chosen(Choice {
            districts: &["fosie"],
            ..Choice::default()
        });
        page.click(button("Filters"))?;
        page.click(button("District All"))?;
        assert_eq!(page.painted_after(|| page.click(button("Fosie")))?, left.len());
        let done = format!("Show {} sites", left.len());
        page.click(button(&done))?;
        page.see_no_more(button(&done))?;
        assert_eq!(heading(page)?, format!("{} of {} sites", left.len(), expo.sites.len()));
        assert_eq!(row_ids(page)?, left);
        assert_eq!(page.fragment()?, "district=fosie&lang=en");
        Ok(())
    });
}

#[test]
fn an_old_untidy_address_is_understood_and_what_it_asks_in_vain_is_told() {
    visit(
        Device::DESKTOP,
        "#utm=x&goal=11,06,99,6&kind=social&partner=nobody",
        |_, page| {
            let expo = Expo::read();
            let choice = Choice {
                goals: &[6, 11],
                kinds: &["social"],
                ..Choice::default()
            };
            shows_exactly(page, &expo, &expo.chosen(choice))?;
            assert!(page.text(css(".sheet"))?.contains("Kartan känner inte till ”nobody”."));
            Ok(())
        },
    );
}

/// Follows a link to what is open at a moment.
fn open_at(when: When) {
    let (hour, minute) = (when.minute / 60, when.minute % 60);
    let address = format!("#open={}T{hour:02}:{minute:02}", when.date);
    visit(Device::DESKTOP, &address, |_, page| {
        let expo = Expo::read();
        let left = expo.chosen(Choice {
            open: Some(when),
            ..Choice::default()
        });
        assert!(
            !left.is_empty() && left.len() < expo.sites.len(),
            "the data no longer fits this journey"
        );
        assert_eq!(page.painted()?, left.len());
        shows_exactly(page, &expo, &left)?;
        for row in rows(page)? {
            let says_open = row.open.starts_with("till ") || row.open == "Dygnet runt";
            assert!(says_open, "{} is listed and says “{}”", row.id, row.open);
        }
        Ok(())
    });
}

#[test]
fn monday_evening_lists_only_what_is_open_then() {
    open_at(When {
        date: "2021-05-17",
        weekday: 0,
        minute: 20 * 60,
    });
}

#[test]
fn after_midnight_the_evening_before_still_counts() {
    open_at(When {
        date: "2021-05-16",
        weekday: 6,
        minute: 15,
    });
}

#[test]
fn a_public_holiday_has_its_own_hours() {
    open_at(When {
        date: "2021-05-13",
        weekday: 3,
        minute: 11 * 60 + 30,
    });
}

#[test]
fn at_three_in_the_night_only_what_never_closes_is_open() {
    open_at(When {
        date: "2021-05-17",
        weekday: 0,
        minute: 3 * 60,
    });
    let expo = Expo::read();
    let night = Some(When {
        date: "2021-05-17",
        weekday: 0,
        minute: 3 * 60,
    });
    let open = expo.chosen(Choice {
        open: night,
        ..Choice::default()
    });
    assert!(open.iter().all(|id| expo.site(id).hours == "24/7"), "{open:?}");
}

#[test]
fn a_time_is_chosen_by_steps_and_taken_out_again() {
    visit(Device::DESKTOP, "", |_, page| {
        let expo = Expo::read();
        page.click(button("Öppet Alla tider"))?;
        let at = |minute| When {
            date: "2021-05-15",
            weekday: 5,
            minute,
        };
        for minute in [11 * 60 + 30, 12 * 60] {
            let left = expo.chosen(Choice {
                open: Some(at(minute)),
                ..Choice::default()
            });
            assert_eq!(page.painted_after(|| page.click(button("Senare")))?, left.len());
        }
        assert_eq!(page.fragment()?, "open=2021-05-15T12:00");
        assert_eq!(page.text(css(".note.time"))?, "Visar lördag 15 maj 2021 kl. 12.00");
        assert_eq!(
            page.painted_after(|| page.click(button("När som helst")))?,
            expo.sites.len()
        );
        address_becomes(page, "")?;
        Ok(())
    });
}

/// Nothing matches goal, district and time together; every way out is offered with what it gives.
fn a_way_out(device: Device) {
    visit(
        device,
        "#goal=14&district=oxie&open=2021-05-17T03:00",
        |_, page| -> Journey {
            let expo = Expo::read();
            let night = Some(When {
                date: "2021-05-17",
                weekday: 0,
                minute: 3 * 60,
            });
            let all = Choice {
                goals: &[14],
                districts: &["oxie"],
                open: night,
                ..Choice::default()
            };
            assert_eq!(expo.chosen(all).len(), 0, "the data no longer fits this journey");
            assert_eq!(page.painted()?, 0);
            page.see(role("heading", "Inga platser passar alla val"))?;
            let ways = [
                (
                    "Ta bort Mål 14",
                    Choice { goals: &[], ..all },
                    "district=oxie&open=2021-05-17T03:00",
                ),
                (
                    "Ta bort Oxie",
                    Choice { districts: &[], ..all },
                    "goal=14&open=2021-05-17T03:00",
                ),
                (
                    "Ta bort Öppet mån 03.00",
                    Choice { open: None, ..all },
                    "goal=14&district=oxie",
                ),
            ];
            let offered: Vec<String> = page.names("button")?;
            let offered: Vec<&String> = offered
                .iter()
                .filter(|name| name.ends_with("plats") || name.ends_with("platser"))
                .filter(|name| name.starts_with("Ta bort "))
                .collect();
            let mut promised = Vec::new();
            for (name, left, address) in ways {
                let gives = expo.chosen(left);
                if !gives.is_empty() {
                    let told = offered.iter().find(|offer| offer.starts_with(name));
                    let told = told.unwrap_or_else(|| panic!("“{name}” is not offered, only {offered:?}"));
                    let sites = if gives.len() == 1 { "plats" } else { "platser" };
                    assert!(
                        told.ends_with(&format!(" {} {sites}", gives.len())),
                        "{told}: it gives {}",
                        gives.len()
                    );
                    promised.push(((*told).clone(), gives, address));
                }
            }
            assert_eq!(offered.len(), promised.len(), "{offered:?}");
            let (name, gives, address) = promised.first().expect("the data no longer fits this journey");
            assert_eq!(page.painted_after(|| page.click(button(name)))?, gives.len());
            address_becomes(page, address)?;
            shows_exactly(page, &expo, gives)
        },
    );
}

#[test]
fn a_choice_that_nothing_meets_offers_ways_out_with_what_they_give() {
    a_way_out(Device::DESKTOP);
}

#[test]
fn a_phone_offers_the_same_ways_out() {
    a_way_out(Device::PHONE);
}
