// Static server on 127.0.0.1: dist/, data/ and the mounts of the registered apps; serves .br/.gz siblings; cross-origin
// isolated (for measureUserAgentSpecificMemory). `slow: {bps, rtt}` makes a shaped twin: every response (workers
// included, which CDP throttling may miss) shares one token bucket, and each request waits one RTT, the first on a connection two.
import http from 'node:http';
import fs from 'node:fs';
import path from 'node:path';
const R = `${import.meta.dirname}/`;
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.geojson': 'application/geo+json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.bin': 'application/octet-stream',
};
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
export async function serve({ port = 0, mounts = {}, slow = null } = {}) {
  const roots = Object.entries({ ...mounts, '/data/': `${R}data/`, '/': `${R}dist/` });
  let free = 0; // when the shaped line is next free
  const seen = new WeakSet();
  const srv = http.createServer(async (req, res) => {
    const url = new URL(req.url, 'http://x');
    let p = decodeURIComponent(url.pathname);
    if (p.endsWith('/')) p += 'index.html';
    const [prefix, dir] = roots.find(([k]) => p.startsWith(k));
    let file = path.join(dir, path.normalize('/' + p.slice(prefix.length)));
    const type = TYPES[path.extname(file)] || 'application/octet-stream',
      acc = req.headers['accept-encoding'] || '',
      h = {};
    if (/\bbr\b/.test(acc) && fs.existsSync(file + '.br')) {
      file += '.br';
      h['content-encoding'] = 'br';
    } else if (/\bgzip\b/.test(acc) && fs.existsSync(file + '.gz')) {
      file += '.gz';
      h['content-encoding'] = 'gzip';
    }
    let st;
    try {
      st = fs.statSync(file);
      if (!st.isFile()) throw 0;
    } catch {
      res.writeHead(404).end();
      return;
    }
    if (slow) {
      await sleep(seen.has(req.socket) ? slow.rtt : 2 * slow.rtt);
      seen.add(req.socket);
    }
    res.writeHead(200, {
      ...h,
      'content-type': type,
      'content-length': st.size,
      'cache-control': 'no-cache',
      vary: 'accept-encoding',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'timing-allow-origin': '*',
    });
    if (!slow) {
      fs.createReadStream(file, { highWaterMark: 1 << 20 }).pipe(res);
      return;
    }
    for await (const c of fs.createReadStream(file, { highWaterMark: 4096 })) {
      const now = Date.now();
      free = Math.max(free, now) + (c.length * 8000) / slow.bps;
      if (free - now > 1) await sleep(free - now);
      if (!res.write(c)) await new Promise((r) => res.once('drain', r));
    }
    res.end();
  });
  srv.keepAliveTimeout = 60000;
  await new Promise((r) => srv.listen(port, '127.0.0.1', r));
  return {
    port: srv.address().port,
    close: () => {
      srv.closeAllConnections();
      srv.close();
    },
  };
}
if (process.argv[1] === import.meta.filename) {
  const { mounts } = await import('./adapters/apps.mjs');
  console.log('http://127.0.0.1:' + (await serve({ port: 8123, mounts: mounts })).port);
}
