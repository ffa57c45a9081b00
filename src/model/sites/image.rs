//! The image: columns and records in one piece of memory, as they are also written to `sites.m21`.
//!
//! Words of eight bytes, little-endian. A header of [`HEADER`] words, then the sections of [`Section`] in order, each
//! from a whole word on. `data/README.md` describes the format for others; `docs` of [`Sites`](super::Sites) say what is
//! in it. A file of another version, for other partners, districts or stations, or with a changed byte is refused as a
//! whole, so that nothing else need doubt it.

use crate::model::{District, Partner, Station};
use crate::rest::{Never, Rest, all_in_pieces, at_once, in_pieces};
use bytemuck::Pod;
use std::ops::Range;

/// The version of the format that is written and read.
pub const SITES_FORMAT: u32 = 1;
/// `M21SITES` as it stands in the file.
const MAGIC: u64 = u64::from_le_bytes(*b"M21SITES");
/// Words before the first section.
const HEADER: usize = 8 + Section::COUNT;
/// The word that holds the fingerprint of the expo it was made for.
const FOR: usize = 3;
/// The word that holds the checksum.
const SUM: usize = 4;
/// Set in the header's flags when the sites are in the tree's order, with their own stations and the list.
const IN_TREE_ORDER: u64 = 1 << 32;

/// A part of the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Two `f32` a site: metres east and south.
    Spots,
    /// A `u32` a site: [`Facets`](super::Facets).
    Facets,
    /// A `u32` a site for each 32 partners.
    Partners,
    /// Four bytes a site: district, station, own station, 0.
    Homes,
    /// A `u32` a site.
    Classes,
    /// A `u32` a site and one more: where its record begins.
    Offsets,
    /// A `u32` a site, or nothing.
    Listed,
    /// Two `u32` for each site that grew from another.
    Roots,
    /// The opening hours from class 1 on, a line each.
    Hours,
    /// Where each shared text begins, and one more.
    TextOffsets,
    /// The shared texts.
    Texts,
    /// The records.
    Records,
}

impl Section {
    const COUNT: usize = 12;
}

/// How far the numbers in the image may go: what the other files hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many partners there are.
    pub partners: usize,
    /// How many districts.
    pub districts: usize,
    /// How many stations.
    pub stations: usize,
    /// A fingerprint of their names and places, by which a companion made for others is known.
    pub fingerprint: u64,
}

impl Limits {
    /// Those of an expo with these partners, districts and stations.
    pub fn of(partners: &[Partner], districts: &[District], stations: &[Station]) -> Self {
        let slugs = partners
            .iter()
            .map(|p| &p.slug)
            .chain(districts.iter().map(|d| &d.slug));
        let slugs = slugs.chain(stations.iter().map(|s| &s.slug));
        // A byte that no text has parts the names.
        let names = slugs.flat_map(|s| s.bytes().chain([0xff])).map(u64::from);
        let places = stations.iter().flat_map(|s| {
            let order = u64::from(s.ring_order.unwrap_or(0));
            [s.at.x.to_bits(), s.at.y.to_bits(), s.catchment.0.to_bits(), order]
        });
        Self {
            partners: partners.len(),
            districts: districts.len(),
            stations: stations.len(),
            fingerprint: fingerprint(names.chain(places)),
        }
    }
}

/// Why an image is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageFault {
    /// It is no such file.
    NotOurs,
    /// It is of another version.
    Version(u32),
    /// It is cut off, or something in it has changed.
    Broken,
    /// It was made for other partners, districts or stations.
    OtherExpo,
}

impl ImageFault {
    /// A name for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotOurs => "not-ours",
            Self::Version(_) => "other-version",
            Self::Broken => "broken",
            Self::OtherExpo => "other-expo",
        }
    }
}

/// The fingerprint of a run of words: FNV-1a (Fowler, Noll and Vo) with 64 bits, a word at a time instead of a byte.
pub(super) fn fingerprint(words: impl IntoIterator<Item = u64>) -> u64 {
    mixed(BASIS, words)
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// The fingerprint of a run that goes on.
fn mixed(hash: u64, words: impl IntoIterator<Item = u64>) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    // The rotation lets high bits come down too, which a plain product would not.
    words
        .into_iter()
        .fold(hash, |hash, word| (hash ^ word).wrapping_mul(PRIME).rotate_left(29))
}

/// A companion file's words on their way in, a piece of bytes at a time.
#[derive(Debug, Default)]
pub struct Words {
    words: Vec<u64>,
    /// The bytes of the word that has not all come yet, and how many there are.
    part: ([u8; 8], usize),
}

impl Words {
    /// Makes room for a file of so many bytes. That is only a hint, and believed up to 256 MiB.
    pub fn expect(&mut self, bytes: usize) {
        self.words.reserve_exact(bytes.min(1 << 28) / 8);
    }

    /// Takes the next bytes.
    pub fn take(&mut self, mut bytes: &[u8]) {
        let (part, filled) = &mut self.part;
        if *filled > 0 {
            let missing = (8 - *filled).min(bytes.len());
            part[*filled..*filled + missing].copy_from_slice(&bytes[..missing]);
            *filled += missing;
            bytes = &bytes[missing..];
            if *filled < 8 {
                return;
            }
            self.words.push(u64::from_le_bytes(*part));
        }
        let (whole, rest) = bytes.as_chunks::<8>();
        self.words.extend(whole.iter().map(|w| u64::from_le_bytes(*w)));
        part[..rest.len()].copy_from_slice(rest);
        *filled = rest.len();
    }

    /// All words; bytes that make no whole one are left out, as no file of ours has them.
    pub fn finish(self) -> Vec<u64> {
        self.words
    }
}

/// The fingerprint of everything but itself.
async fn checksum(words: &[u64], rest: &dyn Rest) -> u64 {
    let mut hash = BASIS;
    in_pieces(words.len(), rest, &mut |piece| {
        let sum = SUM.wrapping_sub(piece.start);
        let others = words[piece].iter().enumerate().filter(|(i, _)| *i != sum);
        hash = mixed(hash, others.map(|(_, word)| *word));
    })
    .await;
    hash
}

/// One piece of memory, and where its sections begin, in words.
#[derive(Debug, Clone)]
pub(super) struct Image {
    words: Vec<u64>,
    /// The first word of each section, and its length in bytes.
    sections: [(usize, usize); Section::COUNT],
}

/// What it was written for is no part of what it holds.
impl PartialEq for Image {
    fn eq(&self, other: &Self) -> bool {
        fn content(image: &Image) -> Option<&[u64]> {
            image.words.get(SUM + 1..)
        }
        self.words.get(..FOR) == other.words.get(..FOR) && content(self) == content(other)
    }
}

impl Image {
    /// An image of sections' bytes.
    pub(super) async fn of(
        sites: usize,
        sections: [&[u8]; Section::COUNT],
        in_tree_order: bool,
        rest: &dyn Rest,
    ) -> Self {
        let words: usize = sections.iter().map(|s| s.len().div_ceil(8)).sum();
        let mut image = Vec::with_capacity(HEADER + words);
        let flags = if in_tree_order { IN_TREE_ORDER } else { 0 };
        image.extend([MAGIC, u64::from(SITES_FORMAT) | flags, sites as u64, 0, 0, 0, 0, 0]);
        image.extend(sections.iter().map(|s| s.len() as u64));
        for bytes in sections {
            let (whole, part) = bytes.as_chunks::<8>();
            in_pieces(whole.len(), rest, &mut |piece| {
                image.extend(whole[piece].iter().map(|w| u64::from_le_bytes(*w)));
            })
            .await;
            if !part.is_empty() {
                let mut last = [0; 8];
                last[..part.len()].copy_from_slice(part);
                image.push(u64::from_le_bytes(last));
            }
        }
        let sections = Self::laid_out(&image).unwrap_or_default();
        Self { words: image, sections }
    }

    /// Where the sections lie by the header; nothing if they do not end where the words do.
    fn laid_out(words: &[u64]) -> Option<[(usize, usize); Section::COUNT]> {
        let lengths = words.get(HEADER - Section::COUNT..HEADER)?;
        let mut sections = [(0, 0); Section::COUNT];
        let mut at = HEADER;
        for (section, length) in sections.iter_mut().zip(lengths) {
            let length = usize::try_from(*length).ok()?;
            *section = (at, length);
            at = at.checked_add(length.div_ceil(8))?;
        }
        (at == words.len()).then_some(sections)
    }

    /// The image in a file's words, if it is one and holds together.
    pub(super) async fn read(words: Vec<u64>, limits: &Limits, rest: &dyn Rest) -> Result<Self, ImageFault> {
        let [magic, format, sites, expo, sum, ..] = words[..] else {
            return Err(ImageFault::NotOurs);
        };
        if magic != MAGIC {
            return Err(ImageFault::NotOurs);
        }
        let version = format as u32;
        if version != SITES_FORMAT || format >> 33 != 0 {
            return Err(ImageFault::Version(version));
        }
        let sections = Self::laid_out(&words).ok_or(ImageFault::Broken)?;
        if checksum(&words, rest).await != sum {
            return Err(ImageFault::Broken);
        }
        if expo != limits.fingerprint {
            return Err(ImageFault::OtherExpo);
        }
        let image = Self { words, sections };
        match usize::try_from(sites) {
            Ok(sites) if image.is_whole(sites) && image.holds_together(sites, limits, rest).await => Ok(image),
            _ => Err(ImageFault::Broken),
        }
    }

    /// Whether every column is as long as it must be.
    fn is_whole(&self, sites: usize) -> bool {
        let each = |s: Section, bytes: usize| Some(self.sections[s as usize].1) == sites.checked_mul(bytes);
        let u32s = |s: Section| self.column::<u32>(s);
        each(Section::Spots, 8)
            && each(Section::Facets, 4)
            && each(Section::Homes, 4)
            && each(Section::Classes, 4)
            && u32s(Section::Partners).len().checked_rem(sites.max(1)) == Some(0)
            && u32s(Section::Offsets).len() == sites + 1
            && (u32s(Section::Listed).is_empty() || each(Section::Listed, 4))
    }

    /// Whether no number goes too far.
    async fn holds_together(&self, sites: usize, limits: &Limits, rest: &dyn Rest) -> bool {
        let u32s = |s: Section| self.column::<u32>(s);
        let place = |n: u8, most: usize| n == super::NO_PLACE || usize::from(n) < most;
        let homes: &[[u8; 4]] = self.column(Section::Homes);
        let are_homes = |[d, s, o, _]: &[u8; 4]| {
            place(*d, limits.districts) && place(*s, limits.stations) && place(*o, limits.stations)
        };
        let hours = self.bytes(Section::Hours).split(|b| *b == b'\n').count();
        let rises = async |s: Section, end: Section| {
            let offsets = u32s(s);
            // Each piece with the next one's first.
            let mut rises = |p: Range<usize>| offsets[p.start..offsets.len().min(p.end + 1)].is_sorted();
            all_in_pieces(offsets.len(), rest, &mut rises).await
                && offsets
                    .last()
                    .is_some_and(|e| *e as usize == self.sections[end as usize].1)
        };
        let id = |n: &u32| (*n as usize) < sites;
        let (classes, listed) = (u32s(Section::Classes), u32s(Section::Listed));
        let roots: &[[u32; 2]] = self.column(Section::Roots);
        rises(Section::Offsets, Section::Records).await
            && rises(Section::TextOffsets, Section::Texts).await
            && all_in_pieces(homes.len(), rest, &mut |p| homes[p].iter().all(are_homes)).await
            && all_in_pieces(classes.len(), rest, &mut |p| {
                classes[p].iter().all(|c| (*c as usize) <= hours)
            })
            .await
            && all_in_pieces(listed.len(), rest, &mut |p| listed[p].iter().all(id)).await
            && roots.is_sorted_by_key(|[site, _]| *site)
            && roots.as_flattened().iter().all(id)
    }

    /// The words as they are written to a file, with what they were made for and from.
    pub(super) fn written(&self, limits: &Limits) -> Vec<u64> {
        let mut words = self.words.clone();
        words[FOR] = limits.fingerprint;
        words[SUM] = at_once(checksum(&words, &Never));
        words
    }

    pub(super) fn is_in_tree_order(&self) -> bool {
        self.words.get(1).is_some_and(|flags| flags & IN_TREE_ORDER != 0)
    }

    pub(super) fn bytes(&self, section: Section) -> &[u8] {
        let (start, length) = self.sections[section as usize];
        let words = self.words.get(start..).unwrap_or_default();
        bytemuck::cast_slice(words).get(..length).unwrap_or_default()
    }

    /// A section as numbers; none if it is no whole number of them.
    pub(super) fn column<T: Pod>(&self, section: Section) -> &[T] {
        bytemuck::try_cast_slice(self.bytes(section)).unwrap_or_default()
    }

    fn part(&self, offsets: Section, i: usize, of: Section) -> &[u8] {
        let offsets: &[u32] = self.column(offsets);
        let range = offsets.get(i).zip(offsets.get(i + 1));
        let part = range.and_then(|(from, to)| self.bytes(of).get(*from as usize..*to as usize));
        part.unwrap_or_default()
    }

    /// A site's record.
    pub(super) fn record(&self, i: usize) -> &[u8] {
        self.part(Section::Offsets, i, Section::Records)
    }

    /// A text that sites share.
    pub(super) fn text(&self, i: usize) -> &str {
        std::str::from_utf8(self.part(Section::TextOffsets, i, Section::Texts)).unwrap_or_default()
    }
}
