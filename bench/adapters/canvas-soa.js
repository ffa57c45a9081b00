// Hand-optimised JS floor: typed arrays and goal/partner bit masks, per-zoom world-aligned grid clustering of the
// whole set (cheaper and cruder than supercluster's radius clustering), the same Canvas 2D map.
import { start, RADIUS } from './shell.js';
import { canvasMap, mx, my } from './canvas.js';
start(async (el, features, districts) => {
  const n = features.length,
    X = new Float64Array(n),
    Y = new Float64Array(n),
    G = new Uint32Array(n),
    P = new Uint16Array(n);
  for (let i = 0; i < n; i++) {
    const {
      geometry: { coordinates: c },
      properties: p,
    } = features[i];
    X[i] = mx(c[0]);
    Y[i] = my(c[1]);
    for (const g of p.goals) G[i] |= 1 << g;
    for (const q of p.partners) P[i] |= 1 << q;
  }
  let mask = 0,
    cache = null;
  function grid(z) {
    // {key -> slot}; sums per cell
    const scale = (512 * 2 ** z) / RADIUS,
      slots = new Map(),
      cx = [],
      cy = [],
      cn = [];
    for (let i = 0; i < n; i++) {
      if (mask && !(G[i] & mask)) continue;
      const key = Math.floor(X[i] * scale) * 67108864 + Math.floor(Y[i] * scale);
      let s = slots.get(key);
      if (s === undefined) {
        s = cn.length;
        slots.set(key, s);
        cx.push(0);
        cy.push(0);
        cn.push(0);
      }
      cx[s] += X[i];
      cy[s] += Y[i];
      cn[s]++;
    }
    return { z, cx, cy, cn };
  }
  const map = canvasMap(el, districts, (v) => {
    const z = Math.floor(v.z);
    if (!cache || cache.z !== z) cache = grid(z);
    const { cx, cy, cn } = cache,
      out = [];
    for (let s = 0; s < cn.length; s++) {
      const x = (cx[s] / cn[s] - v.x) * v.scale + v.w / 2,
        y = (cy[s] / cn[s] - v.y) * v.scale + v.h / 2;
      if (x > -30 && y > -30 && x < v.w + 30 && y < v.h + 30) out.push({ x, y, n: cn[s] });
    }
    return out;
  });
  return {
    recompute(sel) {
      mask = 0;
      for (const k of sel) mask |= 1 << k;
      cache = null;
      const goals = new Uint32Array(18),
        partners = new Uint32Array(12);
      let shown = 0;
      for (let i = 0; i < n; i++) {
        const g = G[i];
        if (mask && !(g & mask)) continue;
        shown++;
        for (let m = g; m; m &= m - 1) goals[31 - Math.clz32(m & -m)]++;
        for (let m = P[i]; m; m &= m - 1) partners[31 - Math.clz32(m & -m)]++;
      }
      return { shown, goals, partners };
    },
    apply: () => map.redraw(),
    probe: map.probe,
    onMap: map.onMap,
  };
});
