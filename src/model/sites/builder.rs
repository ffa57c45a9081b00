//! Laying sites into the image, one after the other, and in another order.

use super::image::{Image, ImageFault, Limits, Section};
use super::record::{Record, Writer, pack};
use super::{Facets, HOURS_UNSAID, Home, NO_PLACE, Sites, Spot};
use crate::calendar::Hours;
use crate::model::{Part, Site, SiteId};
use crate::rest::{Rest, in_pieces};
use std::collections::BTreeMap;

/// Takes sites in.
#[derive(Debug, Default)]
pub struct SitesBuilder {
    spots: Vec<Spot>,
    facets: Vec<u32>,
    /// For each 32 partners a column, as long as it has been needed.
    partners: Vec<Vec<u32>>,
    homes: Vec<[u8; 4]>,
    classes: Vec<u32>,
    offsets: Vec<u32>,
    hours: Shared,
    /// The classes met last; most sites have hours as others do.
    met: Vec<(Hours, u32)>,
    texts: Shared,
    records: Writer,
}

/// So many classes of opening hours are known again without writing them down.
const MOST_MET: usize = 8;

/// Texts that many sites have, each kept once.
#[derive(Debug, Default)]
struct Shared {
    numbers: BTreeMap<String, u32>,
    offsets: Vec<u32>,
    bytes: Vec<u8>,
}

impl Shared {
    /// The text's number, and whether it is new.
    fn number(&mut self, text: &str) -> (u32, bool) {
        if let Some(number) = self.numbers.get(text) {
            return (*number, false);
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(text.to_owned(), number);
        self.offsets.push(self.bytes.len() as u32);
        self.bytes.extend_from_slice(text.as_bytes());
        (number, true)
    }
}

impl SitesBuilder {
    /// How many have been taken in.
    pub fn len(&self) -> usize {
        self.spots.len()
    }

    /// Whether none has.
    pub fn is_empty(&self) -> bool {
        self.spots.is_empty()
    }

    /// Takes in a site; its number is that of those before it.
    pub fn push(&mut self, site: &Site) -> SiteId {
        let id = SiteId(self.spots.len() as u32);
        self.spots.push([site.at.x as f32, site.at.y as f32]);
        self.facets.push(Facets::of(site).0);
        for partner in &site.partners {
            let column = partner.index() / 32;
            if self.partners.len() <= column {
                self.partners.resize_with(column + 1, Vec::new);
            }
            self.partners[column].resize(id.index() + 1, 0);
            self.partners[column][id.index()] |= 1 << (partner.index() % 32);
        }
        let district = site.district.map_or(NO_PLACE, |d| d.0);
        let station = site.station.map_or(NO_PLACE, |s| s.0);
        self.homes.push([district, station, NO_PLACE, 0]);
        let class = self.class(site.hours.as_ref());
        self.classes.push(class);
        self.offsets.push(self.records.0.len() as u32);
        let texts = &mut self.texts;
        pack(&mut self.records, site, |text| texts.number(text).0);
        id
    }

    /// A site's name in files.
    pub fn slug(&self, site: u32) -> &str {
        let start = self.offsets.get(site as usize).copied().unwrap_or(u32::MAX);
        Record::new(self.records.0.get(start as usize..).unwrap_or_default()).text()
    }

    /// The part of M21 that a site belongs to.
    pub fn part(&self, site: u32) -> Part {
        Facets(self.facets.get(site as usize).copied().unwrap_or_default()).part()
    }

    /// The class of opening hours; those written alike are alike.
    fn class(&mut self, hours: Option<&Hours>) -> u32 {
        let Some(hours) = hours else {
            return HOURS_UNSAID;
        };
        if let Some((_, class)) = self.met.iter().find(|(met, _)| met == hours) {
            return *class;
        }
        let text = hours.to_string();
        let (number, is_new) = self.hours.number(&text);
        if is_new {
            self.hours.bytes.push(b'\n');
        }
        if self.met.len() == MOST_MET {
            self.met.remove(0);
        }
        self.met.push((hours.clone(), number + 1));
        number + 1
    }

    /// The sites in the order in which they came; `roots` are pairs of a site and the one it grew from, by site.
    pub async fn finish(mut self, roots: &[[u32; 2]], rest: &dyn Rest) -> Sites {
        let sites = self.len();
        for column in &mut self.partners {
            column.resize(sites, 0);
        }
        self.offsets.push(self.records.0.len() as u32);
        self.texts.offsets.push(self.texts.bytes.len() as u32);
        self.hours.bytes.pop();
        let partners = self.partners.concat();
        let image = Image::of(
            sites,
            [
                bytemuck::cast_slice(&self.spots),
                bytemuck::cast_slice(&self.facets),
                bytemuck::cast_slice(&partners),
                bytemuck::cast_slice(&self.homes),
                bytemuck::cast_slice(&self.classes),
                bytemuck::cast_slice(&self.offsets),
                &[],
                bytemuck::cast_slice(roots),
                &self.hours.bytes,
                bytemuck::cast_slice(&self.texts.offsets),
                &self.texts.bytes,
                &self.records.0,
            ],
            false,
            rest,
        );
        Sites::of(image.await)
    }
}

impl Sites {
    fn of(image: Image) -> Self {
        let text = std::str::from_utf8(image.bytes(Section::Hours)).unwrap_or_default();
        let hours = text.split('\n').filter_map(|line| Hours::parse(line).ok()).collect();
        let partners = usize::MAX;
        Self { image, hours, partners }
    }

    /// The sites in a companion file's words.
    pub async fn read(words: Vec<u64>, limits: &Limits, rest: &dyn Rest) -> Result<Self, ImageFault> {
        let mut sites = Self::of(Image::read(words, limits, rest).await?);
        sites.partners = limits.partners;
        let hours = sites.image.bytes(Section::Hours);
        let lines = if hours.is_empty() {
            0
        } else {
            hours.split(|b| *b == b'\n').count()
        };
        // Hours that cannot be read would shift those after them.
        if sites.hours.len() == lines {
            Ok(sites)
        } else {
            Err(ImageFault::Broken)
        }
    }

    /// The words of a companion file.
    pub fn written(&self, limits: &Limits) -> Vec<u64> {
        self.image.written(limits)
    }

    /// Whether they are in the order of the tree.
    pub fn is_in_tree_order(&self) -> bool {
        self.image.is_in_tree_order()
    }

    /// The same sites in another order, with their own stations and the list's order; `new_of` is the inverse of
    /// `order`. Both orders name sites by their numbers: `order` by the old ones, `listed` by the new.
    pub(crate) async fn reordered(
        &self,
        order: &[u32],
        new_of: &[u32],
        own: &[u8],
        listed: &[u32],
        rest: &dyn Rest,
    ) -> Self {
        let image = &self.image;
        let mut homes: Vec<[u8; 4]> = Vec::with_capacity(order.len());
        in_pieces(order.len(), rest, &mut |piece| {
            homes.extend(order[piece].iter().map(|i| {
                let Home { district, station, .. } = self.home(SiteId(*i));
                [district, station, own.get(*i as usize).copied().unwrap_or(NO_PLACE), 0]
            }));
        })
        .await;
        let mut partners = Vec::new();
        for column in self.partner_bits() {
            partners.extend(taken(column, order, rest).await);
        }
        let mut offsets: Vec<u32> = Vec::with_capacity(order.len() + 1);
        let mut records = Vec::with_capacity(image.bytes(Section::Records).len());
        in_pieces(order.len(), rest, &mut |piece| {
            for i in &order[piece] {
                offsets.push(records.len() as u32);
                records.extend_from_slice(image.record(*i as usize));
            }
        })
        .await;
        offsets.push(records.len() as u32);
        let new = |id: SiteId| new_of.get(id.index()).copied();
        let mut roots: Vec<[u32; 2]> = self
            .roots()
            .filter_map(|(site, root)| Some([new(site)?, new(root)?]))
            .collect();
        crate::order::sort(&mut roots);
        let spots = taken(self.spots(), order, rest).await;
        let facets = taken::<u32>(image.column(Section::Facets), order, rest).await;
        let classes = taken(self.hours_classes(), order, rest).await;
        let image = Image::of(
            order.len(),
            [
                bytemuck::cast_slice(&spots),
                bytemuck::cast_slice(&facets),
                bytemuck::cast_slice(&partners),
                bytemuck::cast_slice(&homes),
                bytemuck::cast_slice(&classes),
                bytemuck::cast_slice(&offsets),
                bytemuck::cast_slice(listed),
                bytemuck::cast_slice(&roots),
                image.bytes(Section::Hours),
                image.bytes(Section::TextOffsets),
                image.bytes(Section::Texts),
                &records,
            ],
            true,
            rest,
        );
        Self {
            image: image.await,
            hours: self.hours.clone(),
            partners: self.partners,
        }
    }
}

/// A column in another order.
async fn taken<T: bytemuck::Pod>(column: &[T], order: &[u32], rest: &dyn Rest) -> Vec<T> {
    let mut out = Vec::with_capacity(order.len());
    in_pieces(order.len(), rest, &mut |piece| {
        out.extend(order[piece].iter().filter_map(|i| column.get(*i as usize)).copied());
    })
    .await;
    out
}
