// Puts into pkg/ what is written by hand: the package's own files, the languages, the licences. No compiler is needed.

import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

cpSync(path("npm"), path("pkg"), { recursive: true });
mkdirSync(path("pkg/languages"), { recursive: true });
for (const name of readdirSync(path("../core/languages"))) {
  const json = readFileSync(path(`../core/languages/${name}`), "utf8");
  writeFileSync(path(`pkg/languages/${name}`), json);
  // Browsers import scripts only.
  writeFileSync(path(`pkg/languages/${name.replace(/json$/, "js")}`), `export default ${json.trim()};\n`);
}
for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) {
  if (existsSync(path(`../${licence}`))) cpSync(path(`../${licence}`), path(`pkg/${licence}`));
}
