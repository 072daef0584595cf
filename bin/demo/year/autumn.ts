import { linkIn } from "#bin/demo/mailbox";
import { convocationOf, morning } from "#bin/demo/year/convocations";
import type { Entry } from "#bin/demo/year/diary";
import { addText, closed, page, publish, readout } from "#bin/demo/year/papers";
import { batchOf } from "#bin/demo/year/post";
import type { YearStage } from "#bin/demo/year/stage";
import { contacts } from "#bin/demo/year/world";

const COMMITTEE = "sc-2021-09";
const GENEVA = "tm-geneva-2021-readout";

/** The roundtable, the committee's half day in Brussels, the meeting in Geneva that the roundtable prepared. */
export function autumn(stage: YearStage): Entry[] {
  return [
    { at: morning("2021-09-28"), act: () => readout(stage, "roundtable-2021-readout") },
    { at: morning("2021-10-06"), act: () => committee(stage) },
    { at: morning("2021-12-02"), act: () => wrongCity(stage) },
    { at: morning("2021-12-06"), act: () => corrected(stage) },
  ];
}

async function committee(stage: YearStage): Promise<void> {
  await readout(stage, `${COMMITTEE}-readout`);
  const id = `${COMMITTEE}-action-points`;
  const links = await closed(stage, id);
  const parties = new Set((await stage.board(COMMITTEE)).parties.map(({ code }) => code));
  const strangers = stage.post
    .addresses(batchOf.notices(id))
    .filter((address) => contacts.some(({ email, party }) => email === address && !parties.has(party)));
  stage.checks.equal(`${id}: nobody outside the committee is told`, strangers, []);
  const { roundId } = convocationOf("roundtable-2021");
  const [other] = await stage.post.letters(batchOf.invitations(roundId));
  const token = other ? new URL(linkIn(other, stage.stack.siteUrl)).pathname.split("/").at(-1) : "none";
  const foreign = await page(stage, `/d/${token}/${id}`);
  stage.checks.holds(
    `${id} stays closed to a link of another scope`,
    foreign.status === 404 && !foreign.body.includes("demonstration"),
  );
  stage.say(`the committee's action points: ${links} own links open them, closed to all others`);
}

/** Published wrong on purpose, to show what a corrigendum does: the city alone is another. */
async function wrongCity(stage: YearStage): Promise<void> {
  await publish(stage, GENEVA, `${GENEVA}.staged.en.txt`);
  const { body } = await page(stage, `/documents/${GENEVA}`);
  stage.checks.holds("the readout goes out with the wrong city", body.includes("Lausanne"));
  stage.say(`STAGED: ${GENEVA} goes out with a wrong city on purpose`);
}

async function corrected(stage: YearStage): Promise<void> {
  const corrigendum = "The meeting took place in Geneva; the first revision named another city.";
  await stage.done(stage.amina, "correct-document.v1", {
    documentId: GENEVA,
    corrigendum: { en: corrigendum },
    reason: "Staged for the demo.",
  });
  await addText(stage, GENEVA, `${GENEVA}.en.txt`);
  await stage.done(stage.bilal, "clear-document.v1", { documentId: GENEVA });
  await stage.done(stage.bilal, "publish-document.v1", { documentId: GENEVA });
  await stage.stack.advance({ minutes: 4 });
  const now = await page(stage, `/documents/${GENEVA}`);
  const before = await page(stage, `/documents/${GENEVA}/revisions/1`);
  stage.checks.holds(
    "the corrected readout names Geneva, says what was wrong, and leads to the old one",
    now.body.includes("2021 in Geneva") && now.body.includes(corrigendum) && now.body.includes("/revisions/1"),
  );
  stage.checks.holds(
    "the old revision stands beside it, and says that it was superseded",
    before.status === 200 &&
      before.body.includes("2021 in Lausanne") &&
      before.body.includes("superseded by revision 2"),
  );
  const told = stage.post.addresses(batchOf.corrections(GENEVA)).sort();
  stage.checks.equal(
    "whoever was told is told of the correction",
    told,
    stage.post.addresses(batchOf.notices(GENEVA)).sort(),
  );
  stage.say(`STAGED: revision 2 corrects the city to Geneva beside the old one; ${told.length} notices`);
}
