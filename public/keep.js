// What a visitor keeps, in the browser's own database. A promise that is kept means that it lies on the disk:
// `strict` waits for that, which nothing else in a browser does.

var keep = (() => {
  let opened;
  const open = () =>
    (opened ||= new Promise((resolve, reject) => {
      const asked = indexedDB.open(`m21 ${new URL("./", document.baseURI).pathname}`, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
      asked.onsuccess = () => {
        // Whoever clears the browser's storage closes it; the next who asks opens it anew.
        asked.result.onclose = () => (opened = undefined);
        resolve(asked.result);
      };
      asked.onerror = asked.onblocked = () => reject(asked.error);
    }).catch((why) => {
      opened = undefined;
      throw why;
    }));
  return {
    /** What was kept under a name. */
    async read(name) {
      const store = (await open()).transaction("kept").objectStore("kept");
      return new Promise((resolve, reject) => {
        const asked = store.get(name);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    },
    /** Keeps a text under a name, or forgets it. */
    async write(name, text) {
      const all = (await open()).transaction("kept", "readwrite", { durability: "strict" });
      return new Promise((resolve, reject) => {
        all.oncomplete = () => resolve();
        all.onerror = all.onabort = () => reject(all.error);
        const store = all.objectStore("kept");
        if (text === undefined) store.delete(name);
        else store.put(text, name);
      });
    },
  };
})();
