// results/<tag>.jsonl -> Markdown tables. usage: node report.mjs [tag ...] [--ours NAME,…] [--out FILE]
// With --ours, ends with ratios peer / ours, each the median over the repetitions of the ratio within one repetition
// (both ran seconds apart on the same machine), with the min and max over the repetitions.
import fs from 'node:fs';

const words = process.argv.slice(2);
const option = (key) => {
  const i = words.indexOf(key);
  return i < 0 ? null : words.splice(i, 2)[1];
};
const wanted = option('--ours')?.split(',') ?? [];
const out = option('--out');
const tags = words.length ? words : ['main'];
const lines = (tag) =>
  fs
    .readFileSync(`${import.meta.dirname}/results/${tag}.jsonl`, 'utf8')
    .trim()
    .split('\n');
const rows = tags.flatMap(lines).map((line) => JSON.parse(line));
const meta = rows.find((r) => r.phase === 'meta');
const data = rows.filter((r) => r.app && !r.error);
const bad = rows.filter((r) => r.error);
const order = Object.keys(meta.notes);
const apps = [...new Set(rows.filter((r) => r.app).map((r) => r.app))];
apps.sort((a, b) => order.indexOf(a) - order.indexOf(b));
const Ns = [...new Set(rows.filter((r) => r.app).map((r) => r.n))].sort((a, b) => a - b);

let text = '';
const say = (line = '') => {
  text += line + '\n';
};
const median = (values) => {
  const s = [...values].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length ? (s.length % 2 ? s[m] : (s[m - 1] + s[m]) / 2) : null;
};
const fmt = (x) => {
  if (x == null) return '–';
  const size = Math.abs(x);
  return size >= 10 ? x.toFixed(0) : size >= 1 || x === 0 ? x.toFixed(1) : x.toFixed(2);
};
const spread = (v) => (v.length > 1 ? ` (${fmt(Math.min(...v))}–${fmt(Math.max(...v))})` : '');
const is = (x) => x != null && !Number.isNaN(x);
const found = (app, n, phase) => data.filter((r) => r.app === app && r.n === n && r.phase === phase);
const get = (app, n, phase, f) => found(app, n, phase).map(f).filter(is);
const failure = (app, n, phase) =>
  bad.find((r) => r.app === app && r.n === n && (phase.startsWith(r.phase) || ['load', 'browser'].includes(r.phase)));
const cell = (app, n, phase, f) => {
  const v = get(app, n, phase, f);
  if (v.length) return fmt(median(v)) + spread(v);
  const why = failure(app, n, phase);
  return why ? (why.timeout ? 'time-out' : 'failed') : '–';
};
const nn = (n) => (n >= 1e6 ? `${n / 1e6}M` : n >= 1e3 ? `${n / 1e3}k` : `${n}`);
const cpu = (r) => (r.cpu ? (r.cpu.renderer || 0) + (r.cpu.gpu || 0) : null);
const table = (head, body) => {
  say(`| ${head.join(' | ')} |`);
  say(`|${head.map(() => '---').join('|')}|`);
  for (const row of body) say(`| ${row.join(' | ')} |`);
  say();
};
const perN = (title, phase, f) => {
  say(`**${title}**\n`);
  table(
    ['', ...Ns.map(nn)],
    apps.map((a) => [a, ...Ns.map((n) => cell(a, n, phase, f))]),
  );
};
const MB = (b) => (b == null ? null : b / 1048576);
/** The same app's line of another phase in the same repetition. */
const beside = (r, phase, app = r.app) =>
  data.find((x) => x.app === app && x.n === r.n && x.rep === r.rep && x.phase === phase);

say('# Measured\n');
say('`cargo xtask bench` writes this file; `README.md` beside it says what is measured and how fair it is.\n');
const count = (n) => {
  const c = apps.map((a) => found(a, n, 'load').length).filter((x) => x);
  const [least, most] = [Math.min(...c), Math.max(...c)];
  return `${nn(n)}: ${c.length === 0 ? 0 : least === most ? least : `${least}–${most}`}`;
};
say(
  `Chromium ${meta.chromium}, ${meta.cpus} × ${meta.model}, viewport ${meta.view.width}×${meta.view.height}, started ${meta.at}. ` +
    `Repetitions: ${Ns.map(count).join(', ')} (pan and 4x CPU at 10k and more: at most two; memory after 200 toggles: one). ` +
    'Cells: median (min–max) over the repetitions; times in ms.\n',
);
const noise = data.filter((r) => r.phase === 'load').map((r) => r.noise);
if (noise.length) {
  const loops = noise.map((x) => x.calib);
  const busy = Math.round(100 * median(noise.map((x) => x.busy)));
  say(
    `Noise: before each measurement other processes kept the processors ${busy} % busy (median); ` +
      `a fixed loop of 30M steps took ${fmt(median(loops))} ms${spread(loops)}.\n`,
  );
}
say('### a. Code over the wire (KB = 1024 B; data left out)\n');
table(
  ['', 'raw', 'gzip-9', 'brotli-11', 'of it fonts', 'files'],
  apps.map((a) => {
    const w = data.find((r) => r.app === a && r.phase === 'wire');
    const kb = (bytes) => (bytes / 1024).toFixed(1);
    return w
      ? [a, kb(w.raw), kb(w.gz), kb(w.br), kb(w.fonts ?? 0), Object.keys(w.files).length]
      : [a, '–', '–', '–', '–', '–'];
  }),
);
perN('data fetched, KB raw', 'wire', (r) => r.data?.raw / 1024);
perN('data as sent, KB (compressed at 1k only)', 'wire', (r) => r.data?.sent / 1024);
say('### b. Navigation start to first painted map with all sites\n');
perN('normal CPU', 'load', (r) => r.ready);
perN('4x CPU throttle (main thread only)', 'cpu4', (r) => r.ready);
perN('main-thread CPU by then, ms', 'load', (r) => r.main?.task);
perN('CPU spent by then, renderer process only, ms', 'load', (r) => r.cpu.renderer);
perN('CPU spent by then, renderer + GPU process, ms', 'load', cpu);
say('### c. Filter latency: toggle a goal, re-filter, re-cluster, recount, paint\n');
perN('to the painted frame, p50 over the round', 'toggle', (r) => r.paint.p50);
perN('p95', 'toggle', (r) => r.paint.p95);
perN('until the library says it has rendered, p50', 'toggle', (r) => r.settled.p50);
perN('toggling off (all sites come back), painted, p50', 'toggle', (r) => r.paint.off);
perN('main-thread CPU per toggle (script, style, layout, paint), ms', 'toggle', (r) => r.main?.task / r.count);
perN('of it script', 'toggle', (r) => r.main?.script / r.count);
perN(
  'CPU per toggle, renderer process only (workers too; leaves out software GL and compositing), ms',
  'toggle',
  (r) => r.cpu.renderer / r.count,
);
perN('CPU per toggle, renderer (workers too) + GPU process, ms', 'toggle', (r) => cpu(r) / r.count);
perN('4x CPU throttle, painted, p50', 'toggle4', (r) => r.paint.p50);
say('### d. Pan (3 s drag, 60 moves a second) and zoom (10 wheel steps)\n');
perN('pan: frames a second', 'pan', (r) => (r.pan.frames / r.pan.ms) * 1000);
perN('pan: p95 frame interval', 'pan', (r) => r.pan.p95);
perN('zoom: p95 frame interval', 'pan', (r) => r.zoom.p95);
perN('long tasks (over 50 ms) in both, how many', 'pan', (r) => r.pan.longtasks + r.zoom.longtasks);
perN('long tasks in both, total ms', 'pan', (r) => r.pan.longms + r.zoom.longms);
perN('worst frame in both', 'pan', (r) => Math.max(r.pan.max, r.zoom.max));
perN('main-thread CPU for both, ms', 'pan', (r) => r.main?.task);
perN('CPU for both (5.6 s of input), renderer + GPU process, ms', 'pan', cpu);
say('### e. Memory, MiB\n');
perN('JS heap of the page after load (after GC)', 'memload', (r) => MB(r.heap));
perN('page memory after load (page + workers + canvas + WebAssembly)', 'memload', (r) => MB(r.uasm));
perN('renderer process PSS after load', 'memload', (r) => MB(r.renderer));
perN('GPU process PSS after load', 'memload', (r) => MB(r.gpu));
perN('page memory after 200 toggles (or as many as fitted)', 'mem200', (r) => MB(r.uasm));
perN('renderer PSS after 200 toggles', 'mem200', (r) => MB(r.renderer));
perN('growth of the page memory from load to 200 toggles (0 is flat)', 'mem200', (r) =>
  MB(r.uasm - beside(r, 'memload')?.uasm),
);
perN('toggles done by then', 'mem200', (r) => r.done);
if (Ns.includes(1000) && data.some((r) => r.phase === 'slow')) {
  say('### f. First load, 1.6 Mbps / 150 ms RTT + 4x CPU, 1k sites\n');
  const columns = ['fcp', 'lcp', 'ready', 'interactive', 'cls'];
  table(
    ['', 'FCP', 'LCP', 'sites painted', 'sites interactive', 'CLS'],
    apps.map((a) => [a, ...columns.map((k) => cell(a, 1000, 'slow', (r) => r[k]))]),
  );
}
const rounds = data.filter((r) => r.phase === 'toggle');
const wrong = data.filter((r) => (r.phase === 'load' && !r.ok) || (r.phase === 'toggle' && r.bad));
const toggles = rounds.reduce((sum, r) => sum + r.count, 0);
const which = [...new Set(wrong.map((r) => `${r.app} ${nn(r.n)} ${r.phase}`))].join(', ');
say(
  `Correctness: the counts shown after ${toggles} toggles held against the oracle; ` +
    `${wrong.length} measurements with a wrong count${which ? `: ${which}` : ''}.`,
);
const off = rounds.flatMap((r) => r.map.filter(([a, b]) => a !== b).map(([a, b]) => `${r.app} ${nn(r.n)} ${b}/${a}`));
const differs = off.length ? `differs: ${[...new Set(off)].join(', ')}` : 'equal everywhere it can be read';
say(`Sites represented on the map vs filter result: ${differs}.`);
if (bad.length) {
  const said = (r) => `${r.app} ${nn(r.n)} ${r.phase} (${r.timeout ? 'time-out' : r.error.split('\n')[0]})`;
  say(`Not finished: ${bad.map(said).join('; ')}.`);
}

const MEASURES = [
  ['wire br', 'wire', (r) => r.br],
  ['load', 'load', (r) => r.ready],
  ['load main-thread CPU', 'load', (r) => r.main?.task],
  ['load CPU', 'load', cpu],
  ['load 4x', 'cpu4', (r) => r.ready],
  ['toggle p50', 'toggle', (r) => r.paint.p50],
  ['toggle p95', 'toggle', (r) => r.paint.p95],
  ['toggle main-thread CPU', 'toggle', (r) => r.main?.task / r.count],
  ['toggle script', 'toggle', (r) => r.main?.script / r.count],
  ['toggle renderer CPU', 'toggle', (r) => r.cpu.renderer / r.count],
  ['toggle CPU', 'toggle', (r) => cpu(r) / r.count],
  ['pan p95', 'pan', (r) => r.pan.p95],
  ['pan+zoom main-thread CPU', 'pan', (r) => r.main?.task],
  ['pan+zoom CPU', 'pan', cpu],
  ['memory', 'memload', (r) => r.uasm],
  ['memory 200', 'mem200', (r) => r.uasm],
  ['slow: interactive', 'slow', (r) => r.interactive],
];
function ratio(app, ours, n, phase, f) {
  const ratios = [];
  for (const r of found(app, n, phase)) {
    const o = beside(r, phase, ours);
    if (o && f(o) > 0 && is(f(r))) ratios.push(f(r) / f(o));
  }
  const one = (x) => (x < 1 ? x.toFixed(2) : x.toFixed(1));
  if (!ratios.length) return '–';
  const range = ratios.length > 1 ? ` (${one(Math.min(...ratios))}–${one(Math.max(...ratios))})` : '';
  return one(median(ratios)) + range;
}
for (const ours of wanted.filter((a) => apps.includes(a))) {
  const peers = apps.filter((a) => !wanted.includes(a));
  if (!peers.length) continue;
  say(`\n### Ratios peer / ${ours} in the same repetition (over 1 = ${ours} is ahead)\n`);
  for (const n of Ns) {
    say(`**${nn(n)}**\n`);
    const measures = MEASURES.filter(([, phase]) => phase !== 'slow' || n === 1000);
    table(
      ['', ...peers],
      measures.map(([name, phase, f]) => [name, ...peers.map((a) => ratio(a, ours, n, phase, f))]),
    );
  }
}
text = text.trimEnd() + '\n';
if (out) fs.writeFileSync(out, text);
else process.stdout.write(text);
