// Injected before every page's own scripts: observers, frame recorder and the timed loops. Same code for every app.
(() => {
  if (window !== top) return;
  let got;
  const have = new Promise((r) => {
    got = r;
  });
  let bench;
  Object.defineProperty(window, '__bench', {
    configurable: true,
    get: () => bench,
    set: (v) => {
      bench = v;
      got(v);
    },
  });
  const raf = () => new Promise((r) => requestAnimationFrame(r));
  const paint = async () => {
    await raf();
    await raf();
  };
  const pb = (window.__pb = { longtasks: [], lcp: 0, cls: 0 });
  const watch = (type, f) => {
    try {
      new PerformanceObserver((l) => l.getEntries().forEach(f)).observe({ type, buffered: true });
    } catch {}
  };
  watch('longtask', (e) => pb.longtasks.push([e.startTime, e.duration]));
  watch('largest-contentful-paint', (e) => {
    pb.lcp = e.startTime;
  });
  watch('layout-shift', (e) => {
    if (!e.hadRecentInput) pb.cls += e.value;
  });
  const blocked = (a, b) => pb.longtasks.reduce((s, [t, d]) => (t + d > a && t < b ? s + d : s), 0);

  pb.whenReady = async () => {
    // first map with all sites has been painted, then a hit test finds one
    const b = await have;
    await b.ready;
    const settled = performance.now();
    await paint();
    const ready = performance.now();
    let interactive = null;
    const end = ready + 10000;
    while (performance.now() < end) {
      if (await b.probe()) {
        interactive = performance.now();
        break;
      }
      await raf();
    }
    await new Promise((r) => setTimeout(r, 50));
    const p = Object.fromEntries(performance.getEntriesByType('paint').map((e) => [e.name, e.startTime]));
    const nav = performance.getEntriesByType('navigation')[0];
    return {
      settled,
      ready,
      interactive,
      fcp: p['first-contentful-paint'],
      lcp: pb.lcp,
      cls: pb.cls,
      tbt: blocked(0, ready),
      html: nav.responseEnd,
      onMap: b.onMap ? b.onMap() : null,
      counts: plain(b.counts()),
    };
  };
  const plain = (c) => ({ shown: c.shown, goals: [...c.goals], partners: [...c.partners] });
  // each goal on then off, then the next: 2 x 17 toggles is one round
  pb.toggles = async (count, budget, pause = 0) => {
    const out = [],
      t00 = performance.now(),
      mc = new MessageChannel();
    // inFrame: between a frame's first rAF callback and its paint. An app that says "drawn" from its own rAF callback is
    // painted by that frame, one that says so from a task by the next: both end at the start of the frame after the paint.
    let inFrame = false,
      live = true,
      free = [];
    mc.port1.onmessage = () => {
      inFrame = false;
      const f = free;
      free = [];
      for (const g of f) g();
    };
    const loop = () => {
      if (live) {
        inFrame = true;
        mc.port2.postMessage(0);
        requestAnimationFrame(loop);
      }
    };
    requestAnimationFrame(loop);
    const afterFrame = () => new Promise((r) => free.push(r));
    for (let i = 0; i < count; i++) {
      if (performance.now() - t00 > budget) break;
      const k = 1 + ((i >> 1) % 17),
        on = i % 2 === 0;
      await afterFrame(); // every toggle starts in a task right after a paint, as a click would be handled
      const t0 = performance.now();
      const done = bench.toggle(k);
      const sync = performance.now();
      await done;
      const settled = performance.now();
      if (!inFrame) await raf();
      await raf();
      const painted = performance.now();
      out.push({
        k,
        on,
        sync: sync - t0,
        settled: settled - t0,
        paint: painted - t0,
        counts: plain(bench.counts()),
        onMap: i < 4 && bench.onMap ? bench.onMap() : undefined,
      });
      if (pause) await new Promise((r) => setTimeout(r, pause));
    }
    live = false;
    return { out, blocked: blocked(t00, performance.now()), ms: performance.now() - t00 };
  };
  let rec = null;
  pb.frames = (start) => {
    if (start) {
      const r = (rec = { t: [], t0: performance.now() });
      const f = (t) => {
        if (rec === r) {
          r.t.push(t);
          requestAnimationFrame(f);
        }
      };
      requestAnimationFrame(f);
      return true;
    }
    const r = rec;
    rec = null;
    const t1 = performance.now(),
      d = r.t
        .slice(1)
        .map((t, i) => t - r.t[i])
        .sort((a, b) => a - b);
    const q = (p) => (d.length ? d[Math.min(d.length - 1, Math.floor(p * d.length))] : null);
    return new Promise((done) =>
      setTimeout(() => {
        // long-task entries come late
        const lt = pb.longtasks.filter(([t, x]) => t + x > r.t0 && t < t1);
        done({
          ms: t1 - r.t0,
          frames: r.t.length,
          p50: q(0.5),
          p95: q(0.95),
          max: d.at(-1) ?? null,
          longtasks: lt.length,
          longms: lt.reduce((s, x) => s + x[1], 0),
        });
      }, 100),
    );
  };
  // measureUserAgentSpecificMemory leaves WebAssembly's memories out: they are found here as they are made or exported, and
  // added with all their pages, touched or not. A memory in a worker is not seen (its process's PSS is).
  const memories = [];
  const note = (made) => {
    const found = made instanceof WebAssembly.Memory ? [made] : Object.values((made.instance ?? made).exports ?? {});
    for (const m of found)
      if (m instanceof WebAssembly.Memory && !memories.some((w) => w.deref() === m)) memories.push(new WeakRef(m));
    return made;
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const make = WebAssembly[name];
    WebAssembly[name] = (...args) => make.apply(WebAssembly, args).then(note);
  }
  for (const name of ['Instance', 'Memory'])
    WebAssembly[name] = new Proxy(WebAssembly[name], { construct: (of, args) => note(Reflect.construct(of, args)) });
  pb.uasm = async () => {
    try {
      const m = await performance.measureUserAgentSpecificMemory();
      const wasm = memories.reduce((sum, w) => sum + (w.deref()?.buffer.byteLength ?? 0), 0);
      const parts = m.breakdown.filter((b) => b.bytes).map((b) => [b.types.join('+'), b.bytes]);
      return { bytes: m.bytes + wasm, parts: wasm ? [...parts, ['WebAssembly memory', wasm]] : parts };
    } catch (e) {
      return { error: String(e) };
    }
  };
})();
