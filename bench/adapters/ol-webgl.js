// OpenLayers WebGL vector layer (WebGLPoints is deprecated in its favour): every site a point, no clustering.
// Filter on the GPU through style variables, one per goal, as in the OpenLayers "filtering with WebGL" example.
import OLMap from 'ol/Map.js';
import View from 'ol/View.js';
import VectorLayer from 'ol/layer/Vector.js';
import WebGLVectorLayer from 'ol/layer/WebGLVector.js';
import VectorSource from 'ol/source/Vector.js';
import Feature from 'ol/Feature.js';
import Point from 'ol/geom/Point.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import { Style, Fill, Stroke } from 'ol/style.js';
import { fromLonLat, transformExtent } from 'ol/proj.js';
import { start, BOUNDS } from './shell.js';
start(async (el, features, districts) => {
  const feats = features.map((f) => {
    const g = f.properties.goals;
    return new Feature({
      geometry: new Point(fromLonLat(f.geometry.coordinates)),
      g1: g[0],
      g2: g[1] || 0,
      g3: g[2] || 0,
    });
  });
  const variables = { all: 1 };
  for (let k = 1; k <= 17; k++) variables['s' + k] = 0;
  const on = (a) => [
    'match',
    ['get', a],
    ...Array.from({ length: 17 }, (_, i) => [i + 1, ['var', 's' + (i + 1)]]).flat(),
    0,
  ];
  const layer = new WebGLVectorLayer({
    source: new VectorSource({ features: feats }),
    variables,
    disableHitDetection: false,
    style: [
      {
        filter: ['>', ['+', ['var', 'all'], on('g1'), on('g2'), on('g3')], 0],
        style: { 'circle-radius': 4, 'circle-fill-color': '#c33' },
      },
    ],
  });
  const map = new OLMap({
    target: el,
    controls: [],
    layers: [
      new VectorLayer({
        source: new VectorSource({
          features: new GeoJSON().readFeatures(districts, { featureProjection: 'EPSG:3857' }),
        }),
        style: new Style({
          fill: new Fill({ color: 'rgba(204,221,238,.5)' }),
          stroke: new Stroke({ color: '#357', width: 1 }),
        }),
      }),
      layer,
    ],
    view: new View({ padding: [20, 20, 20, 20] }),
  });
  map.getView().fit(transformExtent(BOUNDS, 'EPSG:4326', 'EPSG:3857'));
  const done = () => new Promise((r) => map.once('rendercomplete', r));
  return {
    first: () => done(),
    apply(_out, sel) {
      const v = { all: sel.size ? 0 : 1 };
      for (let k = 1; k <= 17; k++) v['s' + k] = sel.has(k) ? 1 : 0;
      layer.updateStyleVariables(v);
      return done();
    },
    probe() {
      for (const f of feats.slice(0, 20)) {
        const px = map.getPixelFromCoordinate(f.getGeometry().getCoordinates());
        if (px && map.hasFeatureAtPixel(px, { layerFilter: (l) => l === layer })) return true;
      }
      return false;
    },
  };
});
