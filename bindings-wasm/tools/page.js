// Writes the page to pkg-demo/: index.html with its files for a server, and offline.html, which is all of it in one.

import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const root = new URL("../", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
const read = (name) => readFileSync(path(name), "utf8");

/** Documents for people to look at: one at least for each verdict, most of them forged in a way of their own. */
const SAMPLES = [
  "good-passport", "good-full", "good-identity-card", "F00-td3", "A24-indefinite-lengths", "demo-forged",
  "B01-dg2-bit-flipped", "B13-face-of-another", "A01-econtent-swap", "C03-csca-look-alike", "E02-wrong-key",
  "F01-td3-number", "F16-expiry-differs", "D01-revoked", "F21-expired-and-genuine", "C01-unknown-csca",
  "D03-crl-missing", "B20-dg2-withheld",
  "G00-visa", "G09-replay", "G07-more-entries", "G06-revoked-certificate", "G20-other-passport", "G03-other-name",
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
const policy = (scripts, styles, parts) =>
  ["default-src 'none'", `script-src ${scripts} 'wasm-unsafe-eval'`, `worker-src ${["blob:", ...parts].join(" ")}`, `style-src ${styles}`,
    `img-src ${["blob: data:", ...parts].join(" ")}`, `connect-src ${parts.join(" ") || "'none'"}`, `manifest-src ${parts.join(" ") || "'none'"}`, "base-uri 'none'", "form-action 'none'"].join("; ");

const fill = (name, parts) => read(name).replace(/\{\{(\w+)\}\}/g, (_, key) => parts[key]);
const page = (parts) => fill("demo/index.html", parts);
// The hashes are over what stands between the tags, so that no other script can run.
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const inline = script.replaceAll("</script", "<\\/script");

rmSync(path("pkg-demo"), { recursive: true, force: true });
mkdirSync(path("pkg-demo"));

const module = readFileSync(path("pkg/doc9303.wasm"));
/** The modules that few need: fetched, and kept for the next time, only by those who do. The page in one file has these alone. */
const full = readFileSync(path("pkg/doc9303-full.wasm"));
const pictures = readFileSync(path("pkg/doc9303-pictures.wasm"));
const icons = ["icon.svg", "icon-192.png", "icon-512.png"];
const parts = { "app.js": script, "style.css": style, "doc9303.wasm": module };
const others = Object.fromEntries(["app.webmanifest", ...icons].map((name) => [name, readFileSync(path(`demo/${name}`))]));
const later = { "doc9303-full.wasm": full, "doc9303-pictures.wasm": pictures };
const sources = [...Object.entries(parts), ...Object.entries(later), ...Object.entries(others), ["", read("demo/index.html") + read("demo/src/service-worker.js")]];
/** Of what is built, so that the same files have the same addresses and others never do. */
const version = sources.reduce((sum, [name, content]) => sum.update(`${name}\0`).update(content), createHash("sha256")).digest("hex").slice(0, 16);
const at = (name) => `${name}?v=${version}`;
/** What the page knows of a module that it may fetch later. */
const known = (which, content) => `data-${which}="${at(`doc9303-${which}.wasm`)}" data-${which}-integrity=${hash(content).replaceAll("'", '"')}`;
const served = {
  ...parts,
  ...later,
  ...others,
  "index.html": page({
    policy: policy("'self'", "'self'", ["'self'"]),
    style: [
      `<link rel="stylesheet" href="${at("style.css")}">`,
      `<link rel="preload" href="${at("doc9303.wasm")}" as="fetch" crossorigin id="module-address" ${known("full", full)} ${known("pictures", pictures)}>`,
      '<link rel="manifest" href="app.webmanifest"><link rel="apple-touch-icon" href="icon-192.png">',
    ].join("\n"),
    // Loaded beside everything else, and run when all that stands in the page is painted.
    early: `<script src="${at("app.js")}" defer></script>\n`,
    late: "",
  }),
  "service-worker.js": fill("demo/src/service-worker.js", { version, files: ["./", ...Object.keys(parts).map(at), ...Object.keys(others)].join(" "), later: Object.keys(later).map(at).join(" ") }),
};
for (const [name, content] of Object.entries(served)) {
  writeFileSync(path(`pkg-demo/${name}`), content);
  // Beside each the same in brotli, for servers that hand such files out; pictures do not get smaller.
  if (!name.endsWith(".png")) writeFileSync(path(`pkg-demo/${name}.br`), brotliCompressSync(content));
}
writeFileSync(path("pkg-demo/offline.html"), page({
  policy: policy(hash(inline), hash(style), []),
  style: `<style>${style}</style>`,
  early: "",
  late: `<script type="text/plain" id="module">${full.toString("base64")}</script><script type="text/plain" id="pictures-module">${pictures.toString("base64")}</script><script>${inline}</script>\n`,
}));
console.log(`pkg-demo: app.js ${script.length.toLocaleString("en")} letters, ${samples.length} samples, index.html and offline.html`);
