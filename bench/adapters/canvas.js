// A small hand-written Canvas 2D map (pan, wheel zoom, polygons, cluster bubbles) for the two lean baselines.
import { BOUNDS } from './shell.js';
export const mx = (lon) => lon / 360 + 0.5;
export const my = (lat) => {
  const t = Math.sin((lat * Math.PI) / 180);
  return 0.5 - (0.25 * Math.log((1 + t) / (1 - t))) / Math.PI;
};
// draw(view) -> [{x, y, n}] in CSS pixels; view = {x, y (mercator centre), z, w, h, scale}
export function canvasMap(el, districts, clustersIn) {
  const cv = document.createElement('canvas'),
    ctx = cv.getContext('2d');
  el.append(cv);
  cv.style.cssText = 'width:100%;height:100%;display:block;touch-action:none';
  const w = el.clientWidth,
    h = el.clientHeight,
    dpr = devicePixelRatio || 1;
  cv.width = w * dpr;
  cv.height = h * dpr;
  const x0 = mx(BOUNDS[0]),
    x1 = mx(BOUNDS[2]),
    y0 = my(BOUNDS[3]),
    y1 = my(BOUNDS[1]);
  const v = {
    w,
    h,
    x: (x0 + x1) / 2,
    y: (y0 + y1) / 2,
    z: Math.log2(Math.min((w - 40) / (x1 - x0), (h - 40) / (y1 - y0)) / 512),
  };
  const O = [v.x, v.y],
    path = new Path2D();
  for (const f of districts.features)
    for (const r of f.geometry.coordinates) {
      r.forEach((c, i) => path[i ? 'lineTo' : 'moveTo']((mx(c[0]) - O[0]) * 1e6, (my(c[1]) - O[1]) * 1e6));
      path.closePath();
    }
  let raf = 0,
    waiters = [],
    drawn = [];
  function draw() {
    raf = 0;
    v.scale = 512 * 2 ** v.z;
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.fillStyle = '#eef2ee';
    ctx.fillRect(0, 0, w, h);
    const k = v.scale / 1e6;
    ctx.setTransform(
      dpr * k,
      0,
      0,
      dpr * k,
      dpr * (w / 2 + (O[0] - v.x) * v.scale),
      dpr * (h / 2 + (O[1] - v.y) * v.scale),
    );
    ctx.fillStyle = 'rgba(204,221,238,.5)';
    ctx.fill(path);
    ctx.lineWidth = 1 / k;
    ctx.strokeStyle = '#357';
    ctx.stroke(path);
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.font = '12px sans-serif';
    drawn = clustersIn(v);
    for (const c of drawn) {
      ctx.beginPath();
      ctx.arc(c.x, c.y, c.n === 1 ? 5 : c.n < 100 ? 14 : c.n < 1000 ? 18 : 24, 0, 7);
      ctx.fillStyle = c.n === 1 ? '#c33' : '#0a4';
      ctx.fill();
      if (c.n > 1) {
        ctx.fillStyle = '#fff';
        ctx.fillText(c.n < 1000 ? c.n : (c.n / 1000).toFixed(c.n < 1e4 ? 1 : 0) + 'k', c.x, c.y);
      }
    }
    const q = waiters;
    waiters = [];
    for (const f of q) f();
  }
  const redraw = () => {
    raf ||= requestAnimationFrame(draw);
    return new Promise((r) => waiters.push(r));
  };
  let drag = null;
  cv.onpointerdown = (e) => {
    drag = [e.clientX, e.clientY];
    cv.setPointerCapture(e.pointerId);
  };
  cv.onpointermove = (e) => {
    if (!drag) return;
    v.x -= (e.clientX - drag[0]) / v.scale;
    v.y -= (e.clientY - drag[1]) / v.scale;
    drag = [e.clientX, e.clientY];
    redraw();
  };
  cv.onpointerup = () => {
    drag = null;
  };
  cv.addEventListener(
    'wheel',
    (e) => {
      e.preventDefault();
      const r = cv.getBoundingClientRect(),
        dx = e.clientX - r.x - w / 2,
        dy = e.clientY - r.y - h / 2,
        s0 = v.scale;
      v.z = Math.max(8, Math.min(19, v.z - e.deltaY / 200));
      const s1 = 512 * 2 ** v.z;
      v.x += dx / s0 - dx / s1;
      v.y += dy / s0 - dy / s1;
      redraw();
    },
    { passive: false },
  );
  return {
    redraw,
    probe: () => drawn.some((c) => c.x > 0 && c.y > 0 && c.x < w && c.y < h),
    onMap: () => drawn.reduce((a, c) => a + c.n, 0),
  };
}
