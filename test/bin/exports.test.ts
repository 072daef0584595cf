import { describe, expect, it } from "vitest";
import { compareExports, type ExportSource, type Version } from "#bin/convoke/exports";
import { canonical } from "#platform/canonical";
import { digest } from "#platform/ids";

interface Put {
  readonly key: string;
  readonly text: string;
  readonly at: string;
  readonly hides?: boolean;
}
const row = (sk: string, more: object = {}) => ({
  pk: "CNV#m",
  sk,
  at: "2022-03-23T15:00:00Z",
  actor: "amina",
  ...more,
});
const line = (change: string, of: object) => `${canonical({ change, sequence: "1", ...of })}\n`;
const inserted = (...rows: readonly object[]) => rows.map((one) => line("INSERT", { row: one })).join("");
const EXPORT = "ledger/2022-03-23/1-a.jsonl";
const put = (text: string, key = EXPORT, at = "2022-03-23T15:05:00Z"): Put => ({ key, text, at });
const versionOf = ({ key, text, at, hides = false }: Put, index: number): Version => ({
  key,
  version: `v${index}`,
  etag: `"${digest(text)}"`,
  at,
  hides,
});
const seal = (...puts: readonly Put[]): Put =>
  put(
    canonical({ day: "2022-03-23", objects: puts.map((one, index) => versionOf(one, index)) }),
    "days/2022-03-23.json",
    "2022-03-24T02:00:00Z",
  );

/** A bucket of these versions, given in the order in which they were put; and a ledger. */
function source(puts: readonly Put[], ledger: readonly ReturnType<typeof row>[]): ExportSource {
  return {
    versions: async () => puts.map(versionOf).reverse(),
    read: async ({ version }) => puts[Number(version.slice(1))]?.text ?? "",
    rows: async (keys) => ledger.filter((held) => keys.some(({ pk, sk }) => pk === held.pk && sk === held.sk)),
  };
}
const [first, second] = [row("00000001#0"), row("00000002#0")];
const findingsOf = async (puts: readonly Put[], ledger: readonly ReturnType<typeof row>[]) =>
  (await compareExports(source(puts, ledger))).findings.map(({ what, why }) => `${what}: ${why}`);

describe("nothing differs", () => {
  it("where the ledger holds what was exported, and each sealed day what its list names", async () => {
    const exported = put(inserted(first, second));
    expect(await compareExports(source([exported, seal(exported)], [second, first]))).toEqual({
      facts: 2,
      exports: 1,
      sealedDays: 1,
      findings: [],
    });
  });
  it("where a batch came again, whole under the same name or cut differently under another", async () => {
    const whole = put(inserted(first, second));
    const part = put(inserted(first), "ledger/2022-03-23/1-b.jsonl");
    expect(await findingsOf([whole, whole, part, seal(whole, part)], [first, second])).toEqual([]);
  });
  it("where the ledger holds more than was exported yet", async () => {
    expect(await findingsOf([put(inserted(first))], [first, second])).toEqual([]);
  });
});

describe("a row", () => {
  it("that is gone is named", async () => {
    expect(await findingsOf([put(inserted(first, second))], [first])).toEqual([
      "CNV#m#00000002#0: it was written at 2022-03-23T15:00:00Z and is gone",
    ]);
  });
  it.each([
    [{ actor: "bilal" }, "its actor is not what was written"],
    [{ actor: "bilal", hash: "new" }, "its actor, hash are not what was written"],
  ])("that is another (%j) is named with what differs", async (change, why) => {
    expect(await findingsOf([put(inserted(first))], [row("00000001#0", change)])).toEqual([`CNV#m#00000001#0: ${why}`]);
  });
  it("that was changed back since is named all the same", async () => {
    const later = put(line("MODIFY", { row: first }), "ledger/2022-03-23/2-b.jsonl", "2022-03-23T16:00:00Z");
    expect(await findingsOf([put(inserted(first)), later], [first])).toEqual([
      "CNV#m#00000001#0: it was overwritten; that was exported at 2022-03-23T16:00:00Z",
    ]);
  });
  it("that was removed and put anew with other content is named", async () => {
    const other = row("00000001#0", { actor: "bilal" });
    const later = put(
      line("REMOVE", { key: { pk: first.pk, sk: first.sk } }) + inserted(other),
      "ledger/2022-03-23/2-b.jsonl",
    );
    expect(await findingsOf([put(inserted(first)), later], [other])).toEqual([
      "CNV#m#00000001#0: its actor is not what was written",
      expect.stringContaining("it was removed"),
      expect.stringContaining("it was put once more with other content"),
    ]);
  });
});

describe("an export", () => {
  const exported = put(inserted(first));
  it("that was put over another's name does not count: the first version does", async () => {
    const forged = row("00000001#0", { actor: "bilal" });
    const over = put(inserted(forged), EXPORT, "2022-03-25T09:00:00Z");
    expect(await findingsOf([exported, seal(exported), over], [forged])).toEqual([
      "CNV#m#00000001#0: its actor is not what was written",
      expect.stringContaining("it was put once more with other content"),
      `${EXPORT}: it was put at 2022-03-25T09:00:00Z, and the list of 2022-03-23 does not name it`,
    ]);
  });
  it("that its day's list names and that is gone is named", async () => {
    expect(await findingsOf([seal(exported)], [])).toEqual([
      `${EXPORT}: the list of 2022-03-23 names it, and it is gone`,
    ]);
  });
  it("that was hidden is named, and read all the same", async () => {
    const mark = { ...put("", EXPORT, "2022-03-26T00:00:00Z"), hides: true };
    expect(await findingsOf([exported, seal(exported), mark], [])).toEqual([
      expect.stringContaining("is gone"),
      `${EXPORT}: it was hidden by a delete at 2022-03-26T00:00:00Z`,
    ]);
  });
  it("and its list that was put anew: the first list counts", async () => {
    const late = put(inserted(second), "ledger/2022-03-23/9-z.jsonl", "2022-03-29T00:00:00Z");
    expect(await findingsOf([exported, seal(exported), late, seal(exported, late)], [first, second])).toEqual([
      "ledger/2022-03-23/9-z.jsonl: it was put at 2022-03-29T00:00:00Z, and the list of 2022-03-23 does not name it",
    ]);
  });
});

it("asks the ledger for a hundred rows at a time", async () => {
  const rows = Array.from({ length: 250 }, (_, index) => row(`${String(index).padStart(8, "0")}#0`));
  const asked: number[] = [];
  const counted = source([put(inserted(...rows))], rows);
  const verdict = await compareExports({
    ...counted,
    rows: async (keys) => {
      asked.push(keys.length);
      return counted.rows(keys);
    },
  });
  expect([verdict.facts, verdict.findings, asked.sort()]).toEqual([250, [], [100, 100, 50]]);
});
