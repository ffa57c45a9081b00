// Deterministic test data: sites-<n>.geojson, districts.geojson and an oracle of facet counts.
// usage: node gen.mjs [n ...]      (default 1000 10000 100000 1000000); what is there already is kept.
import fs from 'node:fs';
import { once } from 'node:events';
import { compress } from './compress.mjs';

export const GOALS = 17;
export const PARTNERS = 11;
const OUT = `${import.meta.dirname}/data/`;
const BBOX = [12.86, 55.49, 13.15, 55.64];
const DISTRICTS = [
  'Centrum',
  'Sodra Innerstaden',
  'Vastra Innerstaden',
  'Limhamn-Bunkeflo',
  'Hyllie',
  'Fosie',
  'Oxie',
  'Rosengard',
  'Husie',
  'Kirseberg',
];
const STATIONS = ['Malmo C', 'Triangeln', 'Hyllie', 'Svagertorp', 'Persborg', 'Rosengard', 'Ostervarn', 'Burlov'];
const KINDS = ['Pavilion', 'Workshop', 'Garden', 'Exhibit', 'Stage', 'Lab', 'Studio', 'Market'];

export function rng(seed) {
  // mulberry32
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const pick = (r, k, n) => {
  // k distinct of 1..n, ascending
  const s = new Set();
  while (s.size < k) s.add(1 + Math.floor(r() * n));
  return [...s].sort((a, b) => a - b);
};

/** The n sites of a benchmark: a function of n alone. The peers get them as they are, our app in its own form (expo.mjs). */
export function* sites(n) {
  const r = rng(20260 + n);
  const hubs = Array.from({ length: 40 }, () => [
    BBOX[0] + (0.08 + 0.84 * r()) * (BBOX[2] - BBOX[0]),
    BBOX[1] + (0.08 + 0.84 * r()) * (BBOX[3] - BBOX[1]),
    0.003 + 0.012 * r(),
  ]);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - r())) * Math.cos(2 * Math.PI * r());
  for (let i = 0; i < n; i++) {
    let lon, lat;
    if (r() < 0.7) {
      // around a hub, else uniform background
      const h = hubs[Math.floor(r() * hubs.length)];
      do {
        lon = h[0] + gauss() * h[2];
        lat = h[1] + gauss() * h[2] * 0.57;
      } while (lon < BBOX[0] || lon > BBOX[2] || lat < BBOX[1] || lat > BBOX[3]);
    } else {
      lon = BBOX[0] + r() * (BBOX[2] - BBOX[0]);
      lat = BBOX[1] + r() * (BBOX[3] - BBOX[1]);
    }
    const goals = pick(r, 1 + Math.floor(r() * 3), GOALS);
    const partners = pick(r, 1 + Math.floor(r() * 2), PARTNERS);
    const open = 7 + Math.floor(r() * 5),
      close = 16 + Math.floor(r() * 7);
    yield {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [+lon.toFixed(6), +lat.toFixed(6)] },
      properties: {
        id: i,
        title: `${KINDS[Math.floor(r() * 8)]} ${i}`,
        goals,
        partners,
        district: DISTRICTS[Math.floor(r() * 10)],
        station: STATIONS[Math.floor(r() * 8)],
        opens: `${String(open).padStart(2, '0')}:00`,
        closes: `${close}:00`,
      },
    };
  }
}

async function writeSites(n) {
  const made = `${OUT}oracle-${n}.json`; // written last
  if (fs.existsSync(made) && fs.statSync(made).mtimeMs > fs.statSync(import.meta.filename).mtimeMs) return;
  const w = fs.createWriteStream(`${OUT}sites-${n}.geojson`, { highWaterMark: 1 << 20 });
  const oracle = Array.from({ length: GOALS + 1 }, () => ({
    shown: 0,
    goals: Array(GOALS + 1).fill(0),
    partners: Array(PARTNERS + 1).fill(0),
  }));
  const add = (o, p) => {
    o.shown++;
    for (const g of p.goals) o.goals[g]++;
    for (const q of p.partners) o.partners[q]++;
  };
  let buf = '{"type":"FeatureCollection","features":[\n',
    first = true;
  for (const f of sites(n)) {
    buf += (first ? '' : ',\n') + JSON.stringify(f);
    first = false;
    add(oracle[0], f.properties); // [0] = nothing selected = all
    for (const g of f.properties.goals) add(oracle[g], f.properties); // [k] = only goal k selected
    if (buf.length > 1 << 20) {
      if (!w.write(buf)) await once(w, 'drain');
      buf = '';
    }
  }
  w.end(buf + '\n]}\n');
  await once(w, 'finish');
  // Small data goes compressed too (first load on a slow network); the large is served as it is.
  if (n === 1000) compress(`${OUT}sites-${n}.geojson`);
  fs.writeFileSync(made, JSON.stringify(oracle));
  console.log(n, fs.statSync(`${OUT}sites-${n}.geojson`).size, 'bytes');
}

function writeDistricts() {
  // 5 x 2 cells with shared, wobbly edges (about 64 vertices a ring)
  const r = rng(7),
    S = 16,
    W = (BBOX[2] - BBOX[0]) / 5,
    H = (BBOX[3] - BBOX[1]) / 2;
  const edge = (a, b) =>
    Array.from({ length: S + 1 }, (_, i) => {
      const t = i / S,
        j = i === 0 || i === S ? 0 : (r() - 0.5) * 0.002;
      return [+(a[0] + (b[0] - a[0]) * t + j).toFixed(6), +(a[1] + (b[1] - a[1]) * t + j).toFixed(6)];
    });
  const P = (i, j) => [BBOX[0] + i * W, BBOX[1] + j * H];
  const h = [],
    v = [];
  for (let j = 0; j <= 2; j++) {
    h[j] = [];
    for (let i = 0; i < 5; i++) h[j][i] = edge(P(i, j), P(i + 1, j));
  }
  for (let i = 0; i <= 5; i++) {
    v[i] = [];
    for (let j = 0; j < 2; j++) v[i][j] = edge(P(i, j), P(i, j + 1));
  }
  const features = [];
  for (let j = 0; j < 2; j++)
    for (let i = 0; i < 5; i++) {
      const ring = [
        ...h[j][i],
        ...v[i + 1][j].slice(1),
        ...[...h[j + 1][i]].reverse().slice(1),
        ...[...v[i][j]].reverse().slice(1),
      ];
      features.push({
        type: 'Feature',
        properties: { id: j * 5 + i, name: DISTRICTS[j * 5 + i] },
        geometry: { type: 'Polygon', coordinates: [ring] },
      });
    }
  fs.writeFileSync(`${OUT}districts.geojson`, JSON.stringify({ type: 'FeatureCollection', features }));
  compress(`${OUT}districts.geojson`);
}

if (process.argv[1] === import.meta.filename) {
  fs.mkdirSync(OUT, { recursive: true });
  writeDistricts();
  const ns = process.argv.slice(2).map(Number);
  for (const n of ns.length ? ns : [1e3, 1e4, 1e5, 1e6]) await writeSites(n);
}
