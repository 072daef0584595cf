import { describe, expect, it } from "vitest";
import { canariesOf, leaksIn, Traces } from "#bin/demo/traces";
import type { Written } from "#lib/local/witness";

const SEAL = "abcdefghijklmnopqrstuvwxyz234567";
const link = `https://x.example/r/k7x2m4qpa3bd5fztab.${SEAL}`;
const letter = {
  to: "nadia@ministry.example",
  subject: "",
  html: "",
  text: `Answer: ${link}`,
  kind: "",
  calendars: [],
  at: 0,
};
const canaries = canariesOf([letter], [{ name: "Nadia Sálem", email: "n.salem@home.example" }]);
const found = (text: string, place: Written["place"] = "log") =>
  leaksIn([{ place, name: "mail-lanes", text }], canaries).map(({ what }) => what);

describe("the grep for people", () => {
  it.each([
    ["a name", "rendered for Nadia Sálem", "nadia sálem"],
    ["a name in capitals", "NADIA SÁLEM", "nadia sálem"],
    ["a name whose letters JSON has escaped", String.raw`{"n":"Nadia S\u00e1lem"}`, "nadia sálem"],
    ["an address of an answer", '{"to":"N.Salem@home.example"}', "n.salem@home.example"],
    ["an address that was written to", "550 nadia@ministry.example unknown", "nadia@ministry.example"],
    ["an encoded address", "/x?mail=nadia%40ministry.example", "nadia@ministry.example"],
    [
      "an address in base64",
      `{"raw":"${Buffer.from("To: nadia@ministry.example").toString("base64")}"}`,
      "nadia@ministry.example",
    ],
    ["anybody's address, whoever it is", "sent to unheard.of@else.example", "unheard.of@else.example"],
    ["an address with letters of other scripts", "نادية@وزارة.مثال", "نادية@وزارة.مثال"],
    ["a contact of the demo", "Focal point of Austria", "focal point of austria"],
    ["a link", `GET ${link}`, SEAL],
    ["a link's seal alone", `{"mac":"${SEAL}"}`, SEAL],
  ])("finds %s", (_, text, what) => {
    expect(found(text)).toContain(what);
  });

  it.each([
    ["ids", '{"id":"DEL#k7x2m4qpa3bd5fzt#00000002#0","mailId":"B-r-som-0000-k7x2m4qpa3bd5fztab","by":"staff:amina"}'],
    ["a hash of the same letters", '{"hash":"zbcdefghijklmnopqrstuvwxyz234567"}'],
    ["a package in a stack trace", "at file:///node_modules/@aws-sdk/core@3.974.0/index.js and zod@4.6.7"],
    ["a percent sign that encodes nothing", "100% of %zz"],
  ])("lets %s be", (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it("says where, once for each", () => {
    expect(leaksIn([{ place: "queue", name: "mail-bulk", text: "a@b.example a@b.example" }], canaries)).toEqual([
      { place: "queue mail-bulk", what: "a@b.example" },
    ]);
  });
});

describe("what was written", () => {
  it("is ours but for what SES tells the account's default bus", () => {
    const traces = new Traces();
    for (const name of ["default", "ours"]) traces.see({ place: "bus", name, text: name });
    traces.see({ place: "log", name: "default", text: "x" });
    expect(traces.ours().map(({ place, name }) => `${place} ${name}`)).toEqual(["bus ours", "log default"]);
    expect([traces.count("bus"), traces.count("log"), traces.count("queue")]).toEqual([1, 1, 0]);
  });
});
