// size.js FILE LIMIT: prints how large a file is over the network, and fails above the limit.

import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const [file, limit] = process.argv.slice(2);
const raw = readFileSync(file);
const packed = brotliCompressSync(raw, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
  },
});
const bytes = (count) => count.toLocaleString("en");
console.log(`${file}: ${bytes(raw.length)} bytes, ${bytes(packed.length)} with brotli, at most ${bytes(Number(limit))}`);
if (packed.length > Number(limit)) {
  console.error(`${file}: too large`);
  process.exit(1);
}
