import { describe, expect, it } from "vitest";
import { type LinkedPerson, type Links, parseToken, type Scope } from "#platform/links";

const person: LinkedPerson = { delegation: "k7x2m4qpa3bd5fzt", person: "ab", epoch: 1, kid: "k1" };
const scopes: readonly Scope[] = ["answer", "unsubscribe", "document", "nonce"];

/** What links over the keys k1 and k2 do, and over no other. Run on those in memory and on those of the link secret. */
export function linksContract(name: string, fresh: () => Promise<Links>) {
  const macOf = (token: string) => parseToken(token)?.mac ?? "";

  describe(`links: ${name}`, () => {
    it("make the same token for the same person every time, and it holds", async () => {
      const links = await fresh();
      const token = await links.token("answer", person);
      expect(token).toMatch(/^k7x2m4qpa3bd5fztab\.[a-z2-7]{32}$/);
      expect(await links.token("answer", { ...person })).toBe(token);
      expect(parseToken(token)).toEqual({ delegation: person.delegation, person: "ab", mac: macOf(token) });
      expect(await links.holds("answer", macOf(token), person)).toBe(true);
    });

    it("4 · one bit flipped, at each position of the token, holds for nobody", async () => {
      const links = await fresh();
      const token = await links.token("answer", person);
      let tried = 0;
      for (let position = 0; position < token.length; position++)
        for (let bit = 0; bit < 8; bit++) {
          const flipped = String.fromCharCode(token.charCodeAt(position) ^ (1 << bit));
          const parsed = parseToken(token.slice(0, position) + flipped + token.slice(position + 1));
          tried++;
          if (!parsed) continue;
          const { delegation, person: number, mac } = parsed;
          expect(
            await links.holds("answer", mac, { ...person, delegation, person: number }),
            `${position}.${bit}`,
          ).toBe(false);
        }
      expect(tried).toBe(51 * 8);
    });

    it("5 · a valid MAC on another delegation or another person holds not", async () => {
      const links = await fresh();
      const mac = macOf(await links.token("answer", person));
      expect(await links.holds("answer", mac, { ...person, delegation: "k7x2m4qpa3bd5fza" })).toBe(false);
      expect(await links.holds("answer", mac, { ...person, person: "ac" })).toBe(false);
    });

    it("6, 8 · an old epoch holds not: that is how a link is revoked", async () => {
      const links = await fresh();
      const mac = macOf(await links.token("answer", person));
      expect(await links.holds("answer", mac, { ...person, epoch: 2 })).toBe(false);
      expect(await links.holds("answer", macOf(await links.token("answer", { ...person, epoch: 2 })), person)).toBe(
        false,
      );
    });

    it("7 · a link of one scope is worthless in another", async () => {
      const links = await fresh();
      for (const made of scopes)
        for (const asked of scopes)
          expect(await links.holds(asked, macOf(await links.token(made, person)), person), `${made} as ${asked}`).toBe(
            made === asked,
          );
    });

    it("turn with the key: each key makes links of its own", async () => {
      const links = await fresh();
      const mac = macOf(await links.token("answer", { ...person, kid: "k2" }));
      expect(await links.holds("answer", mac, { ...person, kid: "k2" })).toBe(true);
      expect(await links.holds("answer", mac, person)).toBe(false);
    });

    it("of a key that has not come yet are not made, and none holds", async () => {
      const links = await fresh();
      for (const made of ["k1", "k2"]) {
        const mac = macOf(await links.token("answer", { ...person, kid: made }));
        expect(await links.holds("answer", mac, { ...person, kid: "k3" })).toBe(false);
      }
      await expect(links.token("answer", { ...person, kid: "k3" })).rejects.toThrow();
    });

    it("of people without a key of their own, or whose key was taken out, are the current key's, and hold by each live one", async () => {
      const links = await fresh();
      const [older, current] = await Promise.all(["k1", "k2"].map((kid) => links.token("answer", { ...person, kid })));
      for (const kid of ["", "k0", "current", "since", "constructor", "__proto__"]) {
        const none = { ...person, kid };
        expect(await links.token("answer", none), kid).toBe(current);
        expect(await links.holds("answer", macOf(current ?? ""), none), kid).toBe(true);
        expect(await links.holds("answer", macOf(older ?? ""), none), kid).toBe(true);
        expect(await links.holds("answer", macOf(older ?? ""), { ...none, epoch: 2 }), kid).toBe(false);
      }
    });

    it("1, 2, 3 · an empty, short, long or foreign MAC holds not, and is no exception", async () => {
      const links = await fresh();
      const mac = macOf(await links.token("answer", person));
      for (const given of [
        "",
        mac.slice(1),
        mac.slice(0, -1),
        `${mac}a`,
        `${mac} `,
        mac.toUpperCase(),
        mac.replace(/./, "а"),
        mac.replace(/./, "š"),
        "é".repeat(32),
        "\u0000",
        "x".repeat(1_000_000),
      ])
        expect(await links.holds("answer", given, person)).toBe(false);
    });

    it("hold for nobody where there is no such person, not even the one stood in for them", async () => {
      const links = await fresh();
      const standIn: LinkedPerson = { delegation: "aaaaaaaaaaaaaaaa", person: "aa", epoch: 0, kid: "k1" };
      expect(await links.holds("answer", macOf(await links.token("answer", standIn)), undefined)).toBe(false);
    });

    it("seal a text: another text has another seal, and no seal is a link", async () => {
      const links = await fresh();
      const seal = await links.seal("k7x2m4qpa3bd5fztab|1|3");
      expect(await links.seal("k7x2m4qpa3bd5fztab|1|3")).toBe(seal);
      expect(await links.seal("k7x2m4qpa3bd5fztab|1|4")).not.toBe(seal);
      for (const scope of scopes) expect(await links.holds(scope, seal, person)).toBe(false);
      expect(await links.sealed("k7x2m4qpa3bd5fztab|1|3", seal)).toBe(true);
      expect(await links.sealed("k7x2m4qpa3bd5fztab|1|4", seal)).toBe(false);
      expect(await links.sealed("k7x2m4qpa3bd5fztab|1|3", "")).toBe(false);
    });
  });
}
