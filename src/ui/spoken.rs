//! What marks on the map are called when they are read out.

use crate::draw::Target;
use crate::query::{Answer, Head, World};
use crate::text::Strings;

impl Strings {
    /// `Öppet dagvatten, Fysisk lösning, mål 6, 11 och 13, Öppet till 18.00, 8 min till fots från Persborg`, or a station and its count.
    pub(super) fn target(&self, world: &World, answer: &Answer, target: Target) -> String {
        let atlas = &world.atlas;
        match target {
            Target::Site(id) => {
                let site = atlas.site(id);
                let numbers: Vec<_> = site.goals.iter().map(|g| g.number().to_string()).collect();
                let mut parts = vec![
                    site.title.get(self.lang).to_owned(),
                    atlas.expo.kinds[site.first_kind as usize]
                        .name
                        .get(self.lang)
                        .to_owned(),
                    format!("{} {}", crate::letters::in_small(self.goal), self.join(&numbers)),
                ];
                let mut rows = answer
                    .sections
                    .iter()
                    .flat_map(|s| s.rows.iter().map(move |r| (s.head, r)));
                if let Some((head, row)) = rows.find(|(_, r)| r.site == id) {
                    parts.extend(row.opening.map(|o| self.opening(o, answer.at)));
                    if let (Some(walk), Head::Station(station)) = (row.walk_minutes, head) {
                        parts.push(self.walk_from(walk) + &atlas.station(station).name);
                    }
                }
                parts.join(", ")
            }
            Target::Station(id) => {
                let rows = answer
                    .sections
                    .iter()
                    .find(|s| s.head == Head::Station(id))
                    .map_or(0, |s| s.count);
                format!("{}, {}", atlas.station(id).name, self.count_sites(rows))
            }
            Target::Group(_) => self.several_sites.to_owned(),
        }
    }
}
