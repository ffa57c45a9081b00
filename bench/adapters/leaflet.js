// Leaflet + Leaflet.markercluster: one L.marker a site, bulk clearLayers/addLayers on a filter change.
import L from 'leaflet';
globalThis.L = L;
const ready = import('leaflet.markercluster'); // a plugin that needs the global L (same bundle)
import { start, BOUNDS, RADIUS } from './shell.js';
start(async (el, features, districts) => {
  await ready;
  const [w, s, e, n] = BOUNDS;
  const map = L.map(el, { attributionControl: false, preferCanvas: true, maxZoom: 19 }).fitBounds([
    [s, w],
    [n, e],
  ]);
  L.geoJSON(districts, { style: { color: '#357', weight: 1, fillColor: '#cde', fillOpacity: 0.5 } }).addTo(map);
  const icon = L.divIcon({ className: 'pin', iconSize: [10, 10] });
  const markers = features.map((f) => L.marker([f.geometry.coordinates[1], f.geometry.coordinates[0]], { icon }));
  const mc = L.markerClusterGroup({ maxClusterRadius: RADIUS, chunkedLoading: false });
  map.addLayer(mc);
  return {
    first(out) {
      mc.addLayers(out.map((f) => markers[f.i]));
    },
    apply(out) {
      mc.clearLayers();
      mc.addLayers(out.map((f) => markers[f.i]));
    },
    probe() {
      const m = el.querySelector('.marker-cluster, .pin');
      if (!m) return false;
      for (const q of el.querySelectorAll('.marker-cluster, .pin')) {
        const r = q.getBoundingClientRect(),
          h = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
        if (h && (h === q || q.contains(h))) return true;
      }
      return false;
    },
    onMap() {
      let t = 0;
      mc._featureGroup.eachLayer((l) => {
        t += l.getChildCount ? l.getChildCount() : 1;
      });
      return t;
    },
  };
});
