// Writes the page to pkg-demo/: index.html with its files for a server, and offline.html, which is all of it in one.

import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
const read = (name) => readFileSync(path(name), "utf8");

/** Documents for people to look at: one at least for each verdict, most of them forged in a way of their own. */
const SAMPLES = [
  "good-passport", "good-full", "good-identity-card", "F00-td3", "A24-indefinite-lengths", "demo-forged",
  "B01-dg2-bit-flipped", "B13-face-of-another", "A01-econtent-swap", "C03-csca-look-alike", "E02-wrong-key",
  "F01-td3-number", "F16-expiry-differs", "D01-revoked", "F21-expired-and-genuine", "C01-unknown-csca",
  "D03-crl-missing", "B20-dg2-withheld",
];

const samples = SAMPLES.map((id) => {
  const { inputs, trust, at, policy, expect } = JSON.parse(read(`../fixtures/vectors/cases/${id}.json`));
  return { id, inputs, trust, at, policy, expect: { verdict: expect.verdict, results: expect.results } };
});

const bundle = async (entry, modules) => {
  const plugin = {
    name: "texts",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(?:samples|worker-source)$/ }, ({ path }) => ({ path, namespace: "texts" }));
      onLoad({ filter: /.*/, namespace: "texts" }, ({ path }) => ({ contents: `export default ${JSON.stringify(modules[path])}` }));
    },
  };
  const { outputFiles } = await build({
    entryPoints: [path(entry)], bundle: true, minify: true, write: false, format: "iife", target: "es2022", charset: "utf8",
    legalComments: "none", define: { "import.meta.url": '"about:blank"' }, plugins: [plugin],
  });
  return outputFiles[0].text;
};

/** Its licence asks that the notice goes where the library goes. */
const notice = `/*! @zip.js/zip.js\n${read("node_modules/@zip.js/zip.js/LICENSE").replaceAll("*/", "* /").trim()}\n*/\n`;
const worker = await bundle("demo/src/worker.js", {});
const script = notice + (await bundle("demo/src/main.js", { samples, "worker-source": worker }));
const looks = (await import("../pkg/report/style.js")).base + read("demo/style.css");
const style = (await transform(looks, { loader: "css", minify: true, charset: "utf8" })).code;

/** What a page may load: its own parts and nothing else; connections only to fetch the module, if it lies beside. */
const policy = (scripts, styles, connect) =>
  ["default-src 'none'", `script-src ${scripts} 'wasm-unsafe-eval'`, "worker-src blob:", `style-src ${styles}`,
    "img-src blob: data:", `connect-src ${connect}`, "base-uri 'none'", "form-action 'none'"].join("; ");

const page = (parts) => read("demo/index.html").replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
// The hashes are over what stands between the tags, so that no other script can run.
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const inline = script.replaceAll("</script", "<\\/script");

rmSync(path("pkg-demo"), { recursive: true, force: true });
mkdirSync(path("pkg-demo"));
writeFileSync(path("pkg-demo/app.js"), script);
writeFileSync(path("pkg-demo/style.css"), style);
copyFileSync(path("pkg/doc9303.wasm"), path("pkg-demo/doc9303.wasm"));
writeFileSync(path("pkg-demo/index.html"), page({
  policy: policy("'self'", "'self'", "'self'"),
  style: '<link rel="stylesheet" href="style.css"><link rel="preload" href="doc9303.wasm" as="fetch" crossorigin>',
  script: '<script src="app.js"></script>',
}));
writeFileSync(path("pkg-demo/offline.html"), page({
  policy: policy(hash(inline), hash(style), "'none'"),
  style: `<style>${style}</style>`,
  script: `<script type="text/plain" id="module">${readFileSync(path("pkg/doc9303.wasm")).toString("base64")}</script><script>${inline}</script>`,
}));
console.log(`pkg-demo: app.js ${script.length.toLocaleString("en")} letters, ${samples.length} samples, index.html and offline.html`);
