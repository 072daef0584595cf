import type { Command } from "commander";
import * as z from "zod/mini";
import type { Client } from "#bin/convoke/client";
import { freshKey, keyRing } from "#bin/convoke/key-ring";
import { placeOf } from "#bin/convoke/place";
import { table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";
import { Refused, WrongUsage } from "#bin/convoke/trouble";
import { kidsOf, type LinkRing, lastMade, MOST_KEYS, placeOf as orderOf, retired, rotated } from "#platform/link-ring";
import { KEPT_MILLISECONDS } from "#platform/links";

const LEAKED =
  "Every mail that still leaves carries a new link, reminders too. Who is waiting now has none until then: RUNBOOK.md, A key has leaked.";
const MINUTES = KEPT_MILLISECONDS / 60_000;
const use = z.looseObject({ meetings: z.array(z.looseObject({ id: z.string(), until: z.string() })) });

export function keyCommands(program: Command): void {
  const group = program
    .command("keys")
    .description("the keys that links are made with: turn them, and take one out whose links must die");
  examples(
    group.command("list", { isDefault: true }).description("the keys by name, and since when; never a key itself"),
    "keys list",
    "keys list --stage prod",
  ).action(async (_options: object, command: Command) => {
    const { print } = desk(command);
    const { ring } = await keyRing(placeOf(command)).read();
    print.answer({ accepted: true, keys: told(ring) }, () => listing(ring));
  });
  examples(
    group
      .command("rotate")
      .description("make a fresh key current: new links are made with it, those that are out go on by their own"),
    "keys rotate --stage prod",
  ).action(async (_options: object, command: Command) => {
    const { client, print } = desk(command);
    const keys = keyRing(placeOf(command));
    const now = await timeThere(client);
    const ring = await keys.change((before) => rotated(before, freshKey(), now));
    if (!ring) throw await full((await keys.read()).ring);
    print.answer({ accepted: true, current: ring.current, keys: told(ring) }, () =>
      [
        `${ring.current} makes the new links from now on; within a minute everywhere. No deploy is needed.`,
        `Links by ${list(kidsOf(ring).filter((kid) => kid !== ring.current))} go on working until they are retired.`,
      ].join("\n"),
    );
  });
  examples(
    group
      .command("retire <key>")
      .description("take a key out: every link that was made with it is dead")
      .option("--leaked", "though its links are still needed, because somebody else has the key", false)
      .option("--dialogue <id...>", "the dialogues whose meetings are looked through", ["khartoum"]),
    "keys retire k1 --stage prod",
    "keys retire k1 --leaked --stage prod",
  ).action(async (kid: string, options: { leaked: boolean; dialogue: string[] }, command: Command) => {
    const { client, print } = desk(command);
    const keys = keyRing(placeOf(command));
    const { ring } = await keys.read();
    checkKey(ring, kid);
    if (!options.leaked) await checkUnused(client, ring, kid, options.dialogue);
    const left = await keys.change((before) => {
      checkKey(before, kid);
      return retired(before, kid);
    });
    print.answer({ accepted: true, retired: kid, keys: left ? told(left) : [] }, () =>
      [
        `${kid} is taken out: its links are dead everywhere within ${MINUTES} minutes, and look like links that never were.`,
        ...(options.leaked ? [LEAKED] : []),
      ].join("\n"),
    );
  });
}

/** The clock of the stack, which the rounds are dated by. */
async function timeThere(client: Client): Promise<string> {
  const answer = await client.query({ query: "runtime" });
  if (!answer.accepted) throw new Refused(answer);
  return z.looseObject({ now: z.string() }).parse(answer).now;
}

const told = (ring: LinkRing) =>
  kidsOf(ring).map((key) => ({ key, current: key === ring.current, since: ring.since[key] ?? null }));

function listing(ring: LinkRing): string {
  const rows = told(ring).map(({ key, current, since }) => [
    key,
    current ? "makes new links" : "checks older ones",
    since ?? "the first deploy",
  ]);
  return table(["key", "", "since (UTC)"], rows);
}

async function full(ring: LinkRing): Promise<Refused> {
  const oldest = kidsOf(ring)[0] ?? "";
  return new Refused({
    accepted: false,
    code: "too-many-keys",
    sentence: `There are ${MOST_KEYS} keys already, ${list(kidsOf(ring))}, and no more may be live at once. Take the oldest out first: convoke keys retire ${oldest} (it says which meetings still need its links).`,
  });
}

function checkKey(ring: LinkRing, kid: string): void {
  const known = kidsOf(ring);
  if (!known.includes(kid))
    throw new WrongUsage(
      `There is no key ${orderOf(kid) > 0 ? kid : "of this name"}; there ${known.length === 1 ? "is" : "are"} ${list(known)}.`,
      "convoke keys retire",
    );
  if (kid === ring.current)
    throw new Refused({
      accepted: false,
      code: "current-key",
      sentence: `${kid} makes the new links. Make another one current first: convoke keys rotate`,
    });
}

/** Refuses while a meeting may hold links of the key: one that had a round before the next key came, until a week after its end. */
async function checkUnused(client: Client, ring: LinkRing, kid: string, dialogues: readonly string[]): Promise<void> {
  const before = lastMade(ring, kid);
  const open: z.infer<typeof use>["meetings"] = [];
  for (const dialogueId of dialogues) {
    const answer = await client.query({ query: "links-before", dialogueId, ...(before !== undefined && { before }) });
    if (!answer.accepted) throw new Refused(answer);
    open.push(...use.parse(answer).meetings);
  }
  if (open.length === 0) return;
  const named = open.map(({ id, until }) => `${id} (until ${until.slice(0, 10)})`);
  throw new Refused({
    accepted: false,
    code: "links-in-use",
    sentence: `Links by ${kid} are still needed for ${list(named)}. Wait until then; or, if somebody else has the key, kill them all the same: convoke keys retire ${kid} --leaked`,
    meetings: open,
  });
}

const list = (words: readonly string[]) => words.join(", ").replace(/, ([^,]*)$/, " and $1");
