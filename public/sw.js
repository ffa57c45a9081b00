// The worker: keeps a release whole for when there is no network, and never lets half a one in.
//
// Caches, each named for where the map is served: `app <version>` is a generation, complete or still on its way;
// `data …` a set of data that the page has read and found good (tend.js writes it); `notes` says which of them hold.

const RELEASE = /* expo publish */ { version: "dev", app: "", files: [] };

const HERE = new URL("./", location.href);
/** A file that takes longer than this does not come any more. */
const PATIENCE_MS = 120_000;
/** So many files are asked for at a time. */
const LANES = 4;

const name = (part) => `m21 ${HERE.pathname} ${part}`;
const at = (path) => new URL(path, HERE).href;
const OWN = name(`app ${RELEASE.version}`);

/** What is kept at an address, in one cache or in any. */
const kept = (url, cacheName) => caches.match(url, { cacheName, ignoreVary: true });

async function note(key) {
  const found = await kept(at(`~${key}`), name("notes"));
  return found && found.json();
}

async function generations() {
  return (await note("generations")) || [];
}

/** The body, if it is the one expected. */
async function right(answer, sha256) {
  const body = await answer.arrayBuffer();
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  const hex = Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex === sha256 && body;
}

/** An answer of our own making: not a redirected one, which is no page, and not said to be compressed any more. */
function answerOf(body, answer) {
  const headers = new Headers(answer.headers);
  for (const gone of ["content-encoding", "content-length", "transfer-encoding", "vary"]) headers.delete(gone);
  return new Response(body, { headers });
}

/** A file with the right sum: one that is here already, else as the browser has it, else once more from the server. */
async function file(path, sha256, places) {
  for (const place of places) {
    const found = await kept(at(path), place);
    const body = found && (await right(found.clone(), sha256));
    if (body) return answerOf(body, found);
  }
  for (const cache of ["default", "reload"]) {
    const answer = await fetch(at(path), { cache, signal: AbortSignal.timeout(PATIENCE_MS) });
    const body = answer.ok && (await right(answer.clone(), sha256));
    if (body) return answerOf(body, answer);
  }
  throw new Error(`${path || "the page"} did not come as it was published`);
}

/** Succeeds when every file is here. What has come stays for the next attempt. */
async function install() {
  const own = await caches.open(OWN);
  // Our own first: an earlier attempt may have come far.
  const places = [OWN, ...(await caches.keys()).filter((place) => place.startsWith(name("app ")) && place !== OWN)];
  const left = [...RELEASE.files];
  const lane = async () => {
    for (let next; (next = left.pop()); ) await own.put(at(next[0]), await file(...next, places));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  // Whoever tidied up in the meantime must not have taken ours.
  const here = await (await caches.open(OWN)).keys();
  if (here.length < RELEASE.files.length) throw new Error("the release was taken away while it came");
  const [last] = await generations();
  // Only the data are new: nobody need be asked.
  if (last && last.app === RELEASE.app) await skipWaiting();
}

/** From now on ours: the one before stays, for tabs that began with it. */
async function activate() {
  const before = (await generations()).filter((one) => one.version !== RELEASE.version);
  const stay = [{ version: RELEASE.version, app: RELEASE.app }, ...before].slice(0, 2);
  await (await caches.open(name("notes"))).put(at("~generations"), new Response(JSON.stringify(stay)));
  const names = stay.map((one) => name(`app ${one.version}`));
  if (!registration.installing) {
    const old = (await caches.keys()).filter((place) => place.startsWith(name("app ")) && !names.includes(place));
    await Promise.all(old.map((place) => caches.delete(place)));
  }
  await clients.claim();
}

/** A page that was asked for by its address. */
async function page(path, request) {
  // What is printed on signs opens the map at that place; with the map at hand it needs no server.
  const [, lang, kind, id] = /^(?:([a-z]{2})\/)?([sp])\/([^/]+)\/?(?:index\.html)?$/.exec(path) || [];
  if (kind) {
    const where = `${kind === "s" ? "site" : "partner"}=${id}`;
    return Response.redirect(`${HERE}#${where}${lang && lang !== "sv" ? `&lang=${lang}` : ""}`);
  }
  const shell = await kept(at(path === "index.html" ? "./" : path || "./"), OWN);
  if (shell) return shell;
  const answer = fetch(request);
  return path ? answer.catch(async () => (await kept(request.url)) || Response.redirect(HERE.href)) : answer;
}

/** The data last found good, whatever the server has: the page asks for newer ones when it stands. */
async function data(request) {
  const good = await note("data");
  return (good && (await kept(request.url, good.cache))) || fetch(request);
}

/** A part of the page: of this generation, or of any that is here. */
async function part(request) {
  return (await kept(request.url, OWN)) || (await kept(request.url)) || fetch(request);
}

if (RELEASE.files.length) {
  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(activate()));
  addEventListener("message", (event) => event.data === "take" && skipWaiting());
  addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || !url.href.startsWith(HERE.href)) return;
    const path = url.pathname.slice(HERE.pathname.length);
    if (request.mode === "navigate") event.respondWith(page(path, request));
    else if (path === "sw.js" || path === "version.json") return;
    else if (!path.startsWith("data/")) event.respondWith(part(request));
    // Who asks with a mode of its own wants the server's.
    else if (request.cache === "default") event.respondWith(data(request));
  });
}
