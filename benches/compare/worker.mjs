// The side of the npm peers in run.py; the same lines as benches/worker.rs. Packages are looked for in the folder of
// the second argument.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [, , path, packages] = process.argv;
const from = createRequire(pathToFileURL(`${packages}/package.json`));
const load = async (name) => {
  const module = await import(pathToFileURL(from.resolve(name)).href);
  const { version } = JSON.parse(readFileSync(`${packages}/node_modules/${name}/package.json`, "utf8"));
  return [module, version];
};
const zones = readFileSync(path, "utf8").split("\n\n").filter((zone) => zone.trim()).map((zone) => zone.trim().split("\n"));
const [mrz, mrzVersion] = await load("mrz");
const [fast, fastVersion] = await load("mrz-fast");
// The package does not know the State of Utopia; everything else of a zone must hold.
const states = ["issuingState", "nationality"];
const contenders = [
  [`npm mrz ${mrzVersion}`, (zone) => mrz.parse(zone).details.every((field) => field.valid || states.includes(field.field))],
  [`npm mrz-fast ${fastVersion}`, (zone) => fast.parseMRZ(zone).valid],
];
for await (const _ of createInterface({ input: process.stdin })) {
  for (const [name, valid] of contenders) {
    const start = process.hrtime.bigint();
    let sound = 0;
    for (const zone of zones) sound += valid(zone) ? 1 : 0;
    console.log(`${name}\t${sound}\t${Number(process.hrtime.bigint() - start) / zones.length}`);
  }
  console.log("");
}
