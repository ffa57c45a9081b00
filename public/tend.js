// Looks after what is kept: the worker with the program, and the data. The page calls `tend.start` when it stands.
//
// Data come in sets, as version.json names them by their sums. A set is shown and kept only when every file has come
// whole and the page, reading it with the code that reads all data, has found it good. Until then the last good one stays.
//
// A kiosk is one of many on a poor line, and nobody waits for it: it asks by its own clock only, whatever the browser says of
// the net, and when nothing answers not more often than once a minute. So hundreds that lost the net together come back one by one.

var tend = (() => {
  /** How often one asks whether anything is new, and how often when nothing answers; in milliseconds. */
  const isKiosk = /[#&]kiosk=/.test(location.hash);
  const ASKS = 300_000, ASKS_AGAIN = isKiosk ? 80_000 : 20_000, PATIENCE = 30_000;
  /** A shorter gap in the net is nothing to tell of. */
  const GAP = isKiosk ? ASKS_AGAIN : 3_000;
  /** Kiosks that start together, as when the power is back, ask within so long. */
  const SPREAD = 90_000;
  const HERE = new URL("./", document.baseURI);
  const version = document.documentElement.dataset.version;
  const name = (part) => `m21 ${HERE.pathname} ${part}`;
  const at = (path) => new URL(path, HERE).href;

  let timer, worker;
  /** The set shown: `{ cache, released, data, checked }`; nothing is known of what came before there was one. */
  let shown;
  let checked = Date.now();
  let told = "", gaps = 0;
  /** A set that was found bad is not fetched again and again. */
  let refused;
  /** Whether something of a set is not what the browser had. */
  let isOther;
  /** One look after the other, and none before it is known what is shown. */
  let begun;
  let turn = new Promise((begins) => (begun = begins));

  class Broken extends Error {}

  /** The page hears events: `{ state, when }`, `{ clock }`, or `{ set, wanted, done }`. */
  const tell = (detail) => dispatchEvent(new CustomEvent("tend", { detail }));
  const say = (state) => {
    told = state;
    tell({ state, when: checked });
  };
  /** Reads a set, shows it if that is wanted and it is good, and says whether it is. */
  const renew = (set, wanted) => new Promise((done) => tell({ set, wanted, done }));

  async function right(answer, sha256) {
    const body = await answer.arrayBuffer();
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("") === sha256 && body;
  }

  /** A file of a set: kept, or as the browser has it, or from the server. */
  async function file(path, sha256) {
    if (shown && shown.data[path] === sha256) {
      const kept = await caches.match(at(path), { cacheName: shown.cache }).catch(() => null);
      const body = kept && (await right(kept, sha256));
      if (body) return body;
    }
    for (const cache of ["force-cache", "reload"]) {
      const answer = await fetch(at(path), { cache, signal: AbortSignal.timeout(PATIENCE) });
      const body = answer.ok && (await right(answer, sha256));
      // What the browser had was what the page began with.
      if (cache === "reload") isOther = true;
      if (body) return body;
    }
    throw new Broken(path);
  }

  async function keep(set, files) {
    const cache = await caches.open(set.cache);
    for (const [path, body] of files) await cache.put(at(path), new Response(body));
    await remember(set);
    for (const place of await caches.keys()) {
      // The one before stays for a tab that is just reading it.
      if (place.startsWith(name("data ")) && place !== set.cache && place !== (shown && shown.cache)) await caches.delete(place);
    }
  }

  /** Shows a set that is kept. */
  async function back(set) {
    const given = new Map();
    for (const path of Object.keys(set.data)) {
      const kept = await caches.match(at(path), { cacheName: set.cache });
      if (!kept) return false;
      given.set(path, Promise.resolve(kept));
    }
    return renew(given, true);
  }

  async function remember(set) {
    await (await caches.open(name("notes"))).put(at("~data"), new Response(JSON.stringify({ ...set, checked })));
  }

  /** Whether there was anything new. */
  async function look() {
    const answer = await fetch(at("version.json"), { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Broken("version.json");
    // Somebody else's page is no connection.
    const news = await answer.json();
    if (!news.data || !(news.released > 0)) throw new Broken("version.json");
    const clock = Date.parse(answer.headers.get("date"));
    if (clock) tell({ clock: clock + 1_000 * (Number(answer.headers.get("age")) || 0) });
    if (worker && news.version !== version) worker.update().catch(() => {});
    const sums = JSON.stringify(news.data);
    if (shown && news.released < shown.released) return false;
    if (!shown || JSON.stringify(shown.data) !== sums) {
      if (refused === sums) throw new Broken("data");
      const files = new Map();
      isOther = !!shown;
      const wanted = Object.entries(news.data);
      const bring = async ([path, sum]) => files.set(path, await file(path, sum));
      // One after the other, the first that does not come is the only one that is asked for in vain.
      if (isKiosk) for (const one of wanted) await bring(one);
      else await Promise.all(wanted.map(bring));
      const given = new Map();
      for (const [path, body] of files) given.set(path, Promise.resolve(new Response(body)));
      if (!(await renew(given, isOther))) {
        refused = sums;
        throw new Broken("data");
      }
      checked = Date.now();
      const set = { cache: name(`data ${news.released} ${news.version}`), released: news.released, data: news.data };
      await keep(set, files).catch(() => {});
      shown = set;
      return isOther;
    }
    checked = Date.now();
    await remember(shown).catch(() => {});
    return false;
  }

  const isTrouble = () => told === "offline" || told === "stale";

  /** Asks later, and not at the same time as everyone else. */
  function rests(time) {
    clearTimeout(timer);
    timer = setTimeout(check, time * (0.75 + Math.random() / 2));
  }

  const check = () => (turn = turn.then(checks, checks));

  async function checks() {
    let rest = ASKS;
    try {
      const isNew = await look();
      gaps = 0;
      if (isNew || isTrouble()) say("renewed");
    } catch (why) {
      gaps += 1;
      rest = gaps < 2 ? GAP : ASKS_AGAIN;
      if (gaps > 1) say(why instanceof Broken ? "stale" : "offline");
    }
    rests(rest);
  }

  /** Registers the worker, and tells when a new program waits to be taken. */
  async function register() {
    const workers = navigator.serviceWorker;
    worker = await workers.register(at("sw.js"), { updateViaCache: "none" });
    // One that brings new data only takes over by itself, in a moment.
    const waits = () => setTimeout(() => tell({ state: worker.waiting && workers.controller ? "update" : "no update" }), 1_000);
    worker.onupdatefound = () => {
      const coming = worker.installing;
      if (coming) coming.onstatechange = waits;
    };
    workers.addEventListener("controllerchange", waits);
    waits();
  }

  return {
    /** The page hears from now on, and tells whether the data it began with read well. */
    async start(isWell) {
      if (!version) return;
      // Where nothing may be stored, the page is kept up to date all the same.
      await register().catch(() => {});
      try {
        const found = await caches.match(at("~data"), { cacheName: name("notes") });
        const set = found && (await found.json());
        if (set) checked = set.checked;
        if (set) {
          // While one worker follows another, a browser may let a page past both.
          const [asked] = performance.getEntriesByName(at(Object.keys(set.data)[0]));
          const isKept = isWell && asked && asked.workerStart > 0;
          if (isKept || (await back(set))) shown = set;
        }
      } catch {}
      if (!isKiosk) {
        addEventListener("online", check);
        addEventListener("offline", () => rests(GAP));
        document.addEventListener("visibilitychange", () => document.hidden || check());
        document.addEventListener("resume", check);
      }
      // Known from the start.
      if (!navigator.onLine) gaps = 1;
      begun();
      // What has nothing kept yet cannot wait.
      if (isKiosk && shown) timer = setTimeout(check, Math.random() * SPREAD);
      else check();
    },
    check,
    /** Lets the new program take over. The address says where one is, so the page comes back as it was. */
    take() {
      const again = () => location.reload();
      if (!worker || !worker.waiting) return again();
      navigator.serviceWorker.addEventListener("controllerchange", again, { once: true });
      worker.waiting.postMessage("take");
    },
  };
})();
