// What is read off a page: counts against the oracle, toggles, a drag and the wheel, bytes over the wire.
import fs from 'node:fs';
import { DATA } from './adapters/apps.mjs';
import { sleep } from './browser.mjs';
import { brotli, gzip } from './compress.mjs';

const oracles = {};
export function oracle(app, n) {
  const name = app.oracle?.(n) ?? `oracle-${n}.json`;
  return (oracles[name] ||= JSON.parse(fs.readFileSync(`${import.meta.dirname}/data/${name}`, 'utf8')));
}
export const same = (c, o) =>
  c.shown === o.shown &&
  o.goals.every((x, i) => (c.goals[i] || 0) === x) &&
  o.partners.every((x, i) => (c.partners[i] || 0) === x);

function quantile(values, p) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? +sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))].toFixed(1) : null;
}

/** The round of toggles r of __pb.toggles, summed up. */
export function toggleStats(app, n, r) {
  const expected = oracle(app, n);
  const wrong = r.out.filter((t) => !same(t.counts, expected[t.on ? t.k : 0]));
  const times = (key) => {
    const of = (list) => list.map((t) => t[key]);
    return {
      p50: quantile(of(r.out), 0.5),
      p95: quantile(of(r.out), 0.95),
      on: quantile(of(r.out.filter((t) => t.on)), 0.5),
      off: quantile(of(r.out.filter((t) => !t.on)), 0.5),
    };
  };
  return {
    count: r.out.length,
    bad: wrong.length,
    // The first one in full, so that it can be looked into.
    wrong: wrong[0] && { k: wrong[0].k, on: wrong[0].on, counts: wrong[0].counts },
    sync: times('sync'),
    settled: times('settled'),
    paint: times('paint'),
    blocked: r.blocked,
    ms: r.ms,
    map: r.out.filter((t) => t.onMap != null).map((t) => [t.counts.shown, t.onMap]),
  };
}

/** A drag of 3 s with 60 moves a second, then the wheel 5 steps in and 5 out; fire and forget on a fixed clock. */
export async function panZoom(s, app) {
  const [x, y] = await s.page.evaluate((selector) => {
    const e = document.querySelector(selector || '#map') || document.querySelector('canvas') || document.body;
    const r = e.getBoundingClientRect();
    return [r.x + r.width / 2, r.y + r.height / 2];
  }, app.map);
  const send = (o) => s.cdp.send('Input.dispatchMouseEvent', o).catch(() => {});
  const at = async (t0, ms) => {
    const left = t0 + ms - performance.now();
    if (left > 0) await sleep(left);
  };
  send({ type: 'mouseMoved', x, y });
  await sleep(100);
  await s.page.evaluate(() => __pb.frames(true));
  let t0 = performance.now();
  send({ type: 'mousePressed', x, y, button: 'left', buttons: 1, clickCount: 1 });
  for (let i = 1; i <= 180; i++) {
    await at(t0, (i * 1000) / 60);
    const a = (i / 180) * 4 * Math.PI;
    const [dx, dy] = [250 * Math.sin(a), 150 * Math.sin(a / 2)];
    send({ type: 'mouseMoved', x: x + dx, y: y + dy, button: 'left', buttons: 1 });
  }
  send({ type: 'mouseReleased', x, y, button: 'left', buttons: 0, clickCount: 1 });
  const pan = await s.page.evaluate(() => __pb.frames(false));
  await sleep(200);
  await s.page.evaluate(() => __pb.frames(true));
  t0 = performance.now();
  for (let i = 0; i < 10; i++) {
    await at(t0, i * 200);
    send({ type: 'mouseWheel', x: x + 40, y: y + 30, deltaX: 0, deltaY: i < 5 ? -100 : 100 });
  }
  await at(t0, 2600);
  const zoom = await s.page.evaluate(() => __pb.frames(false));
  return { pan, zoom };
}

/** Code bytes: everything the page fetched bar data, compressed here; fonts are in it, and named apart. Data's bytes, raw and as sent. */
export async function wire(s, app) {
  const out = { raw: 0, br: 0, gz: 0, fonts: 0, files: {}, data: { raw: 0, sent: 0 } };
  const length = async (url, encoding) => {
    const answer = await fetch(url, { method: 'HEAD', headers: { 'accept-encoding': encoding } });
    return answer.ok ? +answer.headers.get('content-length') : 0;
  };
  for (const url of s.urls) {
    const { pathname, protocol } = new URL(url);
    if (!protocol.startsWith('http')) continue;
    if (DATA.test(pathname) || app.data?.test(pathname)) {
      out.data.raw += await length(url, 'identity');
      out.data.sent += await length(url, 'br');
      continue;
    }
    const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
    if (!answer.ok) continue;
    const bytes = Buffer.from(await answer.arrayBuffer());
    const sizes = [bytes.length, gzip(bytes).length, brotli(bytes).length];
    out.raw += sizes[0];
    out.gz += sizes[1];
    out.br += sizes[2];
    if (/\.woff2?$/.test(pathname)) out.fonts += sizes[2];
    out.files[pathname] = sizes;
  }
  return out;
}
