import type { Manner } from "#bin/demo/behaviour";
import { mannerOf } from "#bin/demo/behaviour";
import { answer, open, type Said } from "#bin/demo/delegate";
import { type Letter, linkIn } from "#bin/demo/mailbox";
import type { Stage } from "#bin/demo/stage";
import { visit } from "#bin/demo/visit";
import { DIALOGUE, MEETING, MEMBERS_ROUND, ORGANISATIONS_ROUND, world } from "#bin/demo/world";

/** Act 1: the dialogue is imported, the meeting convened, a round drafted by one and released by another. */
export async function invite(stage: Stage): Promise<void> {
  const { amina, bilal, checks } = stage;
  for (const [what, text] of [
    ["parties", world.partiesFile()],
    ["contacts", world.contactsFile()],
  ] as const) {
    const fileId = await stage.file(text);
    const { rows } = await stage.done(amina, `import-${what}.v1`, { dialogueId: DIALOGUE, fileId, format: "json" });
    const again = await amina.command(`import-${what}.v1`, { dialogueId: DIALOGUE, fileId, format: "json" });
    checks.equal(`the same file of ${what} twice changes nothing`, again["rows"], 0);
    stage.say(`amina imports the ${what}: ${rows} rows; the same file again changes nothing`);
  }
  await stage.done(amina, "convene-meeting.v1", world.convocation());
  stage.say("amina convenes the 8th SOM, 22 and 23 March, the committee on its first morning");
  await round(stage, MEMBERS_ROUND, { members: true });
  const refused = await amina.command("release-round.v1", {
    roundId: MEMBERS_ROUND,
    hash: await hash(stage, MEMBERS_ROUND),
  });
  checks.equal("whoever drafted a round may not release it", refused.code, "four-eyes");
  const preview = await bilal.query({ query: "preview", roundId: MEMBERS_ROUND, party: "EG" });
  checks.holds("the preview for Egypt is in Arabic", String(preview["html"]).includes('dir="rtl"'));
  stage.say("amina may not release her own round; bilal previews the mail to Egypt (Arabic)");
  const released = await stage.done(bilal, "release-round.v1", {
    roundId: MEMBERS_ROUND,
    hash: await hash(stage, MEMBERS_ROUND),
  });
  await stage.stack.advance({ minutes: 2 });
  stage.say(
    `bilal releases: ${released["invitees"]} invitees of ${released["delegations"]} delegations, each in their language`,
  );
}

async function round(stage: Stage, roundId: string, audience: object): Promise<void> {
  await stage.done(stage.amina, "draft-round.v1", {
    roundId,
    convocationId: MEETING,
    template: "invitation",
    audience,
  });
  const { invitees, delegations } = await stage.done(stage.amina, "submit-round.v1", { roundId });
  stage.say(`amina drafts ${roundId}: ${invitees} invitees of ${delegations} delegations, audience frozen`);
}

async function hash(stage: Stage, roundId: string): Promise<string> {
  const { round: held } = await stage.bilal.query({ query: "round", roundId });
  return typeof held === "object" && held !== null && "hash" in held ? String(held.hash) : "";
}

/** The second round is set off by an event: reviewed by a person, released by a put-events of the trusted source. */
export async function inviteByEvent(stage: Stage): Promise<void> {
  await round(stage, ORGANISATIONS_ROUND, { kinds: ["partner-organisation", "invited-organisation"] });
  const frozen = await hash(stage, ORGANISATIONS_ROUND);
  await stage.machine("release-round.v1", { commandId: "demo-too-early", roundId: ORGANISATIONS_ROUND, hash: frozen });
  const early = await stage.amina.query({ query: "outcome", commandId: "demo-too-early" });
  stage.checks.equal(
    "a machine may not release what no person has reviewed",
    codeOf(early["outcome"]),
    "needs-a-person",
  );
  await stage.done(stage.bilal, "review-round.v1", { roundId: ORGANISATIONS_ROUND, hash: frozen });
  await stage.machine("release-round.v1", { commandId: "demo-release", roundId: ORGANISATIONS_ROUND, hash: frozen });
  await stage.stack.advance({ minutes: 2 });
  stage.say("bilal reviews; an event on the bus (convoke.secretariat, put-events) releases it");
}
function codeOf(outcome: unknown): unknown {
  return typeof outcome === "object" && outcome !== null && "code" in outcome ? outcome.code : undefined;
}

/** A link scanner: every link of every mail, GET and HEAD, twice. Nothing may change. */
export async function scan(stage: Stage): Promise<void> {
  const links = (await stage.letters("invitation")).map((letter) => linkIn(letter, stage.stack.siteUrl));
  const before = await stage.fingerprint();
  for (const link of [...links, ...links]) {
    const page = await visit(link);
    await page.text();
    const head = await visit(link, { method: "HEAD" });
    stage.checks.holds(
      `the scanner's visit is answered (${page.status}, ${head.status})`,
      page.status === 200 && head.status === 200,
    );
  }
  await stage.stack.settle();
  stage.checks.equal("a scanner that fetched every link twice changed nothing", await stage.fingerprint(), before);
  stage.say(`a scanner fetches all ${links.length} links twice, GET and HEAD: not one row changes`);
}

export type Moment = "at-once" | "second-thoughts" | "after-second-reminder" | "names";

/** What the delegations do at one of the story's moments. Returns how many forms were sent. */
export async function delegations(stage: Stage, moment: Moment): Promise<number> {
  const invitations = await stage.letters("invitation");
  const codes = [...new Set(world.contacts.map(({ party }) => party))].filter((code) =>
    invitations.some((letter) => letter.to === world.contactsOf(code)[0]?.email),
  );
  let sent = 0;
  for (const [place, code] of codes.entries()) {
    for (const act of script(code, mannerOf(code, place), moment)) {
      stage.timeline.progress(`${code} answers`);
      await answer(linkIn(letterTo(invitations, act.from), stage.stack.siteUrl), act.said);
      stage.named.push(...[act.said.other, act.said.colleague].filter((one) => one !== undefined));
      sent++;
    }
  }
  await stage.stack.settle();
  return sent;
}

interface Act {
  readonly from: string;
  readonly said: Said;
}

function script(code: string, manner: Manner, moment: Moment): Act[] {
  const [primary, deputy, mission] = world.contactsOf(code);
  const acts = (...said: (Said | { from: string; said: Said } | undefined)[]): Act[] =>
    said.flatMap((one) =>
      one === undefined || !primary ? [] : "from" in one ? [one] : [{ from: primary.email, said: one }],
    );
  const colleague = { name: `Director for Migration of ${code}`, email: `director.${code.toLowerCase()}@example.org` };
  switch (`${manner}/${moment}`) {
    case "comes/at-once":
      return acts({ answer: "come" });
    case "colleague/at-once":
      return acts({ answer: "colleague", colleague });
    case "names-follow/at-once":
      return acts({ answer: "names-follow" });
    case "names-follow/names":
      return acts({ answer: "colleague", colleague });
    case "no-part/at-once":
      return acts({ answer: "no-part" });
    case "changes-mind/at-once":
      return acts({ answer: "come" });
    case "changes-mind/second-thoughts":
      return acts({ answer: "no-part" });
    case "after-reminder/after-second-reminder":
      return acts({ answer: "come", parts: ["som-8"] });
    case "forwards/at-once":
      return acts(
        { answer: "come", other: { name: "A Stranger with a Link", email: "stranger@example.org" } },
        { answer: "come" },
      );
    case "one-regrets/at-once":
      return acts({ answer: "regret" }, deputy && { from: deputy.email, said: { answer: "come" } });
    case "office/at-once":
      return acts(
        mission && {
          from: mission.email,
          said: {
            answer: "come",
            other: { name: `Counsellor of ${code}`, email: `counsellor.${code.toLowerCase()}@example.org` },
          },
        },
      );
    default:
      return [];
  }
}

function letterTo(letters: readonly Letter[], address: string): Letter {
  const found = letters.find((letter) => letter.to === address);
  if (!found) throw new Error(`No invitation was captured for ${address}.`);
  return found;
}

/** What the second click shows: the page says what was recorded. */
export async function secondClick(stage: Stage, code: string): Promise<string> {
  const invitations = await stage.letters("invitation");
  return open(linkIn(letterTo(invitations, world.contactsOf(code)[0]?.email ?? ""), stage.stack.siteUrl));
}
