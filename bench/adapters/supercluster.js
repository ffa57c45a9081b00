// Supercluster alone under a hand-written Canvas 2D map: a lean JS peer. Filter = a new index over what passes.
import Supercluster from 'supercluster';
import { start, RADIUS, MAX_CLUSTER_ZOOM } from './shell.js';
import { canvasMap, mx, my } from './canvas.js';
start(async (el, features, districts) => {
  let index;
  const map = canvasMap(el, districts, (v) => {
    const m = 60,
      hw = (v.w / 2 + m) / v.scale,
      hh = (v.h / 2 + m) / v.scale;
    const lon = (x) => (x - 0.5) * 360,
      lat = (y) => (360 * Math.atan(Math.exp(((180 - y * 360) * Math.PI) / 180))) / Math.PI - 90;
    return index
      .getClusters([lon(v.x - hw), lat(v.y + hh), lon(v.x + hw), lat(v.y - hh)], Math.floor(v.z))
      .map((c) => ({
        x: (mx(c.geometry.coordinates[0]) - v.x) * v.scale + v.w / 2,
        y: (my(c.geometry.coordinates[1]) - v.y) * v.scale + v.h / 2,
        n: c.properties.cluster ? c.properties.point_count : 1,
      }));
  });
  const apply = (out) => {
    index = new Supercluster({ radius: RADIUS, maxZoom: MAX_CLUSTER_ZOOM, minZoom: 8 }).load(out);
    return map.redraw();
  };
  return { apply, probe: map.probe, onMap: map.onMap };
});
