//! The folder that `expo publish` made, as it is: the folder in `M21_SITE`. Other drills make releases of their own, which
//! must be like it.

use crate::ground::{answers, has_all, opens, version};
use crate::visit::is_well;
use journeys::{Device, Server, css, journey_on};
use std::path::{Path, PathBuf};

/// The folder, if one is named.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("M21_SITE").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: M21_SITE names no published folder");
    }
    folder
}

/// A server for it that says with every answer what the folder's `_headers` would have said for one path.
fn site(folder: &Path, path: &str) -> Server {
    let server = Server::of(folder).unwrap_or_else(|failure| panic!("{failure}"));
    let headers = std::fs::read_to_string(folder.join("_headers")).expect("the published _headers");
    let mut applies = false;
    let mut said = 0;
    for line in headers.lines() {
        match line.strip_prefix("  ").and_then(|header| header.split_once(": ")) {
            None => applies = line == "/*" || line == path,
            // How long things are kept is the server's own.
            Some((name, value)) if applies && name != "Cache-Control" => {
                server.header(name, value);
                said += 1;
            }
            Some(_) => {}
        }
    }
    assert!(said > 5, "{said} headers for {path}");
    server
}

#[test]
fn drill_01_the_published_folder_works_without_a_server_after_one_visit() {
    let Some(folder) = folder() else { return };
    journey_on(site(&folder, "/"), |stage| {
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
    let Some(folder) = folder() else { return };
    let server = site(&folder, "/");
    let assets = std::fs::read_dir(folder.join("assets")).into_iter().flatten().flatten();
    let program = assets
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .find(|name| name.rsplit('.').next() == Some("wasm"))
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

#[test]
fn drill_16_a_site_that_is_no_partners_shows_no_frame_of_the_published_map() {
    let Some(folder) = folder() else { return };
    for path in ["/", "/embed.html"] {
        let site = site(&folder, path);
        let framed = format!("{}{}", site.origin(), path.trim_start_matches('/'));
        let thief = Server::empty().unwrap_or_else(|failure| panic!("{failure}"));
        let html =
            format!("<!doctype html><title>T</title><link rel=icon href='data:,'><iframe src='{framed}'></iframe>");
        thief.answer("/", 200, html);
        journey_on(site, |stage| {
            stage.is_rough();
            let page = stage.blank(Device::DESKTOP)?;
            page.goto_url(&thief.origin())?;
            // It was refused, and said so.
            page.forgive("frame-ancestors")?;
            Ok(())
        });
    }
}
