// The benchmark. Every (n, repetition) runs all apps in turn (order rotated), each in a fresh browser, so that machine
// noise falls on all alike. One JSON line a measurement goes to results/<tag>.jsonl; report.mjs makes the tables.
// usage: node run.mjs [--apps a,b] [--n 1000,10000] [--reps 5] [--phases load,toggle,pan,mem,cpu4,slow] [--tag name]
//                     [--minutes 60] [--rep0 5] [--prio -5] [--flags '…']
import fs from 'node:fs';
import os from 'node:os';
import { apps as all, mounts } from './adapters/apps.mjs';
import {
  FLAGS,
  Timeout,
  VIEW,
  close,
  cpuDiff,
  cpuOf,
  launch,
  lift,
  mainDiff,
  mainThread,
  memory,
  noise,
  open,
  processes,
  within,
} from './browser.mjs';
import { oracle, panZoom, same, toggleStats, wire } from './measure.mjs';
import { serve } from './server.mjs';

const arg = (key, otherwise) => {
  const i = process.argv.indexOf('--' + key);
  return i < 0 ? otherwise : (process.argv[i + 1] ?? true);
};
const SLOW = { bps: 1.6e6, rtt: 150 };
const appNamed = (name) => {
  const app = all.find((a) => a.name === name);
  if (!app) throw Error(`there is no app “${name}”: ${all.map((a) => a.name).join(', ')}`);
  return app;
};
const apps = arg('apps', all.map((a) => a.name).join(','))
  .split(',')
  .map(appNamed);
const Ns = arg('n', '1000,10000').split(',').map(Number);
const reps = +arg('reps', 5);
const rep0 = +arg('rep0', 0); // number of the first repetition, to add some to a tag already there
const phases = new Set(arg('phases', 'load,toggle,pan,mem,cpu4,slow').split(','));
const tag = arg('tag', 'run');
const deadline = Date.now() + 60000 * +arg('minutes', 60);
const how = { prio: +arg('prio', 0), flags: arg('flags', '').split(' ').filter(Boolean) };
/** Budgets in ms: a phase that runs past its limit is recorded as a time-out and not tried again for that app and n. */
const limitsOf = (n) =>
  n >= 1e6
    ? { load: 90000, toggle: 20000, mem: 10000 }
    : n >= 1e5
      ? { load: 60000, toggle: 10000, mem: 12000 }
      : { load: 30000, toggle: 8000, mem: 12000 };

const file = `${import.meta.dirname}/results/${tag}.jsonl`;
fs.mkdirSync(`${import.meta.dirname}/results`, { recursive: true });
if (!rep0) fs.rmSync(file, { force: true });
const emit = (o) => fs.appendFileSync(file, JSON.stringify(o) + '\n');

const dead = new Set(); // app|n|phase that failed once
const isDead = (app, n, phase) => dead.has(`${app.name}|${n}|${phase}`);
/** Runs a phase; what goes wrong is written down. Says whether the browser is as good as before. */
async function guard(app, n, phase, f) {
  if (isDead(app, n, phase)) return true;
  try {
    await f();
    return true;
  } catch (e) {
    dead.add(`${app.name}|${n}|${phase}`);
    const timeout = e instanceof Timeout || e.name === 'TimeoutError';
    emit({ app: app.name, n, phase, timeout, error: String(e.message || e).slice(0, 300) });
    console.log(app.name, n, phase, timeout ? 'TIME-OUT' : `FAILED ${e}`);
    return false;
  }
}

async function one(app, n, rep) {
  const limits = limitsOf(n);
  const before = await noise();
  const line = (phase, o) => emit({ app: app.name, n, rep, phase, noise: before, ...o });
  const toggles = (s, count, budget, name) =>
    s.ask(([c, ms]) => __pb.toggles(c, ms), [count, budget], budget + limits.load, name);
  const ready = (s, ms, name) => s.ask(() => __pb.whenReady(), undefined, ms, name);
  let b = null;
  const browser = async () => (b ??= await launch(how));
  const end = async () => {
    if (b) await close(b);
    b = null;
  };
  // Leaves the page; a browser that cannot is replaced.
  const leave = async (s, good) => {
    const left =
      good &&
      (await within(s.context.close(), 20000, 'close').then(
        () => true,
        () => false,
      ));
    if (!left) await end();
  };
  try {
    if (phases.has('load') && !isDead(app, n, 'load')) {
      let s;
      let good = await guard(app, n, 'load', async () => {
        s = await open(await browser(), app, { origin, n });
        const r = await ready(s, limits.load, 'load');
        if (app.must && ![...s.urls].some((url) => app.must.test(new URL(url).pathname)))
          throw Error(`the page did not fetch ${app.must}`);
        line('load', {
          ...r,
          ok: same(r.counts, oracle(app, n)[0]),
          main: mainDiff({}, await mainThread(s)),
          cpu: cpuDiff(s.c0, cpuOf(await processes(b))),
          errors: s.errors,
        });
        if (rep === 0) line('wire', await wire(s, app));
      });
      let done = 0;
      if (good && (phases.has('mem') || phases.has('memload')))
        good &&= await guard(app, n, 'memload', async () => line('memload', await memory(b, s)));
      if (good && phases.has('toggle'))
        good &&= await guard(app, n, 'toggle', async () => {
          const [c0, m0] = [cpuOf(await processes(b)), await mainThread(s)];
          const r = await toggles(s, 34, limits.toggle, 'toggle');
          done = r.out.length;
          line('toggle', {
            ...toggleStats(app, n, r),
            main: mainDiff(m0, await mainThread(s)),
            cpu: cpuDiff(c0, cpuOf(await processes(b))),
          });
        });
      if (good && phases.has('pan') && !(n >= 1e4 && rep > 1))
        good &&= await guard(app, n, 'pan', async () => {
          const [c0, m0] = [cpuOf(await processes(b)), await mainThread(s)];
          line('pan', {
            ...(await within(panZoom(s, app), 60000, 'pan')),
            main: mainDiff(m0, await mainThread(s)),
            cpu: cpuDiff(c0, cpuOf(await processes(b))),
          });
        });
      if (good && phases.has('mem') && rep < 1)
        good &&= await guard(app, n, 'mem200', async () => {
          const r = await toggles(s, 166, limits.mem, 'mem');
          line('mem200', { done: done + r.out.length, ...(await memory(b, s)) });
        });
      await leave(s, good);
    }
    if (phases.has('cpu4') && !(n >= 1e6 && rep > 0) && !(n >= 1e4 && rep > 1) && !isDead(app, n, 'load')) {
      let s;
      const good = await guard(app, n, 'cpu4', async () => {
        s = await open(await browser(), app, { origin, n, cpu: 4 });
        const r = await ready(s, limits.load * 1.5, 'cpu4');
        line('cpu4', { ...r, counts: undefined, cpu: cpuDiff(s.c0, cpuOf(await processes(b))) });
        line('toggle4', toggleStats(app, n, await toggles(s, 12, limits.toggle / 2, 'toggle4')));
      });
      await leave(s, good && s);
    }
    if (phases.has('slow') && n === 1000)
      await guard(app, n, 'slow', async () => {
        const s = await open(await browser(), app, { origin: slowOrigin, n, cpu: 4 });
        line('slow', { ...(await ready(s, 60000, 'slow')), counts: undefined });
      });
  } catch (e) {
    // The browser did not start, or went away between the phases.
    emit({ app: app.name, n, phase: 'browser', timeout: false, error: String(e.message || e).slice(0, 300) });
    console.log(app.name, n, 'FAILED', String(e));
  } finally {
    await end();
  }
}

if (how.prio) lift('self', how.prio); // this process feeds the pages and the input
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => setTimeout(() => process.exit(1), 1500));
const server = await serve({ mounts });
const shaped = await serve({ mounts, slow: SLOW });
const origin = `http://127.0.0.1:${server.port}`;
const slowOrigin = `http://127.0.0.1:${shaped.port}`;

const first = await launch(how);
emit({
  phase: 'meta',
  at: new Date().toISOString(),
  chromium: first.browser.version(),
  node: process.version,
  cpus: os.cpus().length,
  model: os.cpus()[0].model,
  flags: FLAGS,
  view: VIEW,
  slow: SLOW,
  reps,
  ns: Ns,
  notes: Object.fromEntries(apps.map((a) => [a.name, a.note])),
});
await close(first);

// Repetition by repetition, so that a cut-off run is balanced; 1M at most three times, once early and then last.
const [small, large] = [Ns.filter((n) => n < 1e6), Ns.filter((n) => n >= 1e6)];
const plan = [];
for (let rep = 0; rep < reps; rep++) {
  for (const n of small) plan.push([n, rep0 + rep]);
  if (rep === Math.min(1, reps - 1)) for (const n of large) plan.push([n, rep0]);
}
for (let rep = 1; rep < Math.min(3, reps); rep++) for (const n of large) plan.push([n, rep0 + rep]);

const absent = new Set();
console.log(`${apps.map((a) => a.name)} × ${Ns} sites × ${reps} → ${file}`);
outer: for (const [n, rep] of plan)
  for (let i = 0; i < apps.length; i++) {
    const app = apps[(i + rep) % apps.length];
    const why = app.missing?.(n);
    if (why && !absent.has(why)) console.log(`${app.name} is left out at ${n} sites: ${why}.`);
    absent.add(why);
    if (why || isDead(app, n, 'load')) continue;
    if (Date.now() > deadline) {
      console.log('Out of time: what is measured so far is reported.');
      break outer;
    }
    const start = Date.now();
    await one(app, n, rep);
    console.log(app.name, n, 'rep', rep, ((Date.now() - start) / 1000).toFixed(1) + ' s');
  }
server.close();
shaped.close();
process.exit(0);
