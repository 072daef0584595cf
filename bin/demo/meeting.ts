import { type Letter, linkIn } from "#bin/demo/mailbox";
import type { Stage } from "#bin/demo/stage";
import { visit } from "#bin/demo/visit";
import { DIALOGUE, MEETING, world } from "#bin/demo/world";

async function chair(stage: Stage, asOf: string): Promise<unknown> {
  const answer = await stage.amina.query({ query: "parties", dialogueId: DIALOGUE, asOf });
  return answer["chair"];
}

const HANDED = "The chair of the dialogue passes at this meeting";

/** The meeting takes place; inside it the chair passes; at the end of its last session it has ended. */
export async function meet(stage: Stage): Promise<void> {
  const early = await stage.amina.command("hand-over-chair.v1", {
    convocationId: MEETING,
    part: "som-8",
    from: "NL",
    to: "SS",
    reason: HANDED,
  });
  stage.checks.equal("the chair cannot pass before the meeting", early.code, "outside-the-meeting");
  await stage.until("2022-03-23T14:30:00Z");
  stage.checks.equal(
    "the Netherlands has the chair when the second day begins",
    await chair(stage, "2022-03-22"),
    "NL",
  );
  await stage.done(stage.amina, "hand-over-chair.v1", {
    convocationId: MEETING,
    part: "som-8",
    from: "NL",
    to: "SS",
    reason: HANDED,
  });
  stage.checks.equal("South Sudan has the chair after the hand-over", await chair(stage, "2022-03-23"), "SS");
  stage.say("inside the meeting the chair passes from the Netherlands to South Sudan");
  await stage.until("2022-03-23T15:05:00Z");
  stage.checks.equal("the meeting has ended", (await stage.board()).state, "ended");
  const { document } = await stage.amina.query({ query: "document", documentId: "som-8-readout" });
  stage.checks.equal(
    "a readout is expected",
    typeof document === "object" && document !== null && "state" in document ? document.state : undefined,
    "expected",
  );
  stage.say("the last session ends, and with it the meeting; a readout is expected");
}

/** The readout: drafted by one, cleared and published by another, in two languages; told to participants and members; shown to everybody. */
export async function publish(stage: Stage): Promise<void> {
  await stage.until("2022-03-30T08:00:00Z");
  await document(stage, {
    id: "som-8-readout",
    part: "som-8",
    kind: "readout",
    audience: "public",
    title: {
      en: "Readout of the 8th Senior Officials’ Meeting",
      fr: "Compte rendu de la 8e réunion des hauts fonctionnaires",
    },
    texts: { en: "som-8-readout.en.txt", fr: "som-8-readout.fr.txt" },
  });
  const notices = await stage.letters("notice");
  stage.say(`the readout is out in English and French; ${notices.length} notices to participants and members`);
  await expectNotices(stage, notices);

  const { siteUrl } = stage.stack;
  const home = await text(`${siteUrl}/?lang=en`);
  const feed = await text(`${siteUrl}/feed.atom`);
  const page = await text(`${siteUrl}/documents/som-8-readout`);
  stage.checks.holds(
    "the public page shows the readout",
    home.body.includes("Readout of the 8th Senior Officials") &&
      page.body.includes("South Sudan") &&
      page.body.includes("Soudan du Sud"),
  );
  stage.checks.holds(
    "the Atom feed shows it",
    feed.body.includes("<entry>") && feed.body.includes("/documents/som-8-readout"),
  );
  stage.say(`the public page and the Atom feed show it (${siteUrl}/ · /feed.atom)`);
}

/** Participants and members, each once: the board's registered people and the invitees of member States, from the table. */
async function expectNotices(stage: Stage, notices: readonly Letter[]): Promise<void> {
  const { parties } = await stage.amina.query({ query: "parties", dialogueId: DIALOGUE, asOf: "2022-03-22" });
  const members = new Set(
    Array.isArray(parties)
      ? parties.filter((party: { member: boolean }) => party.member).map((party: { code: string }) => party.code)
      : [],
  );
  const board = await stage.board();
  const invitees = board.parties.filter(({ code }) => members.has(code)).reduce((sum, { invited }) => sum + invited, 0);
  const addresses = new Set(notices.map(({ to }) => to));
  const confirmed = new Set((await stage.letters("confirmation")).map(({ to }) => to));
  const cancelled = new Set((await stage.letters("cancellation")).map(({ to }) => to));
  const others = [...confirmed].filter(
    (address) =>
      !cancelled.has(address) && !world.contacts.some(({ email, party }) => email === address && members.has(party)),
  );
  stage.checks.equal(
    "the notice goes to every invitee of a member and to every other participant, once each",
    [notices.length, addresses.size],
    [invitees + others.length, invitees + others.length],
  );
}

/** A document for the Steering Committee, invented for the demo: open to the committee's delegations by their own link, closed to all others. */
export async function closedDocument(stage: Stage): Promise<void> {
  await document(stage, {
    id: "sc-2022-03-note",
    part: "sc-2022-03",
    kind: "note",
    audience: "steering-committee",
    title: { en: "Note for the Steering Committee (invented for the demo)" },
    texts: { en: "sc-2022-03-note.en.txt" },
  });
  const { siteUrl } = stage.stack;
  const notices = (await stage.letters("notice")).filter((letter) => letter.text.includes("/d/"));
  const committee = new Set(
    (await stage.board()).parties.filter(({ parts }) => "sc-2022-03" in parts).map(({ code }) => code),
  );
  const outside = notices.filter(
    ({ to }) =>
      !world.contacts.some(({ email, party }) => email === to && committee.has(party)) &&
      !to.startsWith("director.") &&
      !to.startsWith("counsellor."),
  );
  stage.checks.equal("nobody outside the committee is told of its document", outside.length, 0);
  stage.checks.holds("the committee is told", notices.length > 0);
  const link = notices[0]?.text.split(/\s+/).find((word) => word.startsWith(`${siteUrl}/d/`)) ?? "";
  const open = await text(link);
  stage.checks.holds("a committee member's link opens it", open.status === 200 && open.body.includes("invented"));
  const answerToken =
    new URL(
      linkIn(
        (await stage.letters("invitation"))[0] ?? {
          to: "",
          subject: "",
          html: "",
          text: "",
          kind: "",
          calendars: [],
          at: 0,
        },
        siteUrl,
      ),
    ).pathname
      .split("/")
      .at(-1) ?? "";
  for (const [who, address] of [
    ["the public", `${siteUrl}/documents/sc-2022-03-note`],
    ["a link of another scope", `${siteUrl}/d/${answerToken}/sc-2022-03-note`],
  ] as const) {
    const closed = await text(address);
    stage.checks.holds(
      `the committee's document stays closed to ${who} (${closed.status})`,
      closed.status === 404 && !closed.body.includes("demonstration"),
    );
  }
  const home = await text(`${siteUrl}/`);
  stage.checks.holds(
    "it stands on no public page and in no feed",
    !home.body.includes("sc-2022-03-note") && !(await text(`${siteUrl}/feed.atom`)).body.includes("sc-2022-03-note"),
  );
  stage.say(`a note for the committee (invented): ${notices.length} own links open it, closed to all others`);
}

async function document(
  stage: Stage,
  asked: {
    id: string;
    part: string;
    kind: string;
    audience: string;
    title: object;
    texts: { [language: string]: string };
  },
): Promise<void> {
  const { amina, bilal } = stage;
  await stage.done(amina, "draft-document.v1", {
    documentId: asked.id,
    convocationId: MEETING,
    part: asked.part,
    kind: asked.kind,
    audience: asked.audience,
    title: asked.title,
  });
  for (const [language, file] of Object.entries(asked.texts))
    await stage.done(amina, "add-rendition.v1", {
      documentId: asked.id,
      language,
      fileId: await stage.file(world.text(file)),
    });
  const own = await amina.command("clear-document.v1", { documentId: asked.id });
  stage.checks.equal("whoever wrote a document may not clear it", own.code, "four-eyes");
  await stage.done(bilal, "clear-document.v1", { documentId: asked.id });
  await stage.done(bilal, "publish-document.v1", { documentId: asked.id });
  await stage.stack.advance({ minutes: 3 });
}

async function text(address: string): Promise<{ status: number; body: string }> {
  const answer = await visit(address);
  return { status: answer.status, body: await answer.text() };
}
