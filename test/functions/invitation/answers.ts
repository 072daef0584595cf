import { mailSchema } from "#records/mail";
import type { World } from "#test/functions/world";

export const come = { kind: "come", parts: ["som-8"] };

export const noPart = { kind: "no-part" };

export const colleague = (named: Record<string, unknown>) => ({
  kind: "colleague",
  parts: ["som-8"],
  colleague: named,
});

export const guest = (change: Record<string, unknown> = {}) => ({
  kind: "other",
  name: "Gerda Gast",
  email: "gerda@example.org",
  ...change,
});

/** Everything but the outcomes of commands: what an answer may change. */
export const state = (world: World) =>
  JSON.stringify([world.rows("").filter(({ pk }) => !pk.startsWith("CMD#")), world.facts()]);

export const receipts = (world: World) => world.rows("DEL#", "M#receipt#").map((row) => mailSchema.parse(row));
