import { languageOf } from "#bin/demo/languages";
import type { Stage } from "#bin/demo/stage";
import { world } from "#bin/demo/world";

/** Moves to a step of the ladder and lets it fire: exactly the silent are reminded, nobody else. */
export async function reminderStep(stage: Stage, { at, name }: { at: string; name: string }): Promise<void> {
  const before = (await stage.letters("reminder")).length;
  const silent = (await stage.board()).parties.filter((party) => party.answer === "silent");
  await stage.until(at);
  await stage.stack.advance({ minutes: 3 });
  const reminders = (await stage.letters("reminder")).slice(before);
  const addresses = new Set(reminders.map(({ to }) => to));
  const answered = (await stage.board()).parties.filter((party) => party.answer !== "silent");
  stage.checks.holds(
    `${name}: nobody of a delegation that answered is reminded`,
    answered.every((party) => world.contactsOf(party.code).every(({ email }) => !addresses.has(email))),
  );
  const forgotten = silent.filter((party) => !world.contactsOf(party.code).some(({ email }) => addresses.has(email)));
  stage.checks.equal(
    `${name}: every silent delegation is reminded; left out`,
    forgotten.map(({ code }) => code),
    [],
  );
  stage.checks.equal(`${name}: nobody is reminded twice`, addresses.size, reminders.length);
  stage.checks.equal(
    `${name}: each in their language`,
    reminders.filter(
      (letter) => languageOf(letter) !== world.contacts.find(({ email }) => email === letter.to)?.language,
    ).length,
    0,
  );
  stage.say(`${name}: ${reminders.length} reminders to the ${silent.length} silent delegations, to nobody else`);
}

/** The reminder before the meeting: to registered participants only. */
export async function meetingReminder(stage: Stage, at: string): Promise<void> {
  const before = (await stage.letters("reminder")).length;
  await stage.until(at);
  await stage.stack.advance({ minutes: 3 });
  const reminders = (await stage.letters("reminder")).slice(before);
  const registered = (await stage.board()).parties.reduce((sum, party) => sum + party.registered, 0);
  stage.checks.equal("before the meeting every registered participant is reminded once", reminders.length, registered);
  stage.say(`before the meeting: ${reminders.length} reminders to the ${registered} registered participants`);
}
