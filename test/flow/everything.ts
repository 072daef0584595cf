import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { marshall } from "@aws-sdk/util-dynamodb";
import { putCommand } from "#bin/convoke/event";
import { tagsCommandOf } from "#bin/demo/calendar";
import { answer } from "#bin/demo/delegate";
import { linkIn } from "#bin/demo/mailbox";
import { closedDocument, meet, publish } from "#bin/demo/meeting";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { DIALOGUE, MEETING, MEMBERS_ROUND } from "#bin/demo/world";
import type { Stack } from "#lib/local/stack";
import { dialogue, done, hashOf, prepare, release, rows } from "./play.ts";

/** What the stage does once a year and once in a blue moon, with four parties: every function does everything that it may. */
export async function everything(stack: Stack): Promise<void> {
  const stage = new Stage(stack, new Timeline(true));
  const parties = dialogue(["NL", "FR", "EG", "SS"]);
  await prepare(stage, parties);
  const fileId = await stage.file(parties.contactsFile);
  await done(stage, stage.amina, "import-contacts.v1", { dialogueId: DIALOGUE, fileId, format: "json" });
  await meetingsOfThePast(stage);
  await missingFiles(stage);
  // The round is frozen: its page finds out that somebody else is named now.
  await newFocalPoint(stage, "EG");
  await pausedTestMail(stage);
  await stoppedAndReplacedRound(stage);
  await answers(stage);
  await changes(stage);
  await meet(stage);
  await done(stage, stage.amina, "mark-attendance.v1", {
    convocationId: MEETING,
    part: "som-8",
    party: "EG",
    all: true,
  });
  await publish(stage);
  await closedDocument(stage);
  await questions(stage);
  await lostAndBroken(stage);
}

/** Two meetings that are only recorded, of which the second goes on from the first and names tags. */
async function meetingsOfThePast(stage: Stage): Promise<void> {
  await done(stage, stage.amina, "define-tags.v1", tagsCommandOf());
  const past = { dialogueId: DIALOGUE, kind: "thematic-meeting", title: { en: "Of the past" }, hosts: ["EG"] };
  const day = (from: string) => ({ dates: { from, until: from } });
  await done(stage, stage.amina, "record-meeting.v1", { ...past, meetingId: "past-1", ...day("2019-09-24") });
  const second = { ...past, meetingId: "past-2", buildsOn: ["past-1"], ...day("2020-09") };
  await done(stage, stage.amina, "record-meeting.v1", { ...second, domains: { scheme: "jvap-2015", codes: ["2"] } });
}

/** A file that nobody handed in: only who may list a bucket is told that it is not there. */
async function missingFiles({ amina }: Stage): Promise<void> {
  const fileId = "nobody-handed-it-in";
  await amina.command("import-parties.v1", { dialogueId: DIALOGUE, fileId, format: "json" });
  await amina.command("draft-document.v1", {
    documentId: "a-note",
    convocationId: MEETING,
    part: "som-8",
    kind: "note",
    audience: "public",
    title: { en: "A note" },
  });
  await amina.command("add-rendition.v1", { documentId: "a-note", language: "en", fileId });
}

/** A party names somebody else while its invitation is under way. */
async function newFocalPoint(stage: Stage, party: string): Promise<void> {
  await done(stage, stage.amina, "change-focal-point.v1", {
    dialogueId: DIALOGUE,
    party,
    rank: "primary",
    name: "Ms Focal Example",
    email: `new.focal.point.${party.toLowerCase()}@example.org`,
    language: "en",
    since: "2022-01-20",
    evidence: "NV 7/2022",
  });
}

/** A mail that meets a paused account goes to the pump, which looks again. */
async function pausedTestMail(stage: Stage): Promise<void> {
  const { stack, amina } = stage;
  stack.ses.change({ sendingEnabled: false });
  await done(stage, amina, "test-round.v1", { roundId: MEMBERS_ROUND, to: "amina@example.org", party: "EG" });
  await stack.advance({ minutes: 1 });
  stack.ses.change({ sendingEnabled: true });
  await stack.advance({ minutes: 30 });
}

/** A round that a small quota holds up is stopped; another one invites the same parties in its place. */
async function stoppedAndReplacedRound(stage: Stage): Promise<void> {
  const { stack, amina, bilal } = stage;
  stack.ses.change({ max24HourSend: 5, sendingEnabled: false });
  await release(stage);
  await newFocalPoint(stage, "SS");
  stack.ses.change({ sendingEnabled: true });
  await stack.advance({ minutes: 15 });
  await done(stage, amina, "stop-round.v1", { roundId: MEMBERS_ROUND });
  stack.ses.change({ max24HourSend: 50_000 });
  const roundId = "som-8-again";
  await done(stage, amina, "draft-round.v1", {
    roundId,
    convocationId: MEETING,
    template: "invitation",
    audience: { members: true },
  });
  await done(stage, amina, "submit-round.v1", { roundId });
  const hash = await hashOf(stage, roundId);
  await done(stage, bilal, "review-round.v1", { roundId, hash });
  await done(stage, bilal, "release-round.v1", { roundId, hash });
  await stack.advance({ minutes: 30 });
}

/** One comes and then does not, one comes, one answered by letter, and who is silent is reminded. */
async function answers(stage: Stage): Promise<void> {
  const { stack, amina } = stage;
  const invitations = await stage.letters("invitation");
  const link = (code: string) => {
    const mine = invitations.filter(({ to }) => to === `focal.point.${code.toLowerCase()}@example.org`).at(-1);
    if (!mine) throw new Error(`Nobody invited ${code}`);
    return linkIn(mine, stack.siteUrl);
  };
  await answer(link("NL"), { answer: "come" });
  await answer(link("FR"), { answer: "come", other: { name: "A Stranger", email: "stranger@example.org" } });
  await answer(link("FR"), { answer: "come" });
  await stack.advance({ minutes: 1 });
  await answer(link("FR"), { answer: "no-part" });
  await done(stage, amina, "record-answer.v1", {
    convocationId: MEETING,
    party: "EG",
    answer: "come",
    parts: ["som-8"],
    name: "Ms Delegate Example",
    email: "delegate.eg@example.org",
    channel: "note-verbale",
    reference: "NV 12/2022",
    reason: "The embassy answered by note verbale",
  });
  await stack.advance("2022-02-18T08:03:00Z");
  await stack.advance("2022-03-19T08:03:00Z");
}

/** Two changes that lie so close that the mails about the first have not left: those about the second say both. */
async function changes(stage: Stage): Promise<void> {
  const { stack, amina } = stage;
  stack.ses.change({ sendingEnabled: false });
  for (const venue of ["Hall A", "Hall B"]) {
    await done(stage, amina, "relocate-meeting.v1", {
      convocationId: MEETING,
      reason: "The hall",
      city: "Rome",
      country: "IT",
      venue,
    });
    await stack.settle();
  }
  stack.ses.change({ sendingEnabled: true });
  await stack.advance({ minutes: 30 });
  await anotherDay(stage);
}

/** The committee meets a day earlier; a note that names the day before is marked. */
async function anotherDay(stage: Stage): Promise<void> {
  const { stack, amina } = stage;
  await done(stage, amina, "draft-document.v1", {
    documentId: "early-note",
    convocationId: MEETING,
    part: "sc-2022-03",
    kind: "note",
    audience: "steering-committee",
    title: { en: "Early note" },
  });
  const fileId = await stage.file("The committee meets on 22 March 2022.");
  await done(stage, amina, "add-rendition.v1", { documentId: "early-note", language: "en", fileId });
  await done(stage, amina, "reschedule-meeting.v1", {
    convocationId: MEETING,
    reason: "The room",
    parts: [{ id: "sc-2022-03", sessions: [{ day: "2022-03-21", from: "09:00", until: "12:00" }] }],
    answersBy: "2022-03-20T12:00",
    namesBy: "2022-03-20T12:00",
  });
  await stack.advance({ minutes: 30 });
}

async function questions({ amina, stack }: Stage): Promise<void> {
  await amina.query({ query: "audit", object: `RND#${MEMBERS_ROUND}` });
  await amina.query({ query: "text", documentId: "som-8-readout", language: "en" });
  // Nothing was restored here: it says so, and no more.
  await amina.command("settle-mails.v1", {});
  for (const path of ["", `/${MEETING}`, `/${MEETING}/rounds`, `/${MEETING}/delegations`]) await other(stack, path);
}

/** A question of another system, with a signature whose key this machine does not check. */
async function other({ siteUrl, region }: Stack, path: string): Promise<void> {
  const scope = `registry/20220131/${region}/execute-api/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=x`;
  const { status } = await fetch(`${siteUrl}/api/v1/meetings${path}`, { headers: { authorization } });
  if (status !== 200) throw new Error(`/api/v1/meetings${path} answered ${status}`);
}

/** What only goes wrong: a command that nobody knows, rows of the ledger that are not ours, batches that relay and export gave up on. */
async function lostAndBroken({ stack }: Stage): Promise<void> {
  const { region, endpoint, outputs } = stack;
  const options = { region, endpoint, credentials: { accessKeyId: "an-administrator", secretAccessKey: "local" } };
  await putCommand(
    { region, endpoint, bus: outputs["BusName"] ?? "" },
    { source: "convoke.secretariat", type: "dance.v1", detail: { commandId: "dance-1" } },
  );
  const ledger = (await rows(stack, "")).filter(({ prev }) => prev !== undefined);
  const [urgent = {}] = ledger.filter(({ mails }) => Array.isArray(mails));
  const dynamo = new DynamoDBClient(options);
  const put = async (row: object) =>
    dynamo.send(new PutItemCommand({ TableName: outputs["LedgerTable"], Item: marshall(row) }));
  await put({ pk: "CNV#unreadable", sk: "00000001#0" });
  await put({ ...urgent, actor: "somebody-else" });
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  for (const name of ["relay-ledger", "relay-exports"]) {
    const record = { eventName: "MODIFY", dynamodb: { SequenceNumber: "1", NewImage: marshall(urgent) } };
    const requestContext = { functionArn: `arn:aws:lambda:${region}:000000000000:function:${name}` };
    const Body = JSON.stringify({ requestContext, payload: { Records: [record] } });
    await s3.send(new PutObjectCommand({ Bucket: outputs["DocumentsBucket"], Key: `aws/lambda/${name}`, Body }));
  }
  await stack.advance({ days: 1 });
}
