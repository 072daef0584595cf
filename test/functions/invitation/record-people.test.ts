import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { fromPages as reminders } from "#functions/reminder/from-pages";
import { fromPages as notices } from "#functions/report/from-pages";
import { log } from "#platform/log";
import { mailSchema } from "#records/mail";
import { record, register, TRAINING, withTraining } from "#test/functions/training";
import { BRUNO, type World } from "#test/functions/world";

log.setLogLevel("SILENT");
beforeAll(() => vi.stubEnv("SECRETARIAT_NAME", '{"en":"Secretariat of the Dialogue"}'));
afterAll(() => vi.unstubAllEnvs());

const anna = { name: "Anna Head", email: "anna@example.org", capacity: "HeadOfDelegation" };
const bert = { name: "Bert Silent" };
const cleo = { name: "Cleo Expert", email: "cleo@example.org", capacity: "Expert", attends: "online" };
const confirmations = (world: World) => world.rows("DEL#", "M#confirmation#").map((row) => mailSchema.parse(row));
const registrations = async (world: World, code = "KE") =>
  (await world.delegation(code, TRAINING)).registrations.map(({ registration }) => registration);

describe("several people recorded at once", () => {
  it("are one answer, one response and one fact, and each is registered", async () => {
    const world = await withTraining("KE");
    expect(await record(world, "KE", [anna, bert, cleo])).toMatchObject({ accepted: true, version: 2 });
    const view = await world.delegation("KE", TRAINING);
    expect(view.responses).toMatchObject([{ kind: "come", names: [anna.name, bert.name, cleo.name] }]);
    expect(world.facts("invitation.answered.v1")).toHaveLength(1);
    expect(await registrations(world)).toMatchObject([
      { name: anna.name, capacity: "HeadOfDelegation", email: anna.email },
      { name: bert.name, email: "" },
      { name: cleo.name, capacity: "Expert", attends: { [TRAINING]: "online" } },
    ]);
    expect(JSON.stringify(world.facts())).not.toMatch(/Anna|Bert|Cleo|@/);
  });
  it("with an address get their confirmation, which says Capacity and how they attend; without one nobody is written to", async () => {
    const world = await withTraining("KE");
    await record(world, "KE", [anna, bert, cleo]);
    expect(confirmations(world).map(({ to, about }) => [to.address, about["capacity"], about["online"]])).toEqual([
      ["anna@example.org", "HeadOfDelegation", undefined],
      ["cleo@example.org", "Expert", [TRAINING]],
    ]);
    const view = await world.delegation("KE", TRAINING);
    const { roundId, page } = view.delegation;
    await reminders(world)({
      convocationId: TRAINING,
      step: "meeting-3",
      instant: "2022-05-21T07:00:00Z",
      revision: 1,
      roundId,
      page,
    });
    const reminded = world.rows("MB#s-").map((row) => mailSchema.parse(row).to.address);
    expect(reminded.sort()).toEqual(["anna@example.org", "cleo@example.org"]);
  });
  it("are told of a document by their address, and without one by nobody", async () => {
    const world = await withTraining("KE");
    await record(world, "KE", [anna, bert]);
    const documentId = "readout";
    await world.done("draft-document.v1", {
      documentId,
      convocationId: TRAINING,
      part: TRAINING,
      kind: "readout",
      audience: "public",
      title: { en: "Readout" },
    });
    await world.blobs.put("imports/f1", "It took place.", "text/plain");
    await world.done("add-rendition.v1", { documentId, language: "en", fileId: "f1" });
    await world.done("clear-document.v1", { documentId }, BRUNO);
    world.clock.set("2022-05-25T08:00:00Z");
    await world.done("publish-document.v1", { documentId }, BRUNO);
    const { roundId, page } = (await world.delegation("KE", TRAINING)).delegation;
    await notices(world)({ documentId, roundId, page });
    const told = world.rows("MB#n-").map((row) => mailSchema.parse(row).to.address);
    expect(told).toContain("anna@example.org");
    expect(told).not.toContain("");
  });
  it("who regret are cancelled without a mail to nobody", async () => {
    const world = await withTraining("KE");
    await record(world, "KE", [anna, bert]);
    expect(
      await world.ask("record-answer.v1", {
        convocationId: TRAINING,
        party: "KE",
        answer: "regret",
        name: bert.name,
        channel: "phone",
      }),
    ).toMatchObject({ accepted: true });
    await register(world);
    expect(await registrations(world)).toMatchObject([{ state: "registered" }, { state: "cancelled" }]);
    expect(world.rows("DEL#", "M#cancellation#")).toEqual([]);
    const view = await world.delegation("KE", TRAINING);
    expect(view.responses.at(-1)).toMatchObject({ kind: "regret", channel: "phone" });
    expect(view.delegation.parts).toMatchObject({ [TRAINING]: { status: "coming-named" } });
  });
  it("whose Capacity is stated later get no second confirmation; who goes online does", async () => {
    const world = await withTraining("KE");
    await record(world, "KE", [anna, { ...cleo, capacity: undefined, attends: undefined }].map(defined));
    await record(
      world,
      "KE",
      [cleo].map(({ attends: _, ...rest }) => rest),
      { add: true },
    );
    expect(confirmations(world)).toHaveLength(2);
    expect(await registrations(world)).toMatchObject([{}, { capacity: "Expert", sequence: 0 }]);
    await record(world, "KE", [cleo], { add: true });
    expect(confirmations(world).map(({ about }) => about["sequence"])).toEqual([0, 0, 1]);
  });
  it("are sixty, in one transaction with their receipts", async () => {
    const world = await withTraining("KE");
    const many = Array.from({ length: 60 }, (_, index) => ({
      name: `Person ${index}`,
      email: `p${index}@example.org`,
    }));
    expect(await record(world, "KE", many)).toMatchObject({ accepted: true });
    expect(await registrations(world)).toHaveLength(60);
    const others = many.map(({ name }) => ({ name: `Other ${name}` }));
    expect(await record(world, "KE", others)).toMatchObject({ accepted: false, code: "too-many-at-once" });
    expect(await record(world, "KE", others, { add: true })).toMatchObject({ accepted: true });
    expect(await record(world, "KE", [...many, anna])).toMatchObject({ accepted: false, code: "malformed" });
  });
  it.each<[string, Record<string, unknown>, string]>([
    ["an address that is none", { people: [{ ...anna, email: "anna@" }] }, "address"],
    ["a part that the party is not invited to", { people: [{ ...anna, parts: ["som-8"] }] }, "not-invited-to-part"],
    ["nobody", { people: [] }, "malformed"],
    ["a Capacity that there is not", { people: [{ ...anna, capacity: "Chief" }] }, "malformed"],
    ["more than a name", { people: [{ ...anna, passport: "X" }] }, "malformed"],
  ])("are refused whole, with a sentence: %s", async (_, more, code) => {
    const world = await withTraining("KE");
    const said = await record(world, "KE", [anna], more);
    expect(said).toMatchObject({ accepted: false, code });
    expect(String(said["sentence"])).toMatch(/\.$/);
    expect((await world.delegation("KE", TRAINING)).nominations).toEqual([]);
  });
  it("of a trainer's organisation are recorded like any party's", async () => {
    const world = await withTraining("FRONTEX");
    await record(world, "FRONTEX", [
      { name: "Tara Trainer", email: "tara@example.org", capacity: "Trainer", attends: "online" },
    ]);
    expect(await registrations(world, "FRONTEX")).toMatchObject([
      { capacity: "Trainer", attends: { [TRAINING]: "online" } },
    ]);
  });
});

const defined = (person: object) => JSON.parse(JSON.stringify(person));
