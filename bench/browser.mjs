// Chromium: started with the same flags for every app, its processes' CPU time and memory, and how busy the machine is.
import fs from 'node:fs';
import os from 'node:os';
import { chromium } from 'playwright-core';

const R = `${import.meta.dirname}/`;
export const VIEW = { width: 1280, height: 800 };
export const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  // The page and 2D canvases are composited in software: SwiftShader compositing costs every app 100 ms a frame.
  '--disable-gpu-compositing',
  '--disable-gpu-rasterization',
  '--disable-features=PreloadTopChromeWebUI,Translate,OptimizationHints,MediaRouter,AcceptCHFrame,DialMediaRouteProvider,CalculateNativeWinOcclusion,GlobalMediaControls,PaintHolding,HttpsUpgrades,RenderDocument,ThirdPartyStoragePartitioning,DestroyProfileOnBrowserClose',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-extensions',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--enable-blink-features=ForceEagerMeasureMemory',
  '--js-flags=--max-old-space-size=8192',
];

export const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
export class Timeout extends Error {}
/** The promise's value, or a Timeout. */
export function within(promise, ms, what) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Timeout(what)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Starts a browser. `prio` is the nice level of its scheduling group (root; -5 lifts it over other work on a shared machine). */
export async function launch({ prio = 0, flags = [] } = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROME || '/usr/bin/chromium',
    args: [...FLAGS, ...flags],
    ignoreDefaultArgs: ['--headless', '--disable-gpu'],
    headless: true,
  });
  const cdp = await browser.newBrowserCDPSession();
  const b = { browser, cdp };
  b.pid = (await processes(b)).find((p) => p.type === 'browser')?.id;
  if (prio && b.pid) lift(b.pid, prio);
  await sleep(800); // let the browser's own start-up work pass
  return b;
}

export function lift(pid, prio) {
  try {
    fs.writeFileSync(`/proc/${pid}/autogroup`, String(prio));
  } catch {
    // Not root, or no autogroups: measured as it is.
  }
}

/** Ends a browser, by force when it does not end by itself. */
export async function close(b) {
  try {
    await within(b.browser.close(), 10000, 'close');
  } catch {
    try {
      if (b.pid) process.kill(b.pid, 'SIGKILL');
    } catch {
      // Ended meanwhile.
    }
    await sleep(500);
  }
}

/** A fresh page of an app with n sites, with its navigation begun. */
export async function open(b, app, { origin, n, cpu = 1 }) {
  const context = await b.browser.newContext({ viewport: VIEW, deviceScaleFactor: 1 });
  const page = await context.newPage();
  const errors = [];
  const urls = new Set();
  let crash;
  const crashed = new Promise((_, fail) => (crash = fail));
  crashed.catch(() => {});
  page.on('crash', () => crash(Error('the page crashed')));
  page.on('pageerror', (e) => errors.push(String(e).slice(0, 200)));
  page.on('console', (m) => {
    if (m.type() === 'error') errors.push(m.text().slice(0, 200));
  });
  context.on('request', (r) => urls.add(r.url()));
  await page.addInitScript({ path: `${R}harness.js` });
  if (app.driver) await page.addInitScript({ path: `${R}adapters/${app.driver}` });
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' }); // main-thread CPU time: hardly moved by noise
  if (cpu > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  const c0 = cpuOf(await processes(b));
  await page.goto(new URL(app.url(n), origin).href, { waitUntil: 'commit', timeout: 60000 });
  // Runs the harness in the page; ends with the page's crash or the time limit.
  const ask = (what, argument, ms, name) => within(Promise.race([page.evaluate(what, argument), crashed]), ms, name);
  return { context, page, cdp, errors, urls, c0, ask };
}

export const processes = async (b) => (await b.cdp.send('SystemInfo.getProcessInfo')).processInfo;
/** CPU seconds by kind of process. */
export function cpuOf(list) {
  const sums = {};
  for (const p of list) {
    const kind = p.type === 'renderer' ? 'renderer' : p.type === 'GPU' ? 'gpu' : 'other';
    sums[kind] = (sums[kind] || 0) + p.cpuTime;
  }
  return sums;
}
export const cpuDiff = (a, b) =>
  Object.fromEntries(Object.keys(b).map((k) => [k, +((b[k] - (a[k] || 0)) * 1000).toFixed(0)]));

/** The main thread's CPU time so far, in ms. */
export async function mainThread(s) {
  const { metrics } = await s.cdp.send('Performance.getMetrics');
  const wanted = ['TaskDuration', 'ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'];
  return Object.fromEntries(
    metrics
      .filter((m) => wanted.includes(m.name))
      .map((m) => [m.name.replace('Duration', '').toLowerCase(), m.value * 1000]),
  );
}
export const mainDiff = (a, b) => Object.fromEntries(Object.keys(b).map((k) => [k, +(b[k] - (a[k] || 0)).toFixed(2)]));

function pssOf(pid) {
  try {
    return 1024 * +/Pss:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1];
  } catch {
    return 0;
  }
}
/** Bytes after a garbage collection: JS heap, the page with workers, canvas and wasm (uasm), processes (PSS). */
export async function memory(b, s) {
  await s.cdp.send('HeapProfiler.collectGarbage');
  await s.cdp.send('HeapProfiler.collectGarbage');
  const heap = await s.cdp.send('Runtime.getHeapUsage');
  const ua = await s.ask(() => __pb.uasm(), undefined, 40000, 'uasm').catch((e) => ({ error: String(e) }));
  const list = await processes(b);
  const most = (type) => Math.max(0, ...list.filter((p) => p.type === type).map((p) => pssOf(p.id)));
  return {
    heap: heap.usedSize,
    backing: heap.backingStorageSize,
    embedder: heap.embedderHeapUsedSize,
    uasm: ua.bytes ?? null,
    parts: ua.parts,
    renderer: most('renderer'),
    gpu: most('GPU'),
  };
}

// Noise: the share of the processors that others keep busy just before, and a fixed loop timed here.
const cpuStat = () => fs.readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/).slice(1).map(Number);
async function busy(ms = 200) {
  const a = cpuStat();
  await sleep(ms);
  const d = cpuStat().map((x, i) => x - a[i]);
  const total = d.slice(0, 8).reduce((s, x) => s + x, 0);
  return total ? 1 - (d[3] + d[4]) / total : 0;
}
function loop() {
  const t = performance.now();
  let x = 0;
  for (let i = 0; i < 3e7; i++) x = (x * 31 + i) | 0;
  return performance.now() - t + (x & 0);
}
export async function noise() {
  let b = await busy();
  if (b > 0.5) b = await busy(400);
  return { busy: +b.toFixed(2), calib: +loop().toFixed(1), load1: +os.loadavg()[0].toFixed(2) };
}
