import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import ICAL from "ical.js";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { crowdContacts, crowdParties } from "#bin/bench/crowd";
import { boardAnswer } from "#bin/convoke/board";
import { answer } from "#bin/demo/delegate";
import { languageOf } from "#bin/demo/languages";
import { linkIn } from "#bin/demo/mailbox";
import { world } from "#bin/demo/world";
import { detailOf, ledgerRow } from "#records/ledger";
import { dialogue } from "#test/flow/play";
import { errorsLogged, rowsOf } from "./aws.ts";
import { whyIn } from "./cdk.ts";
import { firstHour, wordsOf } from "./first-hour.ts";
import { House } from "./house.ts";
import { meetingLater, meetingSoon } from "./meetings.ts";
import { REGION, ROOT_USER } from "./ministack.ts";
import { EDITION_HEADER, nextVersion } from "./next-version.ts";
import { until } from "./until.ts";

const PARTIES = ["NL", "FR", "EG"];
const CROWD = 300;
const FOCAL_POINT = "focal.point.nl@example.org";
const SOON = "deploy-soon";
const LATER = "deploy-later";
const outputs = z.record(z.string(), z.record(z.string(), z.string()));

let house: House;
let site: string;
beforeAll(async () => {
  house = await House.open();
}, 240_000);
afterAll(() => house?.close());
afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  for (const line of await errorsLogged(house.aws, "dev")) console.error(line);
});

const at = () => ({ region: REGION, endpoint: house.aws.endpoint, credentials: ROOT_USER });
const output = (stack: string, key: string) =>
  outputs.parse(JSON.parse(readFileSync(house.outputsFile, "utf-8")))[`convoke-dev-${stack}`]?.[key] ?? "";
const board = async (meeting: string) => boardAnswer.parse(await house.done("amina", "board", meeting));
const addressesOf = (codes: readonly string[]) =>
  codes.flatMap((code) => world.contactsOf(code).map(({ email }) => email)).sort();

describe("one deployed stage, of which each test is the next chapter", () => {
  test("the account is bootstrapped, and plain `npx cdk deploy` deploys the whole stage", async () => {
    const [bootstrap = "", deploy = ""] = firstHour().filter((line) => line.startsWith("npx cdk "));
    const bootstrapped = await house.cdk([...wordsOf(bootstrap).slice(2), "--no-notices"]);
    expect(bootstrapped.code, whyIn(bootstrapped.text)).toBe(0);
    house.say(`ops bootstraps the account: ${bootstrap}`);
    const words = wordsOf(deploy)
      .slice(2)
      .map((word) => (word === "cdk-outputs.dev.json" ? house.outputsFile : word));
    expect(words).toEqual(["deploy", "--outputs-file", house.outputsFile]);
    const deployed = await house.cdk([...words, "--no-notices", "--require-approval", "never"]);
    expect(deployed.code, whyIn(deployed.text)).toBe(0);
    for (const stack of ["record", "workflow", "front-door"])
      expect(deployed.text).toMatch(new RegExp(`✅ +convoke-dev-${stack}\\n`));
    house.say(`ops deploys: ${deploy}; three stacks`);
  });

  test("the outputs are those that people and the command line read", () => {
    expect(outputs.parse(JSON.parse(readFileSync(house.outputsFile, "utf-8")))).toMatchObject({
      "convoke-dev-record": {
        SiteUrl: expect.stringMatching(/^https:\/\/\w+\.execute-api\./),
        RecordsTable: expect.stringMatching(/^convoke-dev-record-Records/),
        LedgerTable: expect.stringMatching(/^convoke-dev-record-Ledger/),
        DocumentsBucket: expect.stringMatching(/^convoke-dev-record-documents/),
        ExportsBucket: expect.stringMatching(/^convoke-dev-record-lockedexports/),
        StaffPool: expect.stringMatching(/^eu-west-1_/),
      },
      "convoke-dev-workflow": {
        BusName: expect.stringMatching(/^convokedevworkflowBus/),
        ScheduleGroup: expect.stringMatching(/^convoke-dev-workflow-Schedules/),
        MailUrgentQueueUrl: expect.stringMatching(/mailurgentQueue/),
        MailBulkQueueUrl: expect.stringMatching(/mailbulkQueue/),
        ConfigurationSet: expect.stringMatching(/ConfigurationSet/),
      },
    });
    site = output("record", "SiteUrl");
    house.say(`the site is ${site}`);
  });

  test("with --stage the secretariat imports, convenes and drafts, each as who their credentials say", async () => {
    await house.peopleCome();
    const { contactsFile } = dialogue(PARTIES);
    await house.done("amina", "import", "parties", house.file("parties.json", world.partiesFile()));
    await house.done("amina", "import", "contacts", house.file("contacts.json", contactsFile));
    house.say(`amina imports the parties, and the contacts of ${PARTIES.join(", ")}`);
    await house.done("amina", "convene", house.file("soon.json", meetingSoon(SOON, "Deployment meeting")));
    await house.done("amina", "round", "draft", "soon-1", "--meeting", SOON, "--audience", PARTIES.join(","));
    expect(await house.done("amina", "round", "submit", "soon-1")).toMatchObject({ invitees: 9, delegations: 3 });
    house.say("amina convenes a meeting that begins in a minute or two, and drafts a round to nine");
    expect(await house.asked("amina", ["round", "release", "soon-1"])).toMatchObject({ code: "four-eyes" });
    house.say("amina may not release her own round");
  });

  test("a person reviews; an event on the bus releases; each invitee has one mail in their language", async () => {
    await house.done("bilal", "round", "review", "soon-1");
    const { round } = z
      .looseObject({ round: z.looseObject({ hash: z.string() }) })
      .parse(await house.done("bilal", "round", "show", "soon-1"));
    const detail = { commandId: "release-soon-1", roundId: "soon-1", hash: round.hash };
    await house.done("timer", "event", "release-round.v1", "--file", house.file("release.json", detail));
    house.say("bilal reviews; a machine's put-events (convoke.secretariat) releases");

    const invitations = await house.lettersCome("invitation", 9);
    expect(invitations.map(({ to }) => to).sort()).toEqual(addressesOf(PARTIES));
    for (const letter of invitations)
      expect(languageOf(letter)).toBe(world.contacts.find(({ email }) => email === letter.to)?.language);
    const captured = await house.post.capturedBySes();
    expect(captured.map(({ To }) => To.join()).sort()).toEqual(addressesOf(PARTIES));
  });

  test("the board says sent, and delivered once SES has said so", async () => {
    await until("nine mails that are sent", async () => ((await board(SOON)).mails.sent === 9 ? true : undefined));
    // MiniStack's SES tells no event (cannot.ts): a board that said delivered by itself would say that this is over.
    expect((await board(SOON)).mails).toEqual({ waiting: 0, sent: 9, notSent: 0, unknown: 0, delivered: 0 });
    await house.post.tellDelivered();
    await until("nine mails that are delivered", async () =>
      (await board(SOON)).mails.delivered === 9 ? true : undefined,
    );
    house.say("SES says so on the default bus: 9 delivered");
  });

  test("a link shows, its form answers: registered, with a receipt and a calendar object", async () => {
    const captured = await house.post.capturedBySes();
    const linkOf = (address: string) =>
      linkIn({ to: address, text: captured.find(({ To }) => To.includes(address))?.BodyText ?? "" }, site);
    const page = await answer(linkOf(FOCAL_POINT), { answer: "come" });
    expect(page).toContain("Focal point of Netherlands");
    house.say(`${FOCAL_POINT} opens the link of the mail and posts the form: comes`);
    await answer(linkOf("focal.point.eg@example.org"), { answer: "no-part" });
    house.say("focal.point.eg@example.org: takes no part");

    const [confirmation] = await house.lettersCome("confirmation", 1);
    expect(confirmation?.to).toBe(FOCAL_POINT);
    const calendars = (confirmation?.calendars ?? []).map((text) => new ICAL.Component(ICAL.parse(text)));
    expect(calendars.map((each) => each.getFirstPropertyValue("method"))).toEqual(["REQUEST"]);
    expect((await house.lettersCome("receipt", 2)).map(({ to }) => to).sort()).toEqual([
      "focal.point.eg@example.org",
      FOCAL_POINT,
    ]);
    // What MiniStack's SES keeps of it (cannot.ts) has no calendar object.
    const kept = (await house.post.capturedBySes()).find(({ Subject }) => Subject === confirmation?.subject);
    expect(JSON.stringify(kept)).not.toContain("BEGIN:VCALENDAR");
    const answers = await until("one registration", async () => {
      const { parties } = await board(SOON);
      return parties.some(({ registered }) => registered === 1) ? parties : undefined;
    });
    expect(Object.fromEntries(answers.map(({ code, answer }) => [code, answer]))).toEqual({
      NL: "coming",
      EG: "regrets",
      FR: "silent",
    });
    house.say("board: NL comes, EG does not, FR is silent; one registered");
  });

  test("an update with a changed function and a new event version, in the midst of a round of 300, loses and doubles nothing", async () => {
    const next = nextVersion(join(house.aws.folder, "next"));
    const synthesized = await house.cdk(["synth", "--quiet", "--no-notices"], { folder: next });
    expect(synthesized.code, whyIn(synthesized.text)).toBe(0);

    await house.done("amina", "import", "parties", house.file("crowd.json", crowdParties(CROWD)));
    await house.done("amina", "import", "contacts", house.file("crowd.csv", crowdContacts(CROWD)));
    await house.done("amina", "convene", house.file("later.json", meetingLater(LATER, "Meeting of three hundred")));
    const codes = Array.from({ length: Math.ceil(CROWD / 40) }, (_, place) => `ZZ${String(place).padStart(3, "0")}`);
    await house.done("amina", "round", "draft", "later-1", "--meeting", LATER, "--audience", codes.join(","));
    expect(await house.done("amina", "round", "submit", "later-1")).toMatchObject({ invitees: CROWD });
    // A function that is ended between SES's answer and its own row (cannot.ts) knows from SES's event that the mail left.
    house.post.tellAlong();
    await house.done("bilal", "round", "release", "later-1");
    const ofTheCrowd = () => house.post.mailbox.filter(({ to }) => to.join().startsWith("person."));
    await until("the first of the three hundred", () => (ofTheCrowd().length > 0 ? true : undefined));
    house.say("bilal releases a round of 300; while it leaves, ops deploys the next version");

    const before = ofTheCrowd().length;
    const deployed = await house.cdk(["deploy", "--no-notices", "--require-approval", "never"], {
      folder: next,
      assembly: "cdk.out",
    });
    expect(deployed.code, whyIn(deployed.text)).toBe(0);
    house.say(`deployed: ${before} had left when it began, ${ofTheCrowd().length} when it was done`);
    await until(
      "three hundred mails that are sent",
      async () => ((await board(LATER)).mails.sent === CROWD ? true : undefined),
      180,
    );
    await house.post.told();
    const olds = ofTheCrowd().filter(({ raw }) => !raw.includes(EDITION_HEADER)).length;
    house.say(`300 sent: ${olds} by the old version, ${ofTheCrowd().length - olds} by the new one`);
    expect(olds).toBeGreaterThan(0);
    expect(olds).toBeLessThan(CROWD);
    await oneEach();

    // Version 1, late, a second time: the new version still takes it, and nothing is sent again.
    const facts = (await ledgerOf("mail.batch-opened.v1")).filter(({ pk }) => pk.includes("later-1"));
    expect(facts.length).toBeGreaterThan(0);
    const late = facts.slice(0, 10).map((row) => ({
      EventBusName: output("workflow", "BusName"),
      Source: "convoke",
      DetailType: row.type,
      Detail: JSON.stringify(detailOf(row)),
    }));
    await new EventBridgeClient(at()).send(new PutEventsCommand({ Entries: late }));
    await house.done("amina", "round", "draft", "later-2", "--meeting", LATER, "--audience", PARTIES.join(","));
    await house.done("amina", "round", "submit", "later-2");
    await house.done("bilal", "round", "release", "later-2");
    const ofTheSecond = () =>
      house.post.mailbox.filter(
        ({ to, tags, raw }) =>
          tags["kind"] === "invitation" && !to.join().startsWith("person.") && raw.includes(EDITION_HEADER),
      );
    await until("nine mails of the second round", () => (ofTheSecond().length >= 9 ? true : undefined));
    await until("nine more that are sent", async () =>
      (await board(LATER)).mails.sent === CROWD + 9 ? true : undefined,
    );
    expect(
      ofTheSecond()
        .map(({ to }) => to.join())
        .sort(),
    ).toEqual(addressesOf(PARTIES));
    expect((await ledgerOf("mail.batch-opened.v2")).length).toBeGreaterThan(0);
    await oneEach();
    house.say("facts of version 1 come again and do nothing; a round of 9 leaves by facts of version 2");

    async function oneEach(): Promise<void> {
      const expected = Array.from({ length: CROWD }, (_, place) => `person.${place}@example.org`).sort();
      expect(
        ofTheCrowd()
          .map(({ to }) => to.join())
          .sort(),
      ).toEqual(expected);
      const captured = (await house.post.capturedBySes()).map(({ To }) => To.join());
      expect(captured.filter((to) => to.startsWith("person.")).sort()).toEqual(expected);
    }
  });

  test("the schedule fires: the meeting has ended and a readout is expected; it is published and the public page shows it", async () => {
    await until("the meeting's end", async () => ((await board(SOON)).state === "ended" ? true : undefined), 240);
    house.say("the last session is over: the schedule ended the meeting, a readout is expected");
    const id = await until("a readout that is expected", async () => {
      const { documents } = z
        .looseObject({ documents: z.array(z.looseObject({ id: z.string(), state: z.string() })) })
        .parse(await house.done("amina", "document", "list", "--meeting", SOON));
      return documents.find(({ state }) => state === "expected")?.id;
    });
    const title = "Readout of the deployment meeting";
    await house.done(
      "amina",
      "document",
      "draft",
      id,
      "--meeting",
      SOON,
      "--part",
      `${SOON}-plenary`,
      "--title",
      title,
    );
    const text = house.file("readout.txt", world.text("som-8-readout.en.txt"));
    await house.done("amina", "document", "add", id, text, "--language", "en");
    expect(await house.asked("amina", ["document", "clear", id])).toMatchObject({ code: "four-eyes" });
    await house.done("bilal", "document", "clear", id);
    await house.done("bilal", "document", "publish", id);
    const home = await (await fetch(`${site}/?lang=en`)).text();
    expect(home).toContain(title);
    expect(await (await fetch(`${site}/documents/${id}`)).text()).toContain("South Sudan");
    expect(await (await fetch(`${site}/feed.atom`)).text()).toContain(`/documents/${id}`);
    house.say(`bilal clears and publishes; ${site}/documents/${id} shows it`);
    await house.lettersCome("notice", 1);
  });

  test("behind the scenes nothing failed: no error logged, nothing given up on, every chain whole", async () => {
    const { deadLetters } = z
      .looseObject({ deadLetters: z.array(z.looseObject({ count: z.number(), function: z.string() })) })
      .parse(await house.done("ops", "dead-letters", "list"));
    expect(deadLetters.length).toBeGreaterThan(15);
    expect(deadLetters.filter(({ count }) => count > 0)).toEqual([]);
    expect(await errorsLogged(house.aws, "dev")).toEqual([]);
    for (const meeting of [SOON, LATER])
      expect(await house.done("amina", "audit", "verify", "--meeting", meeting)).toMatchObject({ accepted: true });
  });

  test("the other commands of README's first hour do what it says, word by word; a round's mail comes to oneself", async () => {
    const lines = firstHour().filter((line) => line.startsWith("npx convoke "));
    expect(lines.length).toBeGreaterThanOrEqual(9);
    rmSync("build/first-meeting.json", { force: true });
    for (const line of lines) {
      const { code, text } = await house.typedAs("chen", wordsOf(line).slice(2), {
        CONVOKE_OUTPUTS: house.outputsFile,
      });
      expect(code, `${line}\n${text}`).toBe(0);
      house.say(`chen: ${line}`);
    }
    const [test] = await house.lettersCome("test", 1);
    expect(test).toMatchObject({ to: "amina@example.org", subject: expect.stringContaining("[TEST]") });
  });

  test("deployed once more, nothing changes; of two deploys from one folder the second says why it does not", async () => {
    const folder = join(house.aws.folder, "next");
    const args = ["deploy", "--no-notices", "--require-approval", "never"];
    const both = await Promise.all([house.cdk(args, { folder }), house.cdk(args, { folder })]);
    const [first, second] = both.sort((a, b) => (a.code ?? 1) - (b.code ?? 1));
    expect(first?.code, whyIn(first?.text ?? "")).toBe(0);
    for (const stack of ["record", "workflow", "front-door"])
      expect(first?.text).toContain(`convoke-dev-${stack} (no changes)`);
    expect(second?.code, whyIn(second?.text ?? "")).toBe(1);
    expect(second?.text).toMatch(/(Other|Another) CLIs? \(PIDs?=\d+\) (is|are) currently/);
    house.say("ops deploys twice at once: one finds no changes, the other says that one is under way");
  });

  test("`npx cdk destroy` takes the stage away; what was recorded stays, and it says so", async () => {
    const kept = ["RecordsTable", "LedgerTable", "DocumentsBucket", "ExportsBucket"].map((key) =>
      output("record", key),
    );
    const destroyed = await house.cdk(["destroy", "--force"], { folder: join(house.aws.folder, "next") });
    expect(destroyed.code, whyIn(destroyed.text)).toBe(0);
    const said = destroyed.text.slice(destroyed.text.indexOf("Destroying a stage keeps"));
    expect(said).toMatch(/DynamoDB GlobalTable: convoke-dev-record-Records/);
    expect(said).toMatch(/DynamoDB GlobalTable: convoke-dev-record-Ledger/);
    expect(said).toMatch(/S3 Bucket: convoke-dev-record-Documents/);
    expect(said).toMatch(/S3 Bucket: convoke-dev-record-LockedExports/);
    expect(said).toMatch(/Cognito UserPool: convoke-dev-record-Staff/);
    expect(said).toMatch(/SecretsManager Secret: convoke-dev-record-LinkSecret/);
    for (const line of said.trim().split("\n")) house.say(line);

    const [records, ledger, ...buckets] = kept;
    expect((await rowsOf(house.aws, records)).length).toBeGreaterThan(CROWD);
    expect((await rowsOf(house.aws, ledger)).length).toBeGreaterThan(0);
    const s3 = new S3Client({ ...at(), forcePathStyle: true });
    for (const Bucket of buckets) expect(await s3.send(new HeadBucketCommand({ Bucket }))).toBeDefined();
    const gone = await house.typed("amina", ["board", SOON], "dev");
    expect(gone).toMatchObject({
      code: 1,
      text: expect.stringContaining("The stage dev is not deployed in eu-west-1"),
    });
  });
});

async function ledgerOf(type: string) {
  return (await rowsOf(house.aws, output("record", "LedgerTable")))
    .filter((row) => row["type"] === type)
    .map((row) => ledgerRow.parse(row));
}
