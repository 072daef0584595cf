import { readRegistry } from "#records/registry";
import { newWorld, type World } from "#test/functions/world";

export const registryOf = async ({ tables }: World) => (await readRegistry(tables, "khartoum")).registry;

export const party = (change: Record<string, unknown> = {}) => ({
  code: "AT",
  kind: "partner-state",
  region: "europe",
  names: { en: "Austria", fr: "Autriche", ar: "النمسا" },
  language: "en",
  timeZone: "Europe/Vienna",
  ...change,
});

export const parties = (...changes: Record<string, unknown>[]) => JSON.stringify({ parties: changes.map(party) });

export const contact = (change: Record<string, unknown> = {}) => ({
  party: "AT",
  role: "focal-point",
  rank: "primary",
  name: "Amina Diallo",
  email: "amina@example.org",
  language: "en",
  since: "2020-01-01",
  ...change,
});

export const contacts = (...changes: Record<string, unknown>[]) => JSON.stringify({ contacts: changes.map(contact) });

export async function withAustria() {
  const world = newWorld();
  await world.import("parties", parties({}));
  return world;
}
