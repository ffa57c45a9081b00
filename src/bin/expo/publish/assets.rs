//! The files of a release by their paths, those that never change named by what is in them.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What a file holds, in short: enough to name it by.
const NAME_DIGITS: usize = 12;

/// The folder of the files that never change.
pub(super) const ASSETS: &str = "assets/";

/// A file's hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hash([u8; 32]);

impl Hash {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// All of it, as 64 digits.
    pub(super) fn hex(self) -> String {
        self.0.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// Enough of it for a name.
    pub(super) fn short(self) -> String {
        self.hex()[..NAME_DIGITS].to_owned()
    }

    /// As browsers are told it, in `integrity` and in policies: `sha256-…`.
    pub(super) fn for_browsers(self) -> String {
        format!("sha256-{}", base64(&self.0))
    }
}

/// Base 64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let byte = |i: usize| u32::from(three.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * i) & 63) as usize];
            out.push(if i <= three.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

/// All files of a release by their paths from the top, with forward slashes.
#[derive(Debug, Default)]
pub(super) struct Tree {
    files: BTreeMap<String, Vec<u8>>,
}

impl Tree {
    /// A file at a path of its own.
    pub(super) fn put(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.to_owned(), bytes.into());
    }

    /// A file that never changes, named `assets/<stem>-<hash>.<ending>`; gives its path.
    pub(super) fn keep(&mut self, stem: &str, ending: &str, bytes: impl Into<Vec<u8>>) -> String {
        let bytes = bytes.into();
        let path = format!("{ASSETS}{stem}-{}.{ending}", Hash::of(&bytes).short());
        self.files.insert(path.clone(), bytes);
        path
    }

    pub(super) fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    pub(super) fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Every file in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    pub(super) fn extend(&mut self, files: impl IntoIterator<Item = (String, Vec<u8>)>) {
        self.files.extend(files);
    }

    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// What the whole of it is called: the same files give the same name.
    pub(super) fn version(&self) -> String {
        let mut all = Sha256::new();
        for (path, bytes) in self.iter() {
            all.update(path.as_bytes());
            all.update([0]);
            all.update(Hash::of(bytes).0);
        }
        Hash(all.finalize().into()).short()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_standard() {
        // FIPS 180-2's own example, and RFC 4648's.
        let hash = Hash::of(b"abc");
        assert_eq!(
            hash.hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(hash.short(), "ba7816bf8f01");
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_tree_is_called_by_all_that_is_in_it() {
        let tree = |path: &str, text: &str| {
            let mut tree = Tree::default();
            tree.put(path, text);
            tree.version()
        };
        assert_eq!(tree("a", "1"), tree("a", "1"));
        assert_ne!(tree("a", "1"), tree("a", "2"));
        assert_ne!(tree("a", "1"), tree("b", "1"));
    }
}
