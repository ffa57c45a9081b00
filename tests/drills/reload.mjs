// 500 visitors over HTTP/2 who do as browsers do: when a server says goodbye (GOAWAY), they open another connection, and what
// it said it has not looked at, they ask again. Every answer must be 200 and whole.
//
//   node tests/drills/reload.mjs https://localhost visit.txt SECONDS
import { connect, constants } from "node:http2";
import { readFileSync } from "node:fs";

const [origin, list, seconds] = process.argv.slice(2);
const paths = readFileSync(list, "utf8").trim().split("\n").map((line) => new URL(line).pathname);
const VISITORS = 500;
const end = Date.now() + 1000 * Number(seconds);
const told = { answers: 0, goodbyes: 0, askedAgain: 0, failed: 0 };
const why = new Map();

const open = () =>
  new Promise((done) => {
    const session = connect(origin, { rejectUnauthorized: false });
    session.goodbye = false;
    session.on("goaway", (_, last) => {
      if (!session.goodbye) told.goodbyes++;
      session.goodbye = true;
      session.last = last;
    });
    session.on("error", () => {});
    session.on("close", () => (session.goodbye = true));
    session.once("connect", () => done(session));
    session.once("error", () => setTimeout(() => open().then(done), 20));
  });

// "asked again": the server had not looked at it, so asking again is safe, as RFC 9113, section 6.8, says.
const ask = (session, path) =>
  new Promise((done) => {
    let status = 0, length = 0, expected = -1;
    const stream = session.request({ ":path": path, "accept-encoding": "br" });
    stream.on("response", (said) => {
      status = said[":status"];
      expected = Number(said["content-length"] ?? -1);
    });
    stream.on("data", (bytes) => (length += bytes.length));
    stream.on("error", () => {});
    stream.on("close", () => {
      if (status === 200 && (expected < 0 || length === expected)) return done("answered");
      const unseen = stream.rstCode === constants.NGHTTP2_REFUSED_STREAM || (session.goodbye && status === 0);
      done(unseen ? "again" : `${path}: status ${status}, ${length} of ${expected} bytes, code ${stream.rstCode}`);
    });
  });

const visitor = async (number) => {
  let session = await open();
  for (let i = number; Date.now() < end; i++) {
    for (;;) {
      if (session.goodbye || session.destroyed) session = await open();
      let said;
      try {
        said = await ask(session, paths[i % paths.length]);
      } catch {
        said = "again";
      }
      if (said === "answered") { told.answers++; break; }
      if (said === "again") { told.askedAgain++; session.goodbye = true; continue; }
      told.failed++;
      why.set(said, (why.get(said) ?? 0) + 1);
      break;
    }
  }
  session.close();
};

await Promise.all(Array.from({ length: VISITORS }, (_, i) => visitor(i)));
console.log(`${told.answers} answers, ${told.goodbyes} goodbyes, ${told.askedAgain} asked again, ${told.failed} failed`);
for (const [said, n] of [...why].slice(0, 5)) console.log(`  ${n} × ${said}`);
process.exit(told.failed === 0 ? 0 : 1);
