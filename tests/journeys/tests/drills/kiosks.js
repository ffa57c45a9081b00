// Many copies of the shipped tend.js in one page, on a clock that is turned by hand and a net that is switched by hand.
// Gives, for each copy, the times in seconds at which it asked the server for anything.
async (source, { count, hash, seed, gone, back, end, flaps }) => {
  const told = [];
  let now = 0, serial = 0, state = seed;
  /** Timers of all copies: [due, serial, act]. */
  let timers = [];
  const isUp = () => now < gone || now >= back;
  const chance = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
  // Everything a copy awaits is settled at once, so a task later it has come to rest.
  const { port1, port2 } = new MessageChannel();
  const rest = () => new Promise((done) => ((port1.onmessage = done), port2.postMessage(0)));
  const set = { cache: "set", released: 1, data: { "data/a.json": "sum" }, checked: 0 };
  const copies = [];
  for (let at = 0; at < count; at += 1) {
    const asked = [], ears = {};
    const ask = (what) => {
      asked.push(now / 1000);
      return isUp() ? Promise.resolve(what) : Promise.reject(new TypeError("no net"));
    };
    const hears = (name, ear) => (ears[name] ??= []).push(ear);
    // While it was gone, a new release came: whoever is back asks for its worker too.
    const version = () => (now < back ? "one" : "two");
    const news = { ok: true, json: async () => ({ version: version(), released: 1, data: set.data }) };
    const worker = { update: () => ask(null) };
    const workers = { register: async () => worker, addEventListener: () => {}, controller: {} };
    const given = {
      location: { hash },
      document: {
        baseURI: "https://m21.example/", hidden: false, documentElement: { dataset: { version: "one" } },
        addEventListener: hears,
      },
      navigator: { onLine: true, serviceWorker: workers },
      caches: {
        match: async () => ({ json: async () => ({ ...set }) }),
        open: async () => ({ put: async () => {} }), keys: async () => [],
      },
      performance: { getEntriesByName: () => [{ workerStart: 1 }] },
      fetch: () => ask(news),
      Date: { now: () => now },
      Math: { random: chance },
      setTimeout: (act, wait) => (timers.push([now + wait, (serial += 1), act]), serial),
      clearTimeout: (id) => (timers = timers.filter((timer) => timer[1] !== id)),
      addEventListener: hears,
      dispatchEvent: () => true,
    };
    const tend = new Function(...Object.keys(given), `${source}\nreturn tend;`)(...Object.values(given));
    copies.push({ ears, given });
    told.push(asked);
    tend.start(true);
  }
  await rest();
  // All hear at the same moment what their browsers say of the net, rightly or not.
  const say = (name) => copies.forEach(({ ears }) => (ears[name] || []).forEach((ear) => ear()));
  let flap = gone;
  while (now < end * 1000) {
    const next = timers.reduce((least, timer) => Math.min(least, timer[0]), end * 1000);
    const isFlap = flap < next && flap <= back;
    now = isFlap ? flap : next;
    if (isFlap) {
      flap = flap < back ? Math.min(flap + flaps, back) : Infinity;
      say(now < back && (now / flaps) % 2 < 1 ? "offline" : "online");
      if (now >= back) say("online");
      say("visibilitychange");
    }
    const due = timers.filter((timer) => timer[0] <= now);
    timers = timers.filter((timer) => timer[0] > now);
    for (const [, , act] of due) act();
    if (due.length || Object.keys(copies[0].ears).length) await rest();
  }
  return told;
}
