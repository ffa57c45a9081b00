//! Configurations for the servers that most will put the folder on: nginx, Caddy, and the `_headers` file that common
//! static hosts read. All say the same, out of one [`Policy`].

use super::address::{Base, folder_of};
use super::policy::{ASKED_AGAIN, EMBED, FOREVER, Policy};
use m21::model::Lang;
use std::fmt::Write;
use std::path::Path;

/// The name of a host that nobody has said.
const SOME_HOST: &str = "m21.example.se";

/// The server block for nginx, which serves `current` below a folder.
pub(super) fn nginx(policy: &Policy, base: &Base, out: &Path) -> String {
    let host = base.host().unwrap_or(SOME_HOST);
    let (path, root) = (base.path(), out.join("current"));
    let root = root.display();
    // A folder below a server's top is found by its alias.
    let (place, start) = if path == "/" {
        (format!("root \"{root}\";"), "/".to_owned())
    } else {
        (format!("alias \"{root}/\";"), format!("^~ {path}"))
    };
    let mut said = String::new();
    for (name, value) in Policy::everywhere() {
        let _ = writeln!(said, "    add_header {name} \"{value}\" always;");
    }
    let (own, embedded) = (policy.own(), policy.embedded());
    format!(
        r#"# nginx for this folder, written by `expo publish`; docs/operations.md of the project tells how to use it.
# Put it into /etc/nginx/conf.d/ (or include it inside http), with the real paths of the certificate.
# HTTP/2 is asked for as versions before 1.25.1 understand it; later ones understand it too.

map $uri $m21_cache {{
    default                 "{ASKED_AGAIN}";
    "~^{path}assets/"       "{FOREVER}";
}}
map $uri $m21_policy {{
    default                 "{own}";
    "{path}{EMBED}"         "{embedded}";
}}
map $uri $m21_frame {{
    default                 "DENY";
    "{path}{EMBED}"         "";
}}
# Files may be used by others; pages are our own.
map $uri $m21_resource {{
    default                 "cross-origin";
    "~(/|\.html)$"          "same-origin";
    "{path}{EMBED}"         "cross-origin";
}}

server {{
    listen 80;
    listen [::]:80;
    server_name {host};
    return 301 https://$host$request_uri;
}}

server {{
    listen 443 ssl http2;
    listen [::]:443 ssl http2;
    server_name {host};

    ssl_certificate     /etc/ssl/m21/fullchain.pem;
    ssl_certificate_key /etc/ssl/m21/privkey.pem;
    ssl_protocols       TLSv1.2 TLSv1.3;
    ssl_session_cache   shared:m21:10m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;

    server_tokens off;
    charset utf-8;
    charset_types text/css text/plain text/markdown text/xml application/javascript application/json
                  application/geo+json application/manifest+json image/svg+xml;
    types {{
        text/html                     html;
        text/css                      css;
        text/plain                    txt;
        text/markdown                 md;
        text/xml                      xml;
        application/javascript        js;
        application/json              json;
        application/geo+json          geojson;
        application/manifest+json     webmanifest;
        application/wasm              wasm;
        application/octet-stream      m21;
        image/svg+xml                 svg;
        image/png                     png;
        font/woff2                    woff2;
    }}

    # A file and the pressed one beside it are read from disk as they are. With the module for Brotli (on Debian
    # libnginx-mod-http-brotli-static) take the mark from the next line away: a fifth less travels.
    gzip_static on;
    #brotli_static on;
    sendfile on;
    tcp_nopush on;
    etag on;

    add_header Cache-Control $m21_cache always;
    add_header Content-Security-Policy $m21_policy always;
    add_header X-Frame-Options $m21_frame always;
    add_header Cross-Origin-Resource-Policy $m21_resource always;
    add_header Vary "Accept-Encoding" always;
{said}
    location {start} {{
        {place}
        index index.html;
    }}
    error_page 404 {path}404.html;
}}
"#
    )
}

/// The same for Caddy, which gets its certificate by itself.
pub(super) fn caddy(policy: &Policy, base: &Base, out: &Path) -> String {
    let host = base.host().unwrap_or(SOME_HOST);
    let (path, root) = (base.path(), out.join("current"));
    let mut said = String::new();
    for (name, value) in Policy::everywhere() {
        let _ = writeln!(said, "\t\t\t{name} \"{value}\"");
    }
    let strip = match path.trim_end_matches('/') {
        "" => String::new(),
        path => format!("\turi strip_prefix {path}\n"),
    };
    let (own, embedded) = (policy.own(), policy.embedded());
    format!(
        "# Caddy for this folder, written by `expo publish`; docs/operations.md of the project tells how to use it.\n\
         {host} {{\n\
         \troot * \"{}\"\n\
         {strip}\
         \t# In this order: what is said last of a header holds.\n\
         \troute {{\n\
         \t\theader {{\n{said}\
         \t\t\tContent-Security-Policy \"{own}\"\n\
         \t\t\tX-Frame-Options \"DENY\"\n\
         \t\t\tCache-Control \"{ASKED_AGAIN}\"\n\
         \t\t\tCross-Origin-Resource-Policy \"cross-origin\"\n\
         \t\t}}\n\
         \t\t@forever {{\n\t\t\tpath /assets/*\n\t\t\tfile\n\t\t}}\n\
         \t\theader @forever Cache-Control \"{FOREVER}\"\n\
         \t\t@pages path */ *.html\n\
         \t\theader @pages Cross-Origin-Resource-Policy \"same-origin\"\n\
         \t\t@embed path /{EMBED}\n\
         \t\theader @embed Content-Security-Policy \"{embedded}\"\n\
         \t\theader @embed Cross-Origin-Resource-Policy \"cross-origin\"\n\
         \t\theader @embed -X-Frame-Options\n\
         \t\t@geojson path *.geojson\n\
         \t\theader @geojson Content-Type \"application/geo+json\"\n\
         \t\tfile_server {{\n\t\t\tprecompressed br gzip\n\t\t}}\n\
         \t}}\n\
         \thandle_errors {{\n\
         \t\troot * \"{}\"\n\
         \t\trewrite * /404.html\n\
         \t\tfile_server\n\
         \t}}\n\
         }}\n",
        root.display(),
        root.display()
    )
}

/// `_headers` for hosts that read it. Some join what several rules say about one header, and two policies joined are
/// stricter than either, so each kind of page has its rule and none has two.
pub(super) fn headers(policy: &Policy, base: &Base) -> String {
    let path = base.path();
    let mut out = String::from("# For static hosts that read this file, written by `expo publish`.\n");
    let mut rule = |at: &str, said: &[(&str, &str)]| {
        let _ = writeln!(out, "{path}{at}");
        for (name, value) in said {
            let _ = writeln!(out, "  {name}: {value}");
        }
    };
    rule("*", &Policy::everywhere());
    let (own, embedded) = (policy.own(), policy.embedded());
    let said = [
        ("Content-Security-Policy", own.as_str()),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", ASKED_AGAIN),
    ];
    for at in ["", "index.html", "404.html"] {
        rule(at, &said);
    }
    for lang in Lang::ALL {
        for leaf in ["s/*", "p/*"] {
            rule(&(folder_of(lang) + leaf), &said);
        }
    }
    rule(
        EMBED,
        &[("Content-Security-Policy", &embedded), ("Cache-Control", ASKED_AGAIN)],
    );
    rule("assets/*", &[("Cache-Control", FOREVER)]);
    for at in ["data/*", "sw.js", "version.json", "manifest.webmanifest"] {
        rule(at, &[("Cache-Control", ASKED_AGAIN)]);
    }
    rule("data/*.geojson", &[("Content-Type", "application/geo+json")]);
    out
}
