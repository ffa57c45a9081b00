// Registry: one entry a contestant. See README.md, "Adding an app".
//   name, note      what the tables call it, and what it is
//   url(n)          the page with n sites
//   driver          optional: a file in adapters/, injected before the page's own scripts, that defines window.__bench
//   mounts          optional: {'/prefix/': 'folder'} serves a built app from a folder
//   data            optional: what the app fetches as data (a RegExp on the path), left out of the byte count
//   oracle(n)       optional: the file in data/ its counts are held against, where they mean something else than the peers'
//   map             optional: a selector of the element that is dragged and zoomed (else #map, else the first canvas)
//   must            optional: what it must have fetched to be what it says it is (a RegExp on the path)
//   missing(n)      optional: why it cannot take part, or nothing
import fs from 'node:fs';

export const DATA = /^\/data\//;
const folder = `${import.meta.dirname}/../data/`;

const peer = (name, note) => ({ name, note, url: (n) => `/${name}/?n=${n}` });

/** Our own app, assembled by expo.mjs. */
const ours = (name, note, more = {}) => ({
  name,
  note,
  url: (n) => `/${name}/${n}/`,
  mounts: { [`/${name}/`]: `${folder}${name}/` },
  driver: 'expo.driver.js',
  data: new RegExp(`^/${name}/\\d+/data/`),
  oracle: (n) => `expo-oracle-${n}.json`,
  map: 'main [role=application]',
  ...more,
  missing: (n) => (fs.existsSync(`${folder}${name}/${n}/index.html`) ? null : `there is no bench/data/${name}/${n}`),
});

export const OURS = ['expo', 'expo-packed'];
export const apps = [
  ours('expo', 'this project, sites as GeoJSON'),
  ours('expo-packed', 'this project, sites from the compact companion that `expo pack` writes', {
    must: /sites\.m21$/,
  }),
  peer('maplibre', 'MapLibre GL JS, clustered GeoJSON source (worker, WebGL)'),
  peer('leaflet', 'Leaflet + markercluster (DOM)'),
  peer('ol-cluster', 'OpenLayers Cluster source (Canvas)'),
  peer('ol-webgl', 'OpenLayers WebGLVector points (no clustering)'),
  peer('deckgl', 'deck.gl ScatterplotLayer, binary (no clustering)'),
  peer('supercluster', 'supercluster + own Canvas 2D map'),
  peer('canvas-soa', 'typed arrays + bit masks + grid, own Canvas 2D map'),
];
// A local file adapters/local.mjs (export const apps = [...]) adds more without touching this one.
try {
  apps.push(...(await import('./local.mjs')).apps);
} catch (e) {
  if (e.code !== 'ERR_MODULE_NOT_FOUND') throw e;
}

export const mounts = Object.assign({}, ...apps.map((a) => a.mounts || {}));
