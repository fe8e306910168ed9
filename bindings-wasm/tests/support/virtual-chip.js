// A virtual document at the end of a socket: the program of the project, which speaks the protocol of vpcd.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { vectorsFolder } from "./cases.js";

const program = process.env.DOC9303_BIN ?? "";
export const passport = join(vectorsFolder, "passport");
export const zone = readFileSync(join(passport, "mrz.txt"), "utf8").trim();
export const KEYS = ["--ca-key", join(passport, "keys/chip-auth.der"), "--aa-key", join(passport, "keys/active-auth.der")];

/** Whether there is a program to be the chip; test.sh builds one. */
export const lacking = program === "" && "DOC9303_BIN is not set";

/** A document in the field: `transmit` sends it a command, `back` waits until it has come back, `end` takes it away. */
export async function virtualChip(options, folder = join(passport, "chip")) {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `127.0.0.1:${server.address().port}`;
  const chip = spawn(program, ["chip", folder, "--vpcd", address, ...options], { stdio: "ignore" });
  let field = arrived(server, chip);
  return {
    transmit: async (command) => (await field)(command),
    back: async () => {
      field = arrived(server, chip);
      await field;
      return true;
    },
    end: async () => {
      chip.kill();
      (await field.catch(() => null))?.socket.destroy();
      server.close();
    },
  };
}

/** A document in the field for the length of some work: the passport, or what another folder has. */
export async function withChip(options, work, folder) {
  const chip = await virtualChip(options, folder);
  try {
    return await work(chip);
  } finally {
    await chip.end();
  }
}

/** The next time that the document is in the field. */
async function arrived(server, chip) {
  const [socket] = await Promise.race([once(server, "connection"), once(chip, "exit").then(() => Promise.reject(new Error("the virtual chip ended")))]);
  socket.setNoDelay(true);
  // Power on.
  socket.write(Buffer.from([0, 1, 1]));
  const pieces = socket[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  const more = async () => {
    const { value, done } = await pieces.next();
    if (done) throw new Error("the chip left");
    held = Buffer.concat([held, value]);
  };
  const transmit = async (command) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(command.length);
    socket.write(Buffer.concat([length, command]));
    while (held.length < 2 || held.length < 2 + held.readUInt16BE()) await more();
    const end = 2 + held.readUInt16BE();
    const response = new Uint8Array(held.subarray(2, end));
    held = held.subarray(end);
    return response;
  };
  return Object.assign(transmit, { socket });
}
