//! The leaves' Swedish texts.

use super::LeafWords;

pub(super) static WORDS: LeafWords = LeafWords {
    open_in_map: "Öppna på kartan",
    open_all_in_map: "Öppna kartan",
    to_map: "Till kartan",
    all_sites: "Alla platser",
    all_partners: "Alla partner",
    languages: "Språk",
    notices: "Bra att veta",
    kinds: "Lösning",
    led_by: "Leds av",
    with: "Tillsammans med",
    takes_part_in: "Platser",
    own_site: "Egen webbplats",
    map_of: |title| format!("Karta över trakten kring {title}"),
    sites_lead: "Alla platser på expon, i den ordning man kommer till dem längs Malmöpendelns ring.",
    partners_lead: "Organisationerna bakom M21 och platserna de är med på.",
    shell_lead: "Här är alla platser, om kartan inte kommer fram. Varje plats har en egen sida som fungerar utan karta.",
    lost_title: "Den sidan finns inte",
    lost_lead: "Adressen kan vara felskriven, eller så har sidan tagits bort. Här är alla platser på expon.",
    lost_perhaps: "Kanske menade du",
    moved: |title| format!("Platsen heter nu {title}."),
    app_short: "M21",
    app_about: "Karta över M21: hållbara lösningar i hela Malmö, längs Malmöpendelns ring, sorterade efter de 17 globala målen.",
};
