// Shows the link whose slug is nearest to the address's own last name: Levenshtein's distance, at most half the name.
"use strict";
(() => {
  const names = decodeURIComponent(location.pathname.replace(/%(?![0-9a-f]{2})/gi, "")).toLowerCase().split("/").filter(Boolean);
  const asked = (names.pop() || "").replace(/\.html?$/, "").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  if (!asked) return;
  const distance = (a, b) => {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      let corner = row[0]++;
      for (let j = 1; j <= b.length; j++) {
        const here = row[j];
        row[j] = Math.min(here + 1, row[j - 1] + 1, corner + (a[i - 1] === b[j - 1] ? 0 : 1));
        corner = here;
      }
    }
    return row[b.length];
  };
  let best = null;
  let least = Infinity;
  for (const link of document.querySelectorAll("main .sites a")) {
    const slug = link.getAttribute("href").split("/").slice(-2)[0];
    const far = distance(asked.slice(0, 80), slug);
    if (far < least) [best, least] = [link, far];
  }
  if (!best || least > Math.max(2, asked.length / 2)) return;
  const lang = names[0] === "en" ? "en" : "sv";
  const perhaps = document.querySelector(`.perhaps[lang="${lang}"]`);
  const link = best.cloneNode(true);
  if (lang !== "sv") link.href = link.getAttribute("href").replace(/s\/[^/]*\/$/, (own) => `${lang}/${own}`);
  perhaps.append(link, "?");
  perhaps.hidden = false;
})();
