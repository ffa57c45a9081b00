//! `areas.json`: city areas, districts and sub-areas, one coverage without gaps.

use super::border::borders;
use super::json::{Json, Members};
use super::kind::ProblemKind;
use super::names::{Found, Names};
use super::position::position;
use super::problem::Problem;
use super::record::Record;
use super::topology::{NoShape, Shape, Topology, geometries, parts};
use super::{File, Sources, document};
use crate::model::{Area, Border, City, District, DistrictId, Subarea};
use crate::space::Pt;

/// More districts cannot be numbered by [`DistrictId`].
const MOST_DISTRICTS: usize = u8::MAX as usize;
/// How much a district's area may differ from the sum of its sub-areas', in square metres.
const ROUNDING_M2: f64 = 1.0;

/// The city, and its districts' names.
pub(super) struct Areas {
    pub(super) city: City,
    pub(super) districts: Names,
}

/// Reads `areas.json`; nothing if there is no district to draw.
pub(super) fn read(sources: &Sources<'_>, problems: &mut Vec<Problem>) -> Option<Areas> {
    let mut file = document::whole(sources, File::Areas, problems)?;
    if let Some(fault) = document::type_fault(file.take("type").as_ref(), "Topology") {
        file.error("type", fault);
        return None;
    }
    file.needs(&["arcs", "objects"]);
    let bad = file.errors();
    let topology = Topology::take(&mut file)?;
    let objects = file.object("objects")?;
    let mut file = file.within("objects", objects);
    file.needs(&["city_areas", "districts", "subareas", "outline"]);
    let mut reader = Reader {
        topology: &topology,
        file,
    };
    let mut names = Names::new(File::Areas);
    let city_areas = reader.city_areas();
    let districts = reader.districts(&city_areas, &mut names);
    let (subareas, sides) = reader.subareas(&names);
    let outline = reader.outline();
    let is_whole = reader.file.errors() == bad;
    if districts.is_empty() {
        if is_whole {
            reader.file.error("districts", ProblemKind::EmptyList);
        }
        return None;
    }
    if is_whole {
        let loose = sides.loose(&topology, &outline, &subareas);
        for (arc, areas) in loose {
            reader
                .file
                .error_of(&format!("arc {arc}"), "", ProblemKind::LooseArc { areas });
        }
        reader.check_sums(&districts, &subareas);
    }
    let borders = borders(&topology, &outline, &sides.districts());
    let city = City {
        city_areas,
        districts,
        subareas,
        borders,
    };
    Some(Areas { city, districts: names })
}

/// For every arc, the sub-areas that use it.
struct Sides(Vec<Vec<(usize, DistrictId)>>);

impl Sides {
    /// For every arc, the districts of the sub-areas that use it.
    fn districts(&self) -> Vec<Vec<DistrictId>> {
        self.0
            .iter()
            .map(|sides| sides.iter().map(|(_, d)| *d).collect())
            .collect()
    }

    /// The arcs that are no border: neither between two sub-areas, nor between one and the outline.
    /// An arc nobody uses does no harm.
    fn loose(
        &self,
        topology: &Topology,
        outline: &[Option<Border>],
        subareas: &[Subarea],
    ) -> Vec<(usize, Vec<String>)> {
        let arcs = (0..topology.len()).filter(|i| {
            let sides = self.0[*i].len();
            let expected = if outline[*i].is_some() { 1 } else { 2 };
            sides != expected && (sides > 0 || expected == 1)
        });
        let name = |(i, _): &(usize, DistrictId)| subareas[*i].area.name.clone();
        arcs.map(|i| (i, self.0[i].iter().map(name).collect())).collect()
    }
}

struct Reader<'t, 'a, 'l> {
    topology: &'t Topology,
    file: Record<'a, 'l>,
}

impl Reader<'_, '_, '_> {
    /// Each area of a level: its properties, slug, name and shape.
    fn each(&mut self, level: &str, take: &mut dyn FnMut(&mut Record<'_, '_>, Area, Vec<usize>)) {
        let mut slugs = Names::new(File::Areas);
        for (i, geometry) in geometries(&mut self.file, level)
            .unwrap_or_default()
            .into_iter()
            .enumerate()
        {
            let (kind, arcs, properties) = parts(geometry);
            let mut record = self.file.part(level, i + 1, properties);
            record.needs(&["id", "name"]);
            let slug = record.slug("id");
            let name = record.text("name");
            let shape = shape(self.topology, &mut record, &kind, &arcs);
            if let Some(found) = slug.clone().filter(|s| slugs.has(s)) {
                record.error("id", ProblemKind::UsedBefore { found });
            } else if let (Some(slug), Some(name), Some(Shape { region, arcs })) = (slug, name, shape) {
                slugs.put(&slug, 0);
                take(&mut record, Area { slug, name, region }, arcs);
            }
            record.finish(&["city_area", "code", "district", "id", "label", "name", "tint"]);
        }
    }

    fn city_areas(&mut self) -> Vec<Area> {
        let mut areas = Vec::new();
        self.each("city_areas", &mut |_, area, _| areas.push(area));
        areas
    }

    fn districts(&mut self, city_areas: &[Area], names: &mut Names) -> Vec<District> {
        let mut known = Names::of(File::Areas, city_areas.iter().map(|a| a.slug.as_str()));
        if city_areas.is_empty() {
            known.not_read();
        }
        let mut districts = Vec::new();
        let bad = self.file.problems();
        self.each("districts", &mut |record, area, _| {
            record.needs(&["city_area"]);
            let city_area = match known.take(record, "city_area") {
                Some(Found::Here(i)) => city_areas[i as usize].slug.clone(),
                _ => String::new(),
            };
            let label = record.take("label").map(|v| position(&v));
            let label = label.and_then(|at| at.map_err(|fault| record.error("label", fault)).ok());
            let tint = record.read("tint", tint, || super::Expected::OneOf(TINTS.to_vec()));
            if districts.len() == MOST_DISTRICTS {
                record.error("", ProblemKind::TooMany { most: MOST_DISTRICTS });
                return;
            }
            names.put(&area.slug, districts.len() as u32);
            districts.push(District {
                label: label.unwrap_or_else(|| middle(&area)),
                slug: area.slug,
                name: area.name,
                city_area,
                region: area.region,
                tint: tint.unwrap_or_default(),
            });
        });
        if self.file.problems() > bad {
            names.not_read();
        }
        districts
    }

    fn subareas(&mut self, districts: &Names) -> (Vec<Subarea>, Sides) {
        let mut subareas = Vec::new();
        let mut sides = Sides(vec![Vec::new(); self.topology.len()]);
        self.each("subareas", &mut |record, area, arcs| {
            record.needs(&["district"]);
            if let Some(Found::Here(district)) = districts.take(record, "district") {
                let district = DistrictId(district as u8);
                for arc in arcs {
                    sides.0[arc].push((subareas.len(), district));
                }
                subareas.push(Subarea { area, district });
            }
        });
        (subareas, sides)
    }

    /// For every arc, whether it is a part of the outline, and of which kind.
    fn outline(&mut self) -> Vec<Option<Border>> {
        let mut outline = vec![None; self.topology.len()];
        for (i, geometry) in geometries(&mut self.file, "outline")
            .unwrap_or_default()
            .into_iter()
            .enumerate()
        {
            let (shape, arcs, properties) = parts(geometry);
            let mut record = self.file.part("outline", i + 1, properties);
            record.needs(&["kind"]);
            let border = record.one_of("kind", border, || vec!["shore", "municipal"]);
            record.finish(&["kind"]);
            let lines: &[Json<'_>] = match (shape.text(), &arcs) {
                (Some("LineString"), one) => std::slice::from_ref(one),
                (Some("MultiLineString"), Json::List(several)) => several,
                _ => {
                    let mut record = self.file.part("outline", i + 1, Members::new());
                    record.unexpected(
                        "type",
                        &shape,
                        super::Expected::Geometry("LineString or a MultiLineString"),
                    );
                    continue;
                }
            };
            for line in lines {
                match self.topology.line(line) {
                    Ok((_, numbers)) => numbers.into_iter().for_each(|arc| outline[arc] = border),
                    Err(NoShape::BadArc) => {}
                    Err(NoShape::Fault(fault)) => {
                        self.file.part("outline", i + 1, Members::new()).error("arcs", fault);
                    }
                }
            }
        }
        outline
    }

    /// Every district is the sum of its sub-areas.
    fn check_sums(&mut self, districts: &[District], subareas: &[Subarea]) {
        let mut sums = vec![0.0; districts.len()];
        for subarea in subareas {
            sums[subarea.district.index()] += subarea.area.region.area_m2();
        }
        for (district, sum) in districts.iter().zip(sums) {
            let own = district.region.area_m2();
            if (own - sum).abs() > ROUNDING_M2 {
                let (own, sum) = (own.round() as u64, sum.round() as u64);
                self.file.error_of(
                    &district.slug,
                    "objects.districts.arcs",
                    ProblemKind::NotTheSum { own, sum },
                );
            }
        }
    }
}

fn shape(topology: &Topology, record: &mut Record<'_, '_>, kind: &Json<'_>, arcs: &Json<'_>) -> Option<Shape> {
    match topology.shape(kind, arcs) {
        Ok(shape) => Some(shape),
        Err(NoShape::BadArc) => None,
        Err(NoShape::Fault(fault)) => {
            record.error("arcs", fault);
            None
        }
    }
}

/// Where an area's name stands if the file does not say.
fn middle(area: &Area) -> Pt {
    area.region.bounds().map_or(Pt::new(0.0, 0.0), |b| b.centre())
}

const TINTS: [&str; 4] = ["t0", "t1", "t2", "t3"];

fn tint(value: &Json<'_>) -> Option<u8> {
    let i = TINTS.iter().position(|t| value.text() == Some(t))?;
    Some(i as u8)
}

fn border(slug: &str) -> Option<Border> {
    match slug {
        "shore" => Some(Border::Shore),
        "municipal" => Some(Border::Municipal),
        _ => None,
    }
}
