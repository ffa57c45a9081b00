// OpenLayers, Canvas vector layer over ol/source/Cluster. Filter = geometryFunction returning null + refresh(),
// the documented way to leave features out of the clustering without rebuilding the R-tree.
import OLMap from 'ol/Map.js';
import View from 'ol/View.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import Cluster from 'ol/source/Cluster.js';
import Feature from 'ol/Feature.js';
import Point from 'ol/geom/Point.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import { Style, Circle, Fill, Stroke, Text } from 'ol/style.js';
import { fromLonLat, transformExtent } from 'ol/proj.js';
import { start, BOUNDS, RADIUS } from './shell.js';
start(async (el, features, districts) => {
  const pass = new Uint8Array(features.length).fill(1);
  const feats = features.map((f) => {
    const o = new Feature(new Point(fromLonLat(f.geometry.coordinates)));
    o.i = f.i;
    return o;
  });
  const cluster = new Cluster({
    distance: RADIUS,
    source: new VectorSource({ features: feats }),
    geometryFunction: (f) => (pass[f.i] ? f.getGeometry() : null),
  });
  const cache = {};
  const style = (f) => {
    const n = f.get('features').length;
    return (cache[n] ||=
      n === 1
        ? new Style({
            image: new Circle({ radius: 5, fill: new Fill({ color: '#c33' }), stroke: new Stroke({ color: '#fff' }) }),
          })
        : new Style({
            image: new Circle({ radius: n < 100 ? 14 : n < 1000 ? 18 : 24, fill: new Fill({ color: '#0a4' }) }),
            text: new Text({ text: String(n), fill: new Fill({ color: '#fff' }) }),
          }));
  };
  const layer = new VectorLayer({ source: cluster, style });
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
    apply(out) {
      pass.fill(0);
      for (const f of out) pass[f.i] = 1;
      cluster.refresh();
      return done();
    },
    probe() {
      // hit test at the first drawn cluster
      for (const f of cluster.getFeatures()) {
        const px = map.getPixelFromCoordinate(f.getGeometry().getCoordinates());
        if (px && px[0] > 0 && px[1] > 0 && px[0] < el.clientWidth && px[1] < el.clientHeight)
          return map.hasFeatureAtPixel(px, { layerFilter: (l) => l === layer });
      }
      return false;
    },
    onMap() {
      let t = 0;
      for (const f of cluster.getFeatures()) t += f.get('features').length;
      return t;
    },
  };
});
