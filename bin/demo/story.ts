import ICAL from "ical.js";
import { exportSource } from "#bin/convoke/export-source";
import { compareExports } from "#bin/convoke/exports";
import { delegations, invite, inviteByEvent, scan, secondClick } from "#bin/demo/acts";
import { languageOf } from "#bin/demo/languages";
import { closedDocument, meet, publish } from "#bin/demo/meeting";
import { bounce } from "#bin/demo/nothing-personal";
import { meetingReminder, reminderStep } from "#bin/demo/reminders";
import type { Stage } from "#bin/demo/stage";
import { sums, turnoutTable } from "#bin/demo/turnout";
import { world } from "#bin/demo/world";

/** The main job, from a convened meeting to a published report. Every figure that it prints is checked. */
export async function story(stage: Stage): Promise<void> {
  await invite(stage);
  await inviteByEvent(stage);
  await invitationsArrived(stage);
  await bounce(stage);
  await scan(stage);

  await stage.until("2022-02-02T09:00:00Z");
  stage.say(
    `${await delegations(stage, "at-once")} forms are posted: yes, regrets, a colleague, names to follow, a forwarded link`,
  );
  stage.checks.holds(
    "the second click shows what was recorded",
    (await secondClick(stage, "NL")).includes("Focal point of Netherlands"),
  );
  await stage.until("2022-02-16T09:00:00Z");
  stage.say(
    `${await delegations(stage, "second-thoughts")} delegations change their mind; their registrations are cancelled, calendars too`,
  );

  await reminderStep(stage, { at: "2022-02-18T08:00:30Z", name: "T-14" });
  await reminderStep(stage, { at: "2022-02-25T08:00:30Z", name: "T-7" });
  await stage.until("2022-02-26T10:00:00Z");
  stage.say(
    `${await delegations(stage, "after-second-reminder")} delegations answer at last, and are reminded no more`,
  );
  await reminderStep(stage, { at: "2022-03-02T08:00:30Z", name: "T-2" });
  await stage.until("2022-03-09T10:00:00Z");
  stage.say(`${await delegations(stage, "names")} delegations send the names that were to follow`);
  await registrations(stage);
  await meetingReminder(stage, "2022-03-19T08:00:30Z");

  await meet(stage);
  await publish(stage);
  await closedDocument(stage);
  await exported(stage);
  await turnout(stage);
}

/** One mail for each invitee, delivered, in the language of the person. */
async function invitationsArrived(stage: Stage): Promise<void> {
  const board = await stage.board();
  const invitations = await stage.letters("invitation");
  const invited = board.parties.reduce((sum, party) => sum + party.invited, 0);
  const addresses = new Set(invitations.map(({ to }) => to));
  stage.checks.equal("one mail for each invitee, no more", [invitations.length, addresses.size], [invited, invited]);
  stage.checks.equal("every mail was delivered", board.mails.delivered, invited);
  stage.checks.equal(
    "the four numbers add up",
    board.mails.waiting + board.mails.sent + board.mails.notSent + board.mails.unknown,
    invited,
  );
  const languages = Map.groupBy(invitations, languageOf);
  const wrong = invitations.filter(
    (letter) => languageOf(letter) !== world.contacts.find(({ email }) => email === letter.to)?.language,
  );
  stage.checks.equal("each mail is in the person's language", wrong.length, 0);
  const seconds = Math.round(
    (Math.max(...invitations.map(({ at }) => at)) - Math.min(...invitations.map(({ at }) => at))) / 1000,
  );
  const count = (language: string) => languages.get(language)?.length ?? 0;
  stage.say(
    `${invitations.length} mails delivered, one each: en ${count("en")}, fr ${count("fr")}, ar ${count("ar")}; all within ${seconds} s`,
  );
}

/** Each registration in the table has its confirmation with a calendar object that a calendar can read. */
async function registrations(stage: Stage): Promise<void> {
  const board = await stage.board();
  const registered = board.parties.reduce((sum, party) => sum + party.registered, 0);
  const confirmations = await stage.letters("confirmation");
  const cancellations = await stage.letters("cancellation");
  const methods = [...confirmations, ...cancellations].map(({ calendars }) =>
    [...new Set(calendars.map((text) => new ICAL.Component(ICAL.parse(text)).getFirstPropertyValue("method")))].join(),
  );
  stage.checks.equal("every confirmation and cancellation carries a calendar object of its method", methods, [
    ...confirmations.map(() => "REQUEST"),
    ...cancellations.map(() => "CANCEL"),
  ]);
  stage.checks.equal(
    "confirmations less cancellations are the registrations",
    confirmations.length - cancellations.length,
    registered,
  );
  stage.say(
    `${registered} registered: ${confirmations.length} confirmations and ${cancellations.length} cancellations with a calendar object`,
  );
  stage.checks.equal(
    "a forwarded link registers nobody: the proposal waits",
    board.parties.filter(({ proposed }) => proposed > 0).length,
    1,
  );
}

/** What was written into the ledger in seven weeks lies under lock, and the ledger still holds it. */
async function exported(stage: Stage): Promise<void> {
  const { region, endpoint, outputs } = stage.stack;
  const place = { region, endpoint, table: outputs["LedgerTable"] ?? "", bucket: outputs["ExportsBucket"] ?? "" };
  const { facts, sealedDays, findings } = await compareExports(exportSource(place));
  stage.checks.equal("what was exported under lock is what the ledger holds", findings, []);
  stage.checks.holds("every day was sealed", facts > 0 && sealedDays >= 50);
  stage.say(
    `${facts} facts were exported under lock, ${sealedDays} days sealed: the ledger holds each as it was written`,
  );
}

async function turnout(stage: Stage): Promise<void> {
  const board = await stage.board();
  const sum = sums(board);
  stage.checks.equal(
    "parties that come, regret and are silent are all parties",
    sum.coming + sum.regrets + sum.silent,
    sum.parties,
  );
  stage.checks.equal("nothing failed behind the scenes", stage.stack.problems, []);
  stage.timeline.settled();
  stage.timeline.say();
  for (const line of turnoutTable(board)) stage.timeline.say(line);
  stage.timeline.say();
  stage.timeline.say(
    `${sum.invited} invited, ${sum.delivered} delivered · ${sum.parties} parties: ${sum.coming} coming, ${sum.regrets} regret, ${sum.silent} silent`,
  );
  stage.timeline.say(`${sum.participants} participants of ${sum.represented} States and organisations`);
}
