// What a session shows of the protocol, from what came out of it when it was read again.

/** Whether a part came out of a session, and goes with it. */
export const isOfSession = (part, { session }) => part.session === session;

/** What a step belongs to. */
const PROTOCOL = {
  "pace.set": "pace", "pace.nonce": "pace", "pace.mapping": "pace", "pace.agreement": "pace", "pace.token": "pace",
  bac: "bac", chip_auth: "chip_auth", active_auth: "active_auth", terminal_auth: "terminal_auth", "select.application": "application",
};

/**
 * The commands in the order in which they were sent, grouped by what they were for: `{ kind, file, exchanges }`. A challenge belongs to what
 * follows it, and a selection that is of no file to what came before.
 */
export function groupsOf(exchanges) {
  const groups = [];
  let waiting = [];
  for (const exchange of exchanges) {
    const { step, file } = exchange;
    const last = groups.at(-1);
    const kind = file === null ? PROTOCOL[step] : "file";
    if (step === "get_challenge") waiting.push(exchange);
    else if (kind === undefined && last) last.exchanges.push(...waiting.splice(0), exchange);
    else if (last?.kind === (kind ?? "lengths") && last.file === file && step !== "pace.set") last.exchanges.push(...waiting.splice(0), exchange);
    else groups.push({ kind: kind ?? "lengths", file, exchanges: [...waiting.splice(0), exchange] });
  }
  if (waiting.length > 0) groups.push({ kind: "bac", file: null, exchanges: waiting });
  return groups;
}

/** What went over the air: the number of commands and the bytes of both directions, and whether all of it was protected. */
export function measureOf(exchanges) {
  const bytes = exchanges.reduce((sum, { command, response }) => sum + command.length + (response?.length ?? 0), 0);
  // GET RESPONSE fetches the rest of a protected answer and has nothing to protect (Doc 9303-11 §9.8).
  const isProtected = ({ command: [form, instruction] }) => (form & 0x0c) === 0x0c || instruction === 0xc0;
  return { commands: exchanges.length, bytes, isProtected: exchanges.every(isProtected) };
}
