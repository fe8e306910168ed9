// serve.js [FOLDER] [PORT]: serves the page on this machine and prints its address.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml", ".png": "image/png" };

/** A server for one folder, on this machine only. Resolves to its address and a way to end it. */
export function serve(folder, port = 0) {
  const server = createServer((request, response) => {
    const asked = addressOf(request.url);
    if (!asked) {
      response.writeHead(400).end();
      return;
    }
    const { path, searchParams } = asked;
    const file = join(folder, normalize(path === "/" ? "/index.html" : path));
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const packed = /\bbr\b/.test(request.headers["accept-encoding"] ?? "") && existsSync(`${file}.br`);
    const sent = packed ? `${file}.br` : file;
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-length": statSync(sent).size,
      // An address with a version never means anything else.
      "cache-control": searchParams.has("v") ? "max-age=31536000, immutable" : "no-cache",
      ...(packed ? { "content-encoding": "br", vary: "accept-encoding" } : {}),
    });
    createReadStream(sent).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      resolve({ server, address: `http://127.0.0.1:${server.address().port}/`, close: () => new Promise((done) => server.close(done)) });
    });
  });
}

/** The path and what is asked for with it; null if it is no address. */
function addressOf(url) {
  try {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    return { path: decodeURIComponent(pathname), searchParams };
  } catch {
    return null;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.argv[2] ?? fileURLToPath(new URL("../pkg-demo", import.meta.url));
  const { address } = await serve(folder, Number(process.argv[3] ?? 8303));
  console.log(address);
}
