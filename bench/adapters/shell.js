// What every JS peer shares: the facet panel, the filter state, the one pass over the features that filters and
// counts, and the window.__bench contract that the runner drives. A peer only supplies mount() (see README).
const GOALS = 17,
  PARTNERS = 11;

export const BOUNDS = [12.86, 55.49, 13.15, 55.64]; // west, south, east, north
export const RADIUS = 60,
  MAX_CLUSTER_ZOOM = 16; // the same clustering options in every peer that clusters

export async function start(mount) {
  const panel = document.getElementById('panel'),
    outG = [],
    outP = [];
  const row = (kind, k, outs) => {
    const label = document.createElement('label'),
      o = document.createElement('output');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.dataset[kind] = k;
    label.append(box, `${kind} ${k}`, o);
    outs[k] = o;
    panel.append(label);
    return box;
  };
  const boxes = [];
  for (let k = 1; k <= GOALS; k++) boxes[k] = row('goal', k, outG);
  for (let k = 1; k <= PARTNERS; k++) row('partner', k, outP).disabled = true;

  const [fc, districts] = await window.__data;
  const features = fc.features;
  features.forEach((f, i) => {
    f.i = i;
  });
  const sel = new Set();
  let last;

  // natural JS: one pass over the features filters and counts
  function recompute() {
    const goals = new Array(GOALS + 1).fill(0),
      partners = new Array(PARTNERS + 1).fill(0),
      out = [];
    for (const f of features) {
      const p = f.properties;
      if (sel.size && !p.goals.some((g) => sel.has(g))) continue;
      out.push(f);
      for (const g of p.goals) goals[g]++;
      for (const q of p.partners) partners[q]++;
    }
    for (let k = 1; k <= GOALS; k++) outG[k].textContent = goals[k];
    for (let k = 1; k <= PARTNERS; k++) outP[k].textContent = partners[k];
    last = { shown: out.length, goals, partners };
    return out;
  }

  const map = await mount(document.getElementById('map'), features, districts, sel);
  const counter = map.recompute
    ? () => {
        // a peer may bring its own pass (canvas-soa does)
        const r = map.recompute(sel);
        for (let k = 1; k <= GOALS; k++) outG[k].textContent = r.goals[k];
        for (let k = 1; k <= PARTNERS; k++) outP[k].textContent = r.partners[k];
        last = r;
        return null;
      }
    : recompute;
  const first = counter();
  const ready = Promise.resolve(map.first ? map.first(first) : map.apply(first));
  let pending = ready;
  for (let k = 1; k <= GOALS; k++)
    boxes[k].onchange = () => {
      if (boxes[k].checked) sel.add(k);
      else sel.delete(k);
      pending = Promise.resolve(map.apply(counter(), sel));
    };
  window.__bench = {
    ready,
    toggle(k) {
      boxes[k].click();
      return pending;
    }, // resolves once the map has rendered the new state
    counts: () => last, // {shown, goals[18], partners[12]} after the last toggle
    onMap: () => (map.onMap ? map.onMap() : null), // sites represented by what is drawn (null: cannot tell)
    probe: () => map.probe(), // true once a hit test finds a site or a cluster
  };
}
