// Siblings .br and .gz, as good static hosts keep them; server.mjs sends them.
import fs from 'node:fs';
import zlib from 'node:zlib';

export const brotli = (bytes) =>
  zlib.brotliCompressSync(bytes, {
    params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_LGWIN]: 22 },
  });
export const gzip = (bytes) => zlib.gzipSync(bytes, { level: 9 });

export function compress(file) {
  const bytes = fs.readFileSync(file);
  fs.writeFileSync(`${file}.br`, brotli(bytes));
  fs.writeFileSync(`${file}.gz`, gzip(bytes));
}
