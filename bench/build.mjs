// Bundles each adapter with esbuild (minified, tree-shaken) into dist/<name>/ and pre-compresses (brotli 11, gzip 9).
// usage: node build.mjs [name ...]
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { compress } from './compress.mjs';

const R = `${import.meta.dirname}/`;
const N = `${R}node_modules/`;
const css = {
  maplibre: ['maplibre-gl/dist/maplibre-gl.css'],
  leaflet: [
    'leaflet/dist/leaflet.css',
    'leaflet.markercluster/dist/MarkerCluster.css',
    'leaflet.markercluster/dist/MarkerCluster.Default.css',
  ],
  'ol-cluster': ['ol/ol.css'],
  'ol-webgl': ['ol/ol.css'],
};
const all = ['maplibre', 'leaflet', 'ol-cluster', 'ol-webgl', 'deckgl', 'supercluster', 'canvas-soa'];
const asked = process.argv.slice(2);
const names = asked.length ? all.filter((name) => asked.includes(name)) : all;
const common = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"' },
};
const page = fs.readFileSync(`${R}adapters/page.html`, 'utf8');
for (const name of names) {
  const out = `${R}dist/${name}`;
  fs.mkdirSync(out, { recursive: true });
  await esbuild.build({ ...common, entryPoints: [`${R}adapters/${name}.js`], outfile: `${out}/app.js` });
  if (name === 'maplibre')
    await esbuild.build({
      ...common,
      entryPoints: [`${N}maplibre-gl/dist/maplibre-gl-worker.mjs`],
      outfile: `${out}/worker.js`,
    });
  let link = '';
  if (css[name]) {
    await esbuild.build({
      stdin: { contents: css[name].map((c) => `@import "${N}${c}";`).join('\n'), loader: 'css', resolveDir: R },
      bundle: true,
      minify: true,
      outfile: `${out}/app.css`,
      loader: { '.png': 'dataurl', '.svg': 'dataurl' },
      logLevel: 'error',
    });
    link = '<link rel="stylesheet" href="app.css">';
  }
  fs.writeFileSync(`${out}/index.html`, page.replaceAll('{{name}}', name).replace('{{css}}', link));
  for (const f of fs.readdirSync(out)) if (!/\.(br|gz)$/.test(f)) compress(path.join(out, f));
  console.log(
    name,
    fs
      .readdirSync(out)
      .filter((f) => !/\.(br|gz)$/.test(f))
      .map((f) => `${f} ${fs.statSync(`${out}/${f}`).size}/${fs.statSync(`${out}/${f}.br`).size}`)
      .join('  '),
  );
}
