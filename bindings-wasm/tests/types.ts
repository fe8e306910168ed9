// Compiled by a test, never run: every declaration in use.
import { TrustStore, checks, codes, elementTree, draftMrz, elements, faceOfDg2, init, inputsOf, inspect, inspectToJson, normalizeMrz, parseMrz, portraitOfDg2, recogniseFile, recogniseRecord, version, zoneOfDg1 } from "doc9303";
import * as full from "doc9303/full";
import type { ChipReading, ReadEvent } from "doc9303/full";
import * as pictures from "doc9303/pictures";
import type { Barcode } from "doc9303/pictures";
import { readList, sortFiles } from "doc9303/files";
import { decisive, verdictKey } from "doc9303/report";
import type { Doc9303Report } from "doc9303/report";
import type { CheckId, FileName } from "doc9303";
import type { CheckResult, Details, Doc9303Error, DocumentInput, Draft, Imported, Mrz, Outcome, Report } from "doc9303";

const der = new Uint8Array(8);
const zone = "P<UTO";
const at = new Date();

await init();
await init(new URL("doc9303.wasm", import.meta.url));
await init(fetch("doc9303.wasm"));
await init(der);
await init(await WebAssembly.compile(der));

const mrz: Mrz = parseMrz(zone, { at: "2026-01-01" });
const number: string | undefined = mrz.fields.document_number;
for (const [line, start, end] of mrz.ranges.expiry_date ?? []) console.log(line + start + end, number);

const draft: Draft = draftMrz("P<UTO", { format: "TD3" });
for (const { at: [line, start], ok } of draft.check_digits) console.log(line + start, ok === undefined ? "open" : ok, draft.lines, draft.strange[0]?.meant);

const trust = new TrustStore();
const imported: Imported = trust.addCertificate(der);
const { added, rejected } = trust.addMasterList(der.buffer, { signer: der });
trust.addMasterList(der, { anySigner: true });
trust.addLdif("dn: c=UT", { signedByStore: true });
trust.addLdif(der);
trust.addPem("-----BEGIN CERTIFICATE-----");
trust.addCrl(der);
trust.addDeviationList(der);
const { content, untold } = trust.add("list.ml", der, { allow: "under_anchors", anySigner: true });
console.log(content, untold, trust.add("csca.pem", "-----BEGIN CERTIFICATE-----").rejected[0]?.path, TrustStore.recognise(der));
const germany: number | undefined = trust.states["DE"];
const ends: string | undefined = trust.anchorList[0]?.not_after;
console.log(imported, added, rejected.length, germany, ends, trust.anchors + trust.crls + trust.documentSigners + trust.deviationLists + trust.masterLists);

const input: DocumentInput = {
  mrz: zone,
  files: { "EF.SOD": der, "EF.DG1": der.buffer },
  activeAuth: { challenge: der, response: der },
  chipAuth: { oid: "0.4.0.127.0.7.2.2.3.2.2", terminalPrivateKey: der, exchanges: [{ command: der, response: der }] },
  paceCam: { oid: "0.4.0.127.0.7.2.2.4.6.2", parameterId: 12, chipMappingPublicKey: der, chipAuthenticationData: der },
  records: "own_terminal",
  activeAuthChallenge: der,
  access: { protocol: "PACE", password: "CAN" },
  trust,
  policy: { name: "strict", weights: { "ds.revocation": "optional" }, tolerate: ["deviation.ber"] },
  at,
};
const report: Report = inspect(input);
const own: CheckId | undefined = checks()[0]?.id;
const file: FileName | undefined = recogniseFile("EF_DG1.bin", der);
console.log(own, file, normalizeMrz("p<uto"), inputsOf(input).portrait?.length);
const element: Doc9303Report = document.createElement("doc9303-report");
Object.assign(element, { report, inputs: inputsOf(input), language: "de", redacted: true });
element.report = report;
element.inputs = inputsOf(input);
console.log(element.openCheck("dg1.hash"), decisive(report)[0]?.check, verdictKey(report));
const sorted = sortFiles(await readList(document.createElement("input").files ?? []));
inspect({ at, files: sorted.files, recordFiles: sorted.recordFiles, ...(sorted.mrz === undefined ? {} : { mrz: sorted.mrz }) });
full.inspect({ at, mrz: zone, seal: der, visaMrz: zone });
full.inspect({ at, seal: "RDB1" });
const { seal: said } = report.document ?? {};
console.log(report.evidence.seal?.trust_level === "trustable", report.groups.seal, said?.features[0]?.range[1], sorted.seal?.length, inputsOf(input).seal?.length);
inspect({ at, mrz: zone, policy: { toml: 'name = "airport"' } });
const verdict: Outcome = report.verdict;
const failed: CheckResult[] = report.results.filter((row) => row.outcome === "failed");
console.log(verdict, failed[0]?.reason?.code, report.document?.files[0]?.sha256, report.evidence.chain[0]?.key, report.groups.optical);
const details: Details | undefined = report.document?.details;
console.log(details?.personal?.authenticated, details?.portraits?.images?.[0]?.width, recogniseFile("EF_DG1.bin", der));
const face: Uint8Array | undefined = portraitOfDg2(der);
console.log(face?.length, zoneOfDg1(der).length, recogniseRecord("access.json", "{}"), elementTree(der).untold);
inspect({ at, recordFiles: { "active_auth.json": "{}" }, records: "own_terminal" });
const text: string = inspectToJson({ ...input, redact: true });
const depths: number[] = elements(der).map((element) => element.depth + element.tag);
console.log(text, depths, checks()[0]?.clause, codes()[0]?.meaning, version());
try {
  trust.free();
} catch (error) {
  const { code, line } = error as Doc9303Error;
  console.log(code, line);
}
console.log(trust.waitingLinks[0]?.length);
await pictures.init(fetch("doc9303-pictures.wasm"));
const canvas = document.createElement("canvas").getContext("2d");
const barcodes: Barcode[] = pictures.readBarcodes(canvas ? canvas.getImageData(0, 0, 1, 1) : { width: 1, height: 1, data: der });
const decoded: pictures.Face = pictures.decodeFace(faceOfDg2(der) ?? der);
console.log(decoded.width * decoded.height, decoded.format === "JPEG 2000", decoded.deviation, decoded.png.length);
for (const { bytes } of pictures.readSeals(der)) full.inspect({ at, seal: bytes });
for (const { sure, lines, characters } of pictures.readZones(der)) if (sure) full.inspect({ at, mrz: lines.join("\n") + (characters[0]?.seen ?? "") });
console.log(pictures.isPicture(der), barcodes[0]?.symbology === "QR code", barcodes[0]?.bytes?.length, barcodes[0]?.error?.text, barcodes[0]?.corners[0]?.[1]);
const control = new AbortController();
await full.init(der);
const reading: ChipReading = await full.readChip(async (command) => new Uint8Array(command.length), {
  key: { documentNumber: "L898902C3", birthDate: "740812", expiryDate: "120415" },
  files: ["EF.DG1", "EF.SOD"],
  signal: control.signal,
  reconnect: async () => false,
  onEvent: (event: ReadEvent) => console.log(event.type === "progress" ? event.read / event.size : event.type),
});
const code: full.ReadError["code"] | undefined = reading.error?.code;
full.inspect({ ...reading.document, mrz: zone, trust, at });
console.log(code, full.replaySession(reading.session, { records: "own_terminal" }).exchanges[0]?.step, full.sessionLog(reading.session));
export {};
