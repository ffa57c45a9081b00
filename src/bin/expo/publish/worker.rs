//! The service worker's list: every file the app needs, with its hash, filled into the line that is kept for it.

use super::assets::{Hash, Tree};
use super::built::{Assets, ending_of};
use super::policy::EMBED;
use serde_json::{Value, json};

/// Stands where the list belongs; all from it to the line's last semicolon is replaced.
const MARK: &str = "/* expo publish */";

/// A file the app needs: its name seen from the worker, and its path in the release.
pub(super) type Needed = (String, String);

/// Everything the app needs: its page, the one that partners frame, its program, styles, fonts and icon.
pub(super) fn needed(tree: &Tree, assets: &Assets) -> Vec<Needed> {
    let mut all = vec![("./".to_owned(), "index.html".to_owned())];
    let start = tree
        .iter()
        .map(|(path, _)| path)
        .filter(|path| path.starts_with("assets/start-"));
    let own = assets.names.values().map(String::as_str);
    let named = [EMBED]
        .into_iter()
        .chain(own)
        .chain(start)
        .chain(["manifest.webmanifest"]);
    all.extend(named.map(|path| (path.to_owned(), path.to_owned())));
    all
}

/// What the program itself is called: the same as long as only data and texts change.
pub(super) fn app(files: &[Needed], tree: &Tree) -> String {
    let mut own = Tree::default();
    for (name, path) in files.iter().filter(|(_, path)| !is_page(path)) {
        own.put(name, tree.get(path).unwrap_or_default());
    }
    own.version()
}

fn is_page(path: &str) -> bool {
    ending_of(path) == "html"
}

/// The worker with its list; an error in a sentence if it keeps no line for it.
pub(super) fn filled(script: &str, version: &str, files: &[Needed], tree: &Tree) -> Result<String, String> {
    let start = script.find(MARK).ok_or_else(|| {
        format!(
            "sw.js has no line with “{MARK}”, so its list cannot be filled in. \
             Write `const RELEASE = {MARK} {{ version: \"dev\", app: \"\", files: [] }};` on a line of its own."
        )
    })?;
    let line = script[start..].find('\n').map_or(script.len(), |end| start + end);
    let end = script[start..line].rfind(';').map_or(line, |end| start + end);
    let hashed = files
        .iter()
        .filter_map(|(name, path)| Some(json!([name, Hash::of(tree.get(path)?).hex()])));
    let list = json!({ "version": version, "app": app(files, tree), "files": hashed.collect::<Value>() });
    // Names are slugs and file names, but a script is no place to rely on that.
    let list = list
        .to_string()
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    Ok([&script[..start], &list, &script[end..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_stands_in_its_line() {
        let mut tree = Tree::default();
        tree.put("index.html", "abc");
        tree.put("a.js", "abc");
        let script = "a();\nconst RELEASE = /* expo publish */ { version: \"dev\", files: [] };\nb();\n";
        let files =
            [("./", "index.html"), ("a.js", "a.js"), ("gone", "gone")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        let (hash, app) = (Hash::of(b"abc").hex(), app(&files, &tree));
        assert_eq!(
            filled(script, "1f", &files, &tree).unwrap(),
            format!(
                "a();\nconst RELEASE = {{\"app\":\"{app}\",\"files\":[[\"./\",\"{hash}\"],[\"a.js\",\"{hash}\"]],\
                 \"version\":\"1f\"}};\nb();\n"
            )
        );
        assert!(
            filled("a();", "1f", &files, &tree)
                .unwrap_err()
                .contains("sw.js has no line")
        );
        tree.put("index.html", "other");
        assert_eq!(super::app(&files, &tree), app);
        tree.put("a.js", "other");
        assert_ne!(super::app(&files, &tree), app);
    }
}
