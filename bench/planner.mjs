// Runs the planner's core as WebAssembly, optimised as the page is, in Node:
//   node planner.mjs <planner.wasm> <data> [<route> [seconds]]
// <route> is a folder that holds optw/ and optw-best-known.csv. `cargo xtask bench-wasm` does it all.
// On Linux the clock is the thread's processor time, so that others' work on the machine does not count; elsewhere the wall's.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const [module, data, route, seconds = '0.2'] = process.argv.slice(2);
const preopens = { '/data': data };
const args = ['planner', '/data'];
if (route) {
  preopens['/route'] = route;
  args.push('/route/optw', '/route/optw-best-known.csv', seconds);
}
const wasi = new WASI({ version: 'preview1', args, preopens, returnOnExit: true });
const imports = wasi.getImportObject();
const used = () => BigInt(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]);
let clock = 'wall';
try {
  used();
  clock = 'processor';
} catch {
  // No such file: another system.
}
let memory;
if (clock === 'processor') {
  imports.wasi_snapshot_preview1.clock_time_get = (_id, _precision, at) => {
    new DataView(memory.buffer).setBigUint64(at, used(), true);
    return 0;
  };
}
const instance = await WebAssembly.instantiate(await WebAssembly.compile(await readFile(module)), imports);
memory = instance.exports.memory;
console.log(`WebAssembly in Node ${process.version}, by the ${clock}'s clock`);
process.exitCode = wasi.start(instance);
