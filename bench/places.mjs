// Where a generated site lies, from the project's own areas.json (TopoJSON) and stations.geojson: what a city would
// state in its file. Even-odd over the edges that cross the point's latitude, found by band.
import fs from 'node:fs';

const json = (name) => JSON.parse(fs.readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8'));
const BANDS = 1024;
const [SOUTH, NORTH] = [55.4, 55.8];
const band = (lat) => Math.max(0, Math.min(BANDS - 1, Math.floor(((lat - SOUTH) / (NORTH - SOUTH)) * BANDS)));

const districts = readDistricts();
const stations = json('stations.geojson').features.map((f) => [f.properties.id, ...f.geometry.coordinates]);

function readDistricts() {
  const topology = json('areas.json');
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  return topology.objects.districts.geometries.map(({ properties, arcs: shape }) => {
    const bands = Array.from({ length: BANDS }, () => []);
    for (const number of shape.flat(3)) {
      const arc = arcs[number < 0 ? ~number : number];
      for (let i = 1; i < arc.length; i++) {
        const edge = [...arc[i - 1], ...arc[i]];
        const [from, to] = [band(Math.min(edge[1], edge[3])), band(Math.max(edge[1], edge[3]))];
        for (let b = from; b <= to; b++) bands[b].push(edge);
      }
    }
    return { id: properties.id, bands };
  });
}

/** The district's slug; undefined outside the city. */
export function districtOf(lon, lat) {
  const b = band(lat);
  return districts.find(({ bands }) => {
    let inside = false;
    for (const [x1, y1, x2, y2] of bands[b])
      if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
    return inside;
  })?.id;
}

/** The nearest station's slug, by the straight line. */
export function nearestStation(lon, lat) {
  const k = Math.cos((55.6 * Math.PI) / 180);
  let [best, least] = [undefined, Infinity];
  for (const [id, x, y] of stations) {
    const d = ((x - lon) * k) ** 2 + (y - lat) ** 2;
    if (d < least) [best, least] = [id, d];
  }
  return best;
}
