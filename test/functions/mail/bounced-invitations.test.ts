import { describe, expect, it } from "vitest";
import { board } from "#functions/console/board";
import { fromSesEvents } from "#functions/mail/from-ses-events";
import { log } from "#platform/log";
import { mailKey } from "#records/mail";
import { contact, contacts } from "#test/functions/dialogue/files";
import { CONVOCATION, expand, release, type World, withInvitations, withMeeting } from "#test/functions/world";

log.setLogLevel("SILENT");

async function settle(world: World, mail: string, ...types: string[]) {
  for (const type of types) await fromSesEvents(world)({ type, mail, ...(type === "Bounce" && { kind: "Permanent" }) });
}
async function mailTo(world: World, address: string): Promise<string> {
  const row = world.rows("MB#").find(({ to }) => JSON.stringify(to).includes(`"${address}"`));
  return String(row?.["mailId"]);
}
const counted = async (world: World, code: string) =>
  (await board(world.tables, CONVOCATION))?.parties.find((party) => party.code === code)?.mails;

describe("an address that receives no mail", () => {
  it.each([
    ["66 · of a domain without MX", "amina@no-mx.example"],
    ["66 · of a domain with a null MX", "amina@null-mx.example"],
    ["67 · of a list that takes no mail from outside", "all-staff@lists.example"],
  ])("%s is not looked up: it is imported and written to, bounces, and the board says so", async (_, email) => {
    const world = await withMeeting();
    const added = contact({ party: "DE", name: "Amina Diallo", rank: "deputy", email });
    expect(await world.import("contacts", contacts(added))).toMatchObject({ accepted: true });
    await expand(world, await release(world, "round-1", { parties: ["DE"] }));
    const before = await counted(world, "DE");
    await settle(world, await mailTo(world, email), "Send", "Bounce");
    expect(await counted(world, "DE")).toEqual({ ...before, waiting: (before?.waiting ?? 0) - 1, sent: 1, bounced: 1 });
  });
});

describe("a bounce that is not of this invitation", () => {
  async function sent() {
    const world = await withInvitations();
    const { invitees } = await world.delegation("AT");
    const [first = "", second = ""] = invitees.map(({ invitation }) => invitation);
    await settle(world, first, "Send");
    await settle(world, second, "Send");
    return { world, first, second };
  }
  it("81 · of another invitation changes that one alone", async () => {
    const { world, first, second } = await sent();
    const before = world.tables.rows().filter(({ mailId }) => mailId !== second);
    await settle(world, second, "Bounce");
    expect(world.tables.rows().filter(({ mailId }) => mailId !== second)).toEqual(before);
    expect((await world.tables.get(mailKey(first)!))?.["state"]).toBe("sent");
    expect((await world.tables.get(mailKey(second)!))?.["state"]).toBe("bounced");
  });
  it.each<[string, (mail: string) => string]>([
    ["81 · of a person who was not written to", (mail) => `${mail.slice(0, -2)}zz`],
    ["81 · of a delegation that is not there", (mail) => mail.replace(/[a-z2-7]{16}(?=..$)/, "aaaaaaaaaaaaaaaa")],
    ["81 · of another round", (mail) => mail.replace("round-1", "round-2")],
    ["81 · of the urgent lane", (mail) => `D-${mail.slice(-18, -2)}-invitation-ab1`],
    ["81 · in capitals", (mail) => mail.toUpperCase()],
    ["81 · with something behind it", (mail) => `${mail}#`],
    ["81 · with a megabyte behind it", (mail) => `${mail}${"a".repeat(1_000_000)}`],
    ["54 · with a key for an id", () => "MB#r-round-1#0000"],
    ["27 · of the name of every object", () => "constructor"],
  ])("%s writes nothing", async (_, spoil) => {
    const { world, first } = await sent();
    const before = world.snapshot();
    await settle(world, spoil(first), "Bounce", "Complaint", "Reject");
    expect(world.snapshot()).toBe(before);
  });
  it("81 · that comes again, with what came before it, changes nothing more", async () => {
    const { world, first } = await sent();
    await settle(world, first, "Bounce");
    const before = world.snapshot();
    await settle(world, first, "Bounce", "Send", "DeliveryDelay", "Bounce");
    expect(world.snapshot()).toBe(before);
  });
});
