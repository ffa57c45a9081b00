//! A kiosk's Swedish texts.

use super::super::NBSP;
use super::KioskWords;

pub(in crate::text) static WORDS: KioskWords = KioskWords {
    here: "Du är här",
    next_train: "nästa tåg",
    no_train: "inga fler tåg i dag",
    near: "Nära dig",
    minutes: "min",
    take: "Ta med kartan",
    take_why: "Skanna koden: filter, platser och rutt följer med.",
    goals: "mål",
    low: "Nedre läge",
    not_low: "Vanligt läge",
    large: "Större text",
    not_large: "Vanlig text",
    over: "Börja om",
    search: "Sök",
    errand: "Vad hinner jag se?",
    day: "Min dag",
    read: "Läs upp",
    read_no_more: "Sluta läsa",
    no_voice: "Den här skärmen har ingen röst på svenska. Allt som annars läses upp står i text.",
    home: "Till kartan",
    back: "Tillbaka",
    page_back: "Föregående sida",
    page_on: "Nästa sida",
    still_there: "Är du kvar?",
    still_why: "Kartan börjar om strax.",
    still_here: "Jag är kvar",
    touch: "Rör vid skärmen",
    unknown_time: "Okänd tid",
    unknown_why: "Skärmens klocka kan gå fel. Vad som är öppet och när tågen går visas inte.",
    choose_train: "Vilket tåg ska du med?",
    errand_none: "Du hinner inget före det tåget. Välj ett senare.",
    no_later_train: "Det går inga fler tåg härifrån i dag.",
    day_empty: "Din dag är tom. Öppna en plats och välj ”Lägg till i rutten”.",
    day_clear: "Töm dagen",
    phone: "Till mobilen",
    phone_why: "Rikta mobilens kamera mot koden. Dagen finns i själva länken: inget sparas här, och inget konto behövs.",
    too_long: "Dagen är för lång för en kod. Ta bort ett stopp.",
    own_page: "Platsens egen webbsida",
    type_words: "Skriv vad du söker",
    erase: "Sudda",
    space: "Mellanslag",
    keys: "Tangenter",
    code: "Kod",
    health: "Så mår skärmen",
    health_labels: [
        "Station",
        "Version",
        "Data från",
        "Drifttid",
        "Senaste fel",
        "Läget på nätet",
        "Reserv utan nät",
        "Klockan",
        "Montering",
    ],
    none: "ingen",
    well: "utan anmärkning",
    misfit: "Alla kan inte använda skärmen",
    go_on: "Fortsätt ändå",
    farther: "Zooma ut",
    nearer: "Zooma in",
    north: "N",
    estimate: "uppskattning",
    language: "Språk",
    within: |sites| format!("{sites} inom en kvart till fots"),
    open_now: |sites| format!("{sites} har öppet nu"),
    page: |page, pages| format!("Sida{NBSP}{page} av{NBSP}{pages}"),
    seconds: |n| {
        if n == 1 {
            "1\u{a0}sekund".to_owned()
        } else {
            format!("{n}{NBSP}sekunder")
        }
    },
    errand_title: |train| format!("Det här hinner du se före {train}"),
    errand_times: |arrives, leaves, back| format!("Framme {arrives}, åter {back}\nGå därifrån senast {leaves}"),
    by_train: |from, to, changes| {
        let from = from.map_or_else(String::new, |from| format!("från {from} "));
        let change = if changes { ", med byte" } else { "" };
        format!("tåg {from}till {to}{change}")
    },
    towards: |station| format!("mot {station}"),
    stay: "på plats",
    no_plan: "Dagen går inte att räkna ut så här. Ta bort ett stopp.",
    by_day: |clock, tomorrow| format!("{clock} {tomorrow}"),
    no_station: |slug| {
        format!(
            "Stationen ”{slug}” finns inte i kartans data. Skriv en stations id efter kiosk= i adressen, till exempel kiosk=hyllie."
        )
    },
    up: |days, hours| format!("{days}{NBSP}dygn {hours}{NBSP}tim"),
    high: |mm| {
        format!(
            "Det översta att trycka på sitter {mm}{NBSP}mm över golvet. Högre än 1{NBSP}220{NBSP}mm når inte alla. Häng skärmen lägre eller ange bottom= i adressen."
        )
    },
    cramped: "Det som går att trycka på får inte plats mellan 380 och 1\u{a0}220\u{a0}mm över golvet. Välj en större skärm eller häng den på en annan höjd.",
    small: |has, needs| {
        format!(
            "Ett stort H är {has}{NBSP}mm högt och borde vara {needs}{NBSP}mm på det avståndet. Välj en större skärm eller låt folk komma närmare."
        )
    },
};
