// Where any of some texts is found: in the page, and in all that the browser keeps for it.
async (texts) => {
  const places = [];
  const look = (place, said) => {
    const plain = String(said);
    for (const text of texts) if (plain.includes(text)) places.push(`${place}: ${text}`);
  };
  look("document", document.documentElement.outerHTML);
  for (const field of document.querySelectorAll("input, textarea, select")) look("field", field.value);
  look("selection", getSelection());
  look("address", location.href);
  look("title", document.title);
  look("state", JSON.stringify(history.state));
  look("cookies", document.cookie);
  look("window", window.name + document.referrer);
  look("storage", JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  for (const entry of performance.getEntries()) look(`timeline ${entry.entryType} ${entry.name.slice(0, 40)}`, JSON.stringify(entry));
  const answer = (request) =>
    new Promise((done, fail) => ((request.onsuccess = () => done(request.result)), (request.onerror = () => fail(request.error))));
  for (const { name } of await indexedDB.databases()) {
    look("databases", name);
    const base = await answer(indexedDB.open(name));
    for (const store of base.objectStoreNames) {
      const within = base.transaction(store).objectStore(store);
      look(`database ${name} ${store}`, JSON.stringify([await answer(within.getAllKeys()), await answer(within.getAll())]));
    }
    base.close();
  }
  for (const name of await caches.keys()) {
    look("caches", name);
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      look(`cache ${name}`, request.url);
      // The program and the map's ground are the publisher's, each with its sum in its name.
      if (/\.(wasm|woff2|geojson)$/.test(new URL(request.url).pathname)) continue;
      look(`cache ${name}`, await (await cache.match(request)).text());
    }
  }
  return places;
}
