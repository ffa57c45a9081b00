// deck.gl ScatterplotLayer with binary attributes (the fastest documented way in), no basemap, no clustering.
// Filter = the positions that pass are packed into a fresh Float32Array and handed over.
import { Deck, MapView, WebMercatorViewport } from '@deck.gl/core';
import { ScatterplotLayer, SolidPolygonLayer, PathLayer } from '@deck.gl/layers';
import { start, BOUNDS } from './shell.js';
start(async (el, features, districts) => {
  const [w, s, e, n] = BOUNDS;
  const view = new WebMercatorViewport({ width: el.clientWidth, height: el.clientHeight }).fitBounds(
    [
      [w, s],
      [e, n],
    ],
    { padding: 20 },
  );
  const rings = districts.features.map((f) => f.geometry.coordinates);
  const ground = [
    new SolidPolygonLayer({ id: 'dfill', data: rings, getPolygon: (d) => d, getFillColor: [204, 221, 238, 128] }),
    new PathLayer({ id: 'dline', data: rings, getPath: (d) => d[0], getColor: [51, 85, 119], widthMinPixels: 1 }),
  ];
  let wait;
  const sites = (out) => {
    const p = new Float32Array(out.length * 2);
    for (let i = 0; i < out.length; i++) {
      const c = out[i].geometry.coordinates;
      p[2 * i] = c[0];
      p[2 * i + 1] = c[1];
    }
    return new ScatterplotLayer({
      id: 'sites',
      data: { length: out.length, attributes: { getPosition: { value: p, size: 2 } } },
      radiusUnits: 'pixels',
      getRadius: 4,
      getFillColor: [204, 51, 51],
      pickable: true,
    });
  };
  let deck, current;
  const show = (out) =>
    new Promise((r) => {
      current = sites(out);
      wait = r;
      if (deck) deck.setProps({ layers: [...ground, current] });
      else
        deck = new Deck({
          parent: el,
          views: new MapView({ repeat: false }),
          controller: true,
          useDevicePixels: true,
          initialViewState: { longitude: view.longitude, latitude: view.latitude, zoom: view.zoom },
          layers: [...ground, current],
          onAfterRender: () => {
            if (wait && current.isLoaded) {
              const f = wait;
              wait = null;
              f();
            }
          },
        });
    });
  return {
    first: show,
    apply: show,
    probe() {
      const v = deck.getViewports()[0];
      if (!v) return false;
      for (const f of features.slice(0, 5)) {
        const [x, y] = v.project(f.geometry.coordinates);
        if (deck.pickObject({ x, y, radius: 3 })) return true;
      }
      return false;
    },
  };
});
