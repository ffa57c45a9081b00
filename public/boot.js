// What is seen while the program is on its way, and when it does not come or stops: the list of all sites, which stands in
// the page as plain HTML, and a way to try again. A kiosk tries by itself, for whoever comes next, and leads nowhere else.

(() => {
  /** A program that takes longer than this leaves its place to the list. */
  const SLOW_MS = 3_000;
  /** And longer than this, to a word about it. */
  const LATE_MS = 8_000;
  /** How often a program that could not be fetched is asked for again. */
  const AGAIN_MS = 5_000;
  /** After a fault the page is loaded anew by itself once in so long. */
  const GUARD_MS = 60_000;

  /** What this kiosk is, of the address: all of it that is no visitor's. Nothing where it is no kiosk. */
  const KIOSK = /[#&]kiosk=/.test(location.hash) && location.hash.slice(1).split("&")
    .filter((part) => /^(kiosk|bearing|size|bottom|distance|code|heartbeat)=/.test(part)).join("&");

  const root = document.documentElement;
  // Held on to: the program takes the shell away, and may stop later.
  const shell = document.getElementById("shell");
  const list = document.querySelector(".plain-list");
  const speaks = (sv, en) => (/[#&]lang=en/.test(location.hash) ? en : sv);
  const isAwaited = () => shell && shell.isConnected;
  let isOver = false;
  // A phone's map is not for a wall; the list is, should it be needed.
  if (KIOSK) root.classList.add("at-kiosk");
  // What one zooms, the next finds zoomed; the page has larger text instead.
  if (KIOSK) document.querySelector("meta[name=viewport]").content += ", maximum-scale=1, user-scalable=no";
  if (KIOSK && list) for (const one of list.querySelectorAll("a")) one.removeAttribute("href");

  function loads() {
    if (KIOSK) history.replaceState(null, "", `#${KIOSK}`);
    location.reload();
  }

  function button() {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "outline";
    again.textContent = speaks("Försök igen", "Try again");
    again.onclick = loads;
    return again;
  }

  function say(sentence) {
    const said = document.createElement("div");
    said.className = "plain-said";
    said.setAttribute("role", "alert");
    said.append(Object.assign(document.createElement("p"), { textContent: sentence }), button());
    return said;
  }

  setTimeout(() => isAwaited() && list && shell.classList.add("waits"), SLOW_MS);
  setTimeout(() => {
    if (!isAwaited() || isOver) return;
    const said = say(speaks("Det tar längre tid än vanligt.", "This is taking longer than usual."));
    shell.querySelector(".sheet-grip").after(said);
  }, LATE_MS);

  /** The list instead of all else. */
  function givesUp(sentence) {
    if (isOver) return;
    isOver = true;
    const page = document.createElement("main");
    page.id = "plain";
    page.append(Object.assign(document.createElement("h1"), { textContent: "M21" }), say(sentence));
    if (list) page.append(list);
    document.body.append(page);
    root.classList.add("plain");
  }

  /** The same, when nothing more is awaited. */
  function stays(sentence) {
    givesUp(sentence);
    if (KIOSK) setTimeout(loads, GUARD_MS);
  }

  /** Loads the page anew, if that has not been tried just now. The address says all that was seen, so nothing is lost. */
  function startsOver() {
    try {
      const last = Number(sessionStorage.getItem("m21:again"));
      if (Date.now() - last < GUARD_MS) return false;
      sessionStorage.setItem("m21:again", String(Date.now()));
    } catch {
      // Without a memory it could go on for ever.
      return false;
    }
    loads();
    return true;
  }

  /** Whether the files of the program can be had. */
  async function comes() {
    const files = document.querySelectorAll("link[rel=modulepreload], link[rel=preload][as=fetch]");
    const ask = async ({ href }) => {
      const answer = await fetch(href);
      return answer.ok && (await answer.arrayBuffer());
    };
    if (!KIOSK) return (await Promise.all([...files].map(ask))).every(Boolean);
    for (const one of files) if (!(await ask(one))) return false;
    return true;
  }

  /** The program did not come: it is fetched as soon as that can be done. */
  async function waits() {
    let failed = false;
    for (;;) {
      if (await comes().catch(() => false)) {
        // What could not be had before and can now is worth a start; else it is the program that is at fault.
        if (failed ? loads() || true : startsOver()) return;
        return stays(speaks("Kartan kunde inte startas. Här är alla platser.", "The map could not be started. Here are all sites."));
      }
      failed = true;
      givesUp(speaks("Kartan kunde inte hämtas än. Här är alla platser så länge.", "The map could not be fetched yet. Here are all sites meanwhile."));
      await new Promise((done) => {
        // One of many kiosks, which are not to come all at once.
        if (KIOSK) return setTimeout(done, GUARD_MS * (1 + Math.random()));
        setTimeout(done, AGAIN_MS);
        addEventListener("online", done, { once: true });
      });
    }
  }

  let isWaiting = false;
  function fails(fault, isOurs) {
    if (fault instanceof WebAssembly.RuntimeError) {
      // Where the program has stopped, nothing answers any more.
      if (!startsOver()) stays(speaks("Kartan stannade. Här är alla platser.", "The map stopped. Here are all sites."));
    } else if (isAwaited() && isOurs && !isWaiting) {
      isWaiting = true;
      waits();
    }
  }
  const isHere = (address) => !address || address.startsWith(location.origin);
  addEventListener("error", (event) => {
    const { target } = event;
    if (target instanceof HTMLElement) fails(null, target.localName === "script" && isHere(target.src));
    else fails(event.error, isHere(event.filename));
  }, true);
  addEventListener("unhandledrejection", (event) => fails(event.reason, true));
})();
