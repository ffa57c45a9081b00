//! The folder that `expo publish` made, as it is: the folder in `M21_SITE`. Other drills make releases of their own, which
//! must be like it.

use crate::ground::{answers, has_all, opens, version};
use crate::visit::is_well;
use journeys::{Device, Server, css, journey_on};
use std::path::{Path, PathBuf};

fn site() -> Option<Server> {
    let folder = std::env::var_os("M21_SITE").map(PathBuf::from)?;
    match Server::of(&folder) {
        Ok(server) if folder.join("version.json").is_file() => Some(server),
        _ => panic!("there is no published folder in {}", folder.display()),
    }
}

#[test]
fn drill_01_the_published_folder_works_without_a_server_after_one_visit() {
    let Some(server) = site() else {
        println!("skipped: M21_SITE names no published folder");
        return;
    };
    journey_on(server, |stage| {
        let page = stage.open(Device::DESKTOP, "")?;
        has_all(&page)?;
        is_well(&page)?;
        assert_eq!(stage.server().missed(), Vec::<String>::new());
        stage.is_rough();
        stage.stop_the_server();
        let before = version(&page)?;
        for address in [
            "",
            "s/oppet-dagvatten/",
            "en/s/oppet-dagvatten/",
            "p/va-syd/",
            "embed.html",
            "",
        ] {
            page.goto_url("about:blank")?;
            page.goto(address)?;
            page.interactive()?;
            assert_eq!(version(&page)?, before, "/{address}");
        }
        answers(&page)?;
        page.goto("#site=oppet-dagvatten")?;
        opens(&page, "Öppet dagvatten").map_err(Into::into)
    });
}

#[test]
fn the_published_start_page_lists_every_site_while_the_program_is_on_its_way() {
    let Some(server) = site() else {
        println!("skipped: M21_SITE names no published folder");
        return;
    };
    let folder = std::env::var_os("M21_SITE").map(PathBuf::from).unwrap_or_default();
    let assets = std::fs::read_dir(folder.join("assets")).into_iter().flatten().flatten();
    let program = assets
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .find(|name| Path::new(name).extension().is_some_and(|e| e == "wasm"))
        .expect("a program");
    server.hold(&format!("/assets/{program}"));
    journey_on(server, |stage| {
        let page = stage.blank(Device::PHONE)?;
        page.goto("")?;
        page.until("the list", || {
            let text: String = page.eval("document.querySelector('.plain-list')?.innerText ?? ''")?;
            Ok(text.contains("Öppet dagvatten").then_some(()))
        })?;
        for site in &crate::expo::Expo::read().sites {
            assert!(
                page.count(&format!(".plain-list a[href$='s/{}/']", site.id))? > 0,
                "{}",
                site.id
            );
        }
        stage.server().restore(&format!("/assets/{program}"));
        page.interactive()?;
        page.see(css("li.row"))?;
        Ok(())
    });
}
