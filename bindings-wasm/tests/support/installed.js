// The package as npm installs it, in a folder of its own.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A folder with the package in its node_modules, and beside it those of the workbench that are named. */
export function installed(...others) {
  const folder = mkdtempSync(join(tmpdir(), "doc9303-"));
  const packed = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { cwd: join(root, "pkg"), encoding: "utf8" }));
  const [{ filename }] = Object.values(packed);
  const home = join(folder, "node_modules/doc9303");
  mkdirSync(home, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, filename), "-C", home, "--strip-components=1"]);
  for (const name of ["@zip.js/zip.js", ...others]) {
    mkdirSync(join(folder, "node_modules", name, ".."), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  return folder;
}
