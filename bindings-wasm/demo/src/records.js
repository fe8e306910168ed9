// What was done with the chip, in the form that the command line takes too, as the package takes it.

const RECORDS = {
  "active_auth.json": (record) => ({ activeAuth: activeAuth(record) }),
  "chip_auth.json": (record) => ({ chipAuth: chipAuth(record) }),
  "pace_cam.json": (record) => ({ paceCam: paceCam(record) }),
  "access.json": (record) => ({ access: access(record) }),
};

export const isRecord = (name) => name.toLowerCase() in RECORDS;

/** One record under the name that the package gives it, or nothing if the file is not such a record. */
export function readRecord(name, bytes) {
  try {
    return RECORDS[name.toLowerCase()](JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

export function activeAuth({ challenge, response, expected_challenge: expected }) {
  return { challenge: octets(challenge), response: octets(response), expectedChallenge: expected == null ? null : octets(expected) };
}

export function chipAuth({ oid, key_id: keyId, terminal_private_key: key, exchanges }) {
  const pairs = exchanges.map(({ command, response }) => ({ command: octets(command), response: octets(response) }));
  return { oid: text(oid), keyId: keyId == null ? null : integer(keyId), terminalPrivateKey: octets(key), exchanges: pairs };
}

export function paceCam({ oid, parameter_id: parameterId, chip_mapping_public_key: key, chip_authentication_data: data }) {
  return { oid: text(oid), parameterId: integer(parameterId), chipMappingPublicKey: octets(key), chipAuthenticationData: octets(data) };
}

function access({ protocol, password }) {
  if (!["PACE", "BAC", "none"].includes(protocol)) throw new TypeError("not a protocol");
  if (password != null && !["MRZ", "CAN"].includes(password)) throw new TypeError("not a password");
  return { protocol, password };
}

function text(value) {
  if (typeof value !== "string") throw new TypeError("not a text");
  return value;
}

function integer(value) {
  if (!Number.isInteger(value) || Math.abs(value) > 0x7fffffff) throw new TypeError("not a small integer");
  return value;
}

function octets(hex) {
  if (!/^(?:[0-9a-f]{2})*$/i.test(hex)) throw new TypeError("not hexadecimal");
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
