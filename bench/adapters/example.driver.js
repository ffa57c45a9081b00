// Example driver for an app that does not define window.__bench itself: copy, adapt the selectors, name it in apps.mjs.
// The app must show (1) when the first map with all sites is drawn, (2) when the map shows the state after a toggle.
// Here: <body data-map-rev="N"> goes up each time the map has drawn a new filter state (1 = first).
(() => {
  const rev = () => +(document.body?.dataset.mapRev || 0);
  const until = (f) =>
    new Promise((done) => {
      const o = new MutationObserver(() => {
        if (f()) {
          o.disconnect();
          done();
        }
      });
      o.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-map-rev'] });
      if (f()) {
        o.disconnect();
        done();
      }
    });
  const num = (s) => +(document.querySelector(s)?.textContent || NaN);
  addEventListener('DOMContentLoaded', () => {
    window.__bench = {
      ready: until(() => rev() >= 1),
      toggle(k) {
        const r = rev();
        document.querySelector(`[data-goal="${k}"]`).click();
        return until(() => rev() > r);
      },
      counts: () => ({
        shown: num('[data-shown]'),
        goals: Array.from({ length: 18 }, (_, k) => (k ? num(`[data-goal-count="${k}"]`) : 0)),
        partners: Array.from({ length: 12 }, (_, k) => (k ? num(`[data-partner-count="${k}"]`) : 0)),
      }),
      onMap: () => null,
      probe: () => !!document.querySelector('canvas'),
    };
  });
})();
