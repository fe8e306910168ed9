// The rounds of the training: what a document is by what is shown, which rounds are fair, how hard they are, and the score.

import { decisive } from "../../pkg/report/index.js";

/** Kinds of documents by what gives them away, each with the checks that do. */
const FORGERIES = [
  ["seal", /^seal\.|^combined\.(?:mrz_seal|visa_passport)$/],
  ["print", /^(?:mrz|combined)\./],
  ["file", /^dg\d+\.|^sod\.hash$/],
  ["withdrawn", /^(?:document\.expiry|ds\.revocation|ds\.validity|csca\.validity)$/],
  ["signature", /^(?:sod|ds|csca|country)\./],
  ["copy", /^chip\./],
];
export const KINDS = [...FORGERIES.map(([kind]) => kind), "open", "genuine"];
/** What comes in each level, the easiest first. */
export const LEVELS = [["genuine", "print", "file"], ["genuine", "print", "file", "seal", "withdrawn", "signature"], KINDS];

/**
 * The round that a report and the checks that are shown make: the right `answer`, the row that decides it, and the `kind`; or
 * null if what is shown leads astray. A zone without a chip or a seal proves nothing about who printed it: to say so is right.
 */
export function roundOf(report, shown) {
  const { verdict, groups } = report;
  const isAlone = groups.electronic === undefined && groups.seal === undefined;
  if (verdict === "successful") return { answer: isAlone ? "undetermined" : verdict, kind: isAlone ? "open" : "genuine", row: null };
  const row = decisive(report).find(({ check }) => shown.has(check));
  if (!row) return null;
  if (verdict !== "failed") return { answer: "undetermined", kind: "open", row };
  return { answer: "failed", kind: FORGERIES.find(([, checks]) => checks.test(row.check))?.[0] ?? "signature", row };
}

/** What came of the rounds, in memory alone. */
export class Score {
  #rounds = [];

  add(kind, sample, isRight) {
    this.#rounds.push({ kind, sample, isRight });
  }

  get played() {
    return this.#rounds.length;
  }

  get right() {
    return this.#rounds.filter(({ isRight }) => isRight).length;
  }

  /** Each kind that was met, with how often it was, how often it was told, and the samples that were missed. */
  summary() {
    return KINDS.map((kind) => {
      const rounds = this.#rounds.filter((round) => round.kind === kind);
      const missed = [...new Set(rounds.filter(({ isRight }) => !isRight).map(({ sample }) => sample))];
      return { kind, played: rounds.length, right: rounds.filter(({ isRight }) => isRight).length, missed };
    }).filter(({ played }) => played > 0);
  }
}

export function shuffled(list) {
  const order = [...list];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
