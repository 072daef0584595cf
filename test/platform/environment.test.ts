import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { environmentLanguages, environmentSecretariat, offered } from "#platform/environment";
import { stubSecretariat } from "#test/functions/secretariat";

beforeEach(() => stubSecretariat());
afterEach(() => vi.unstubAllEnvs());

describe("the languages of a stage", () => {
  it("are in one order, whatever the order of the configuration; what is no language of ours is none", () => {
    vi.stubEnv("LANGUAGES", "ar, de,en");
    expect(environmentLanguages()).toEqual(["en", "ar"]);
  });
  it("a reader of one that is not offered is written to in the default one", () => {
    vi.stubEnv("LANGUAGES", "en,fr");
    vi.stubEnv("DEFAULT_LANGUAGE", "fr");
    expect([offered("en"), offered("ar"), offered()]).toEqual(["en", "fr", "fr"]);
  });
  it("a default that is not offered fails by name", () => {
    vi.stubEnv("DEFAULT_LANGUAGE", "de");
    expect(() => offered()).toThrow("DEFAULT_LANGUAGE is none of LANGUAGES");
  });
});

it("who writes: name, mailbox, address and languages", () => {
  expect(environmentSecretariat()).toEqual({
    name: { en: "Secretariat of the Dialogue" },
    email: "office@example.org",
    address: { en: "1 Example Street, Brussels" },
    languages: ["en", "fr", "ar"],
  });
});
