import { answer, open, type Said } from "#bin/demo/delegate";
import { linkIn } from "#bin/demo/mailbox";
import type { Planned } from "#bin/demo/year/convocations";
import { convocations } from "#bin/demo/year/convocations";
import { chosenModules, trainees, type YearManner, yearManner } from "#bin/demo/year/manners";
import { batchOf } from "#bin/demo/year/post";
import type { YearStage } from "#bin/demo/year/stage";
import { contacts } from "#bin/demo/year/world";

/** The delegations that answer by their link at this time. Returns how many forms were sent. */
export async function answers(stage: YearStage, planned: Planned, when: "at-once" | "late"): Promise<number> {
  const letters = await stage.post.letters(batchOf.invitations(planned.roundId));
  const addresses = new Map(letters.map((letter) => [letter.to, letter]));
  const turn = convocations.indexOf(planned);
  let sent = 0;
  for (const [place, code] of [...new Set(contacts.map(({ party }) => party))].entries()) {
    const letter = addresses.get(contacts.find(({ party }) => party === code)?.email ?? "");
    const said = letter && saidBy(code, yearManner(code, place, turn), when, planned, place);
    if (!letter || !said) continue;
    const link = linkIn(letter, stage.stack.siteUrl);
    if (sent === 0) await onePage(stage, planned, link);
    stage.timeline.progress(`${code} answers`);
    await answer(link, said);
    sent++;
  }
  await stage.stack.settle();
  return sent;
}

/** However many meetings a convocation has, one page asks about all that the party is invited to. */
async function onePage(stage: YearStage, { id, meetings }: Planned, link: string): Promise<void> {
  if (meetings[0]?.series === undefined) return;
  const page = await open(link);
  const asked = meetings.filter((meeting) => page.includes(`name="part.${meeting.id}"`));
  stage.checks.equal(`${id}: one page asks about every webinar`, asked.length, meetings.length);
}

function saidBy(
  code: string,
  manner: YearManner,
  when: "at-once" | "late",
  { meetings }: Planned,
  place: number,
): Said | undefined {
  if (meetings.some(({ trainers }) => trainers)) return code in trainees ? undefined : atTraining(code, when);
  if ((manner === "late") !== (when === "late") || manner === "silent") return undefined;
  if (manner === "no-part") return { answer: "no-part" };
  const modules = chosenModules(place);
  const parts = meetings.filter(({ series }) => series === undefined || modules.includes(series.module));
  const comes = { parts: parts.map(({ id }) => id) };
  if (manner !== "colleague") return { answer: "come", ...comes };
  const email = `director.${code.toLowerCase()}@example.org`;
  return { answer: "colleague", colleague: { name: `Director for Migration of ${code}`, email }, ...comes };
}

/** Those of the training's invitees who send nobody; whom the others send, their letters say. */
function atTraining(code: string, when: "at-once" | "late"): Said | undefined {
  return code === "TN" && when === "at-once" ? { answer: "no-part" } : undefined;
}
