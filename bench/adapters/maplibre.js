// MapLibre GL JS: GeoJSON source with cluster:true, blank style, no tiles, glyphs drawn from a local font.
// Filter = setData with the features that pass (the documented way to re-cluster a filtered set). Following the
// large-data guide, features given to the map carry no properties beyond an id.
import { Map as GLMap, setWorkerUrl } from 'maplibre-gl';
import { start, BOUNDS, RADIUS, MAX_CLUSTER_ZOOM } from './shell.js';
setWorkerUrl(new URL('./worker.js', location.href).href);
start(async (el, features, districts) => {
  const slim = features.map((f) => ({ type: 'Feature', id: f.i, geometry: f.geometry, properties: {} }));
  const fc = (fs) => ({ type: 'FeatureCollection', features: fs });
  const style = {
    version: 8,
    sources: {
      districts: { type: 'geojson', data: districts },
      sites: {
        type: 'geojson',
        data: fc(slim),
        cluster: true,
        clusterRadius: RADIUS,
        clusterMaxZoom: MAX_CLUSTER_ZOOM,
      },
    },
    layers: [
      { id: 'bg', type: 'background', paint: { 'background-color': '#eef2ee' } },
      { id: 'dfill', type: 'fill', source: 'districts', paint: { 'fill-color': '#cde', 'fill-opacity': 0.5 } },
      { id: 'dline', type: 'line', source: 'districts', paint: { 'line-color': '#357', 'line-width': 1 } },
      {
        id: 'clusters',
        type: 'circle',
        source: 'sites',
        filter: ['has', 'point_count'],
        paint: { 'circle-color': '#0a4', 'circle-radius': ['step', ['get', 'point_count'], 14, 100, 18, 1000, 24] },
      },
      {
        id: 'count',
        type: 'symbol',
        source: 'sites',
        filter: ['has', 'point_count'],
        layout: {
          'text-field': ['get', 'point_count_abbreviated'],
          'text-size': 12,
          'text-allow-overlap': true,
          'text-font': ['sans-serif'],
        },
        paint: { 'text-color': '#fff' },
      },
      {
        id: 'single',
        type: 'circle',
        source: 'sites',
        filter: ['!', ['has', 'point_count']],
        paint: { 'circle-color': '#c33', 'circle-radius': 5, 'circle-stroke-width': 1, 'circle-stroke-color': '#fff' },
      },
    ],
  };
  const map = new GLMap({
    container: el,
    style,
    bounds: BOUNDS,
    fitBoundsOptions: { padding: 20 },
    fadeDuration: 0,
    attributionControl: false,
    renderWorldCopies: false,
    dragRotate: false,
  });
  const idle = () => new Promise((r) => map.once('idle', r));
  const drawn = () => map.queryRenderedFeatures({ layers: ['clusters', 'single'] });
  return {
    first: idle,
    apply(out) {
      map.getSource('sites').setData(fc(out.map((f) => slim[f.i])));
      return idle();
    },
    probe: () => drawn().length > 0,
    onMap() {
      const seen = new Map();
      for (const f of drawn())
        seen.set(f.properties.cluster ? 'c' + f.properties.cluster_id : 's' + f.id, f.properties.point_count || 1);
      let s = 0;
      for (const v of seen.values()) s += v;
      return s;
    },
  };
});
