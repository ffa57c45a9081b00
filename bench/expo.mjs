// Our own app's side of the benchmark: the same n sites as the peers' (gen.mjs), written as the app's own
// sites.geojson, an oracle by a plain scan for what the app counts, and a folder with the built app and that data.
// usage: node expo.mjs [--packed] [n ...]     (needs ../dist, from `cargo xtask build`)
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { compress } from './compress.mjs';
import { GOALS, PARTNERS, sites } from './gen.mjs';
import { districtOf, nearestStation } from './places.mjs';

const R = `${import.meta.dirname}/`;
const DATA = `${R}data/`;
const PROJECT = `${import.meta.dirname}/../`;
const DIST = `${PROJECT}dist/`;
/** Larger data goes uncompressed, for the peers too (see build.mjs). */
const COMPRESSED_N = 1000;

const WORDS_SV = {
  Pavilion: 'Paviljong',
  Workshop: 'Verkstad',
  Garden: 'Trädgård',
  Exhibit: 'Monter',
  Stage: 'Scen',
  Lab: 'Labb',
  Studio: 'Ateljé',
  Market: 'Marknad',
};
const KINDS = ['social', 'physical', 'digital'];
const PARTS = ['think-tank', 'testbed', 'expo'];
const json = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

/** One of gen.mjs's sites in the form of data/README.md. Partner k is the k-th of partners.json. */
function ourSite(feature, partners) {
  const { id, title, goals, partners: numbers, opens, closes } = feature.properties;
  const [word, number] = title.split(' ');
  const [lon, lat] = feature.geometry.coordinates;
  return {
    type: 'Feature',
    geometry: feature.geometry,
    properties: {
      id: `site-${id}`,
      title: { sv: `${WORDS_SV[word]} ${number}`, en: title },
      goals,
      partners: numbers.map((k) => partners[k - 1]),
      kinds: [KINDS[id % KINDS.length]],
      part: PARTS[id % PARTS.length],
      // Stated where there is one: a third of the sites lie in the Sound or in the neighbouring municipalities.
      district: districtOf(lon, lat),
      station: nearestStation(lon, lat),
      hours: `Mo-Su ${opens}-${closes}`,
    },
  };
}

/** Writes the sites and the oracle, unless they are there and newer than what makes them. */
async function writeSites(n) {
  const file = `${DATA}expo-sites-${n}.geojson`;
  const oracleFile = `${DATA}expo-oracle-${n}.json`;
  const inputs = [
    'gen.mjs',
    'expo.mjs',
    'places.mjs',
    '../data/partners.json',
    '../data/areas.json',
    '../data/stations.geojson',
  ];
  const newest = Math.max(...inputs.map((name) => fs.statSync(R + name).mtimeMs));
  if (fs.existsSync(oracleFile) && fs.existsSync(file) && fs.statSync(oracleFile).mtimeMs > newest) return file;

  const partners = json(`${PROJECT}data/partners.json`).partners.map((p) => p.id);
  if (partners.length !== PARTNERS)
    throw Error(`data/partners.json has ${partners.length} partners, expected ${PARTNERS}`);
  // [0]: nothing chosen, [k]: goal k chosen. A goal's own count is under every filter but goals, so it stays.
  const all = Array(GOALS + 1).fill(0);
  const oracle = Array.from(all, () => ({ shown: 0, goals: all, partners: Array(PARTNERS + 1).fill(0) }));
  const count = (o, p) => {
    o.shown++;
    for (const k of p.partners) o.partners[k]++;
  };
  const out = fs.createWriteStream(`${file}.half`);
  let text = '{"type":"FeatureCollection","features":[\n';
  let comma = '';
  for (const feature of sites(n)) {
    const p = feature.properties;
    for (const g of p.goals) all[g]++;
    count(oracle[0], p);
    for (const g of p.goals) count(oracle[g], p);
    text += comma + JSON.stringify(ourSite(feature, partners));
    comma = ',\n';
    if (text.length > 1 << 20) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text + '\n]}\n');
  await once(out, 'finish');
  fs.renameSync(`${file}.half`, file);
  fs.writeFileSync(oracleFile, JSON.stringify(oracle));
  console.log(`${file}: ${fs.statSync(file).size} bytes`);
  return file;
}

/** The built app with everything that does not depend on n, compressed as a static host keeps it. */
function stage() {
  if (!fs.existsSync(`${DIST}index.html`)) throw Error('no built app in dist: run `cargo xtask build` first');
  const staged = `${DATA}expo-dist`;
  fs.rmSync(staged, { recursive: true, force: true });
  fs.cpSync(DIST, staged, { recursive: true });
  for (const name of fs.readdirSync(`${staged}/data`))
    if (name === 'sites.geojson' || name.endsWith('.m21')) fs.rmSync(`${staged}/data/${name}`);
  // What refers to sites of the real expo.
  fs.writeFileSync(`${staged}/data/programme.json`, '{"events":[]}\n');
  fs.writeFileSync(`${staged}/data/notices.json`, '{"notices":[]}\n');
  for (const entry of fs.readdirSync(staged, { recursive: true }))
    if (/\.(html|js|css|wasm|svg|json|geojson)$/.test(entry)) compress(`${staged}/${entry}`);
  return staged;
}

function link(from, to) {
  try {
    fs.linkSync(from, to);
  } catch {
    fs.copyFileSync(from, to);
  }
}

const expo = (...words) =>
  spawnSync(process.env.CARGO || 'cargo', ['run', '--quiet', '--profile', 'fast', '--bin', 'expo', '--', ...words], {
    cwd: PROJECT,
    stdio: ['ignore', 'ignore', words.includes('--help') ? 'ignore' : 'inherit'],
  }).status === 0;

/** data/<name>/<n>/: the app with n sites. */
function assemble(name, n, staged, sitesFile) {
  const folder = `${DATA}${name}/${n}`;
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(staged, folder, { recursive: true });
  link(sitesFile, `${folder}/data/sites.geojson`);
  if (name === 'expo-packed') {
    const before = process.hrtime.bigint();
    if (!expo('pack', `${folder}/data`) || !fs.existsSync(`${folder}/data/sites.m21`)) {
      fs.rmSync(folder, { recursive: true });
      throw Error(`\`expo pack\` wrote no sites.m21 for ${n} sites`);
    }
    // The page has been pointed at the companion.
    compress(`${folder}/index.html`);
    const seconds = (Number(process.hrtime.bigint() - before) / 1e9).toFixed(1);
    console.log(`${folder}/data/sites.m21: ${fs.statSync(`${folder}/data/sites.m21`).size} bytes, ${seconds} s`);
  }
  if (n === COMPRESSED_N)
    for (const file of ['sites.geojson', 'sites.m21'])
      if (fs.existsSync(`${folder}/data/${file}`)) compress(`${folder}/data/${file}`);
}

const words = process.argv.slice(2);
const packed = words.includes('--packed');
const canPack = packed && expo('pack', '--help');
if (packed && !canPack) {
  console.log('expo-packed is left out: this project’s tool has no `expo pack` yet.');
  fs.rmSync(`${DATA}expo-packed`, { recursive: true, force: true });
}
fs.mkdirSync(DATA, { recursive: true });
const staged = stage();
for (const n of words.filter((w) => !w.startsWith('--')).map(Number)) {
  const file = await writeSites(n);
  assemble('expo', n, staged, file);
  if (canPack) assemble('expo-packed', n, staged, file);
}
