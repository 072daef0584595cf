import type { Board } from "#bin/demo/stage";

const words = { coming: "coming", regrets: "regrets", silent: "silent", "to-confirm": "confirm" } as const;

/** Turnout by party in two columns, from the board: invited, delivered, the answer, people registered. */
export function turnoutTable(board: Board): string[] {
  const cells = board.parties.map(
    ({ code, name, invited, mails, answer, registered }) =>
      `${code.padEnd(8)}${name.slice(0, 16).padEnd(17)}${pad(invited)}${pad(mails.delivered)}  ${words[answer].padEnd(7)}${pad(registered)}`,
  );
  const head = `${"party".padEnd(25)} inv del  answer  reg`;
  const half = Math.ceil(cells.length / 2);
  const rows = Array.from({ length: half }, (_, row) => `${cells[row] ?? ""}   ${cells[row + half] ?? ""}`.trimEnd());
  return [`${head}   ${head}`, ...rows];
}
const pad = (count: number) => String(count).padStart(4);

export function sums(board: Board) {
  const of = (answer: string) => board.parties.filter((party) => party.answer === answer);
  return {
    parties: board.parties.length,
    invited: board.parties.reduce((sum, party) => sum + party.invited, 0),
    delivered: board.parties.reduce((sum, party) => sum + party.mails.delivered, 0),
    coming: of("coming").length,
    regrets: of("regrets").length,
    silent: of("silent").length,
    participants: board.parties.reduce((sum, party) => sum + party.registered, 0),
    represented: board.parties.filter((party) => party.registered > 0).length,
  };
}
