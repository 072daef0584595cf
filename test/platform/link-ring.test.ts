import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kidsOf, type LinkRing, lastMade, parseRing, retired, ringText, rotated } from "#platform/link-ring";

const first: LinkRing = { current: "k1", keys: { k1: "a" }, since: {} };
const turned = (ring: LinkRing, key: string, now: string): LinkRing => rotated(ring, key, now) ?? ring;
const second = turned(first, "b", "2022-02-01T00:00:00Z");
const third = turned(second, "c", "2022-03-01T00:00:00Z");

describe("a ring of keys", () => {
  it("is read as CloudFormation makes it, and as it was written", () => {
    expect(parseRing('{"current":"k1","k1":"a"}')).toEqual(first);
    expect(parseRing(ringText(third))).toEqual(third);
  });
  it("turns: a fresh key is current, the others stay; three are the most", () => {
    expect(second).toEqual({ current: "k2", keys: { k1: "a", k2: "b" }, since: { k2: "2022-02-01T00:00:00Z" } });
    expect(kidsOf(third)).toEqual(["k1", "k2", "k3"]);
    expect(rotated(third, "d", "2022-04-01T00:00:00Z")).toBeUndefined();
  });
  it("gives no name twice, whatever was taken out", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 30 }), (turns) => {
        let ring = first;
        const given = new Set(["k1"]);
        for (const turn of turns) {
          const out = kidsOf(ring)[turn];
          if (out !== undefined && out !== ring.current) ring = retired(ring, out);
          const next = rotated(ring, "x", "2022-02-01T00:00:00Z");
          if (!next) continue;
          expect(given.has(next.current)).toBe(false);
          given.add(next.current);
          ring = next;
        }
        expect(kidsOf(ring).length).toBeLessThanOrEqual(3);
        expect(Object.hasOwn(ring.keys, ring.current)).toBe(true);
      }),
    );
  });
  it("lets any key go but the current one", () => {
    expect(retired(third, "k2")).toEqual({
      current: "k3",
      keys: { k1: "a", k3: "c" },
      since: { k3: "2022-03-01T00:00:00Z" },
    });
    expect(() => retired(third, "k3")).toThrow("makes the new links");
  });
  it("says from when on a key made no links: when the next one that is still there came", () => {
    expect(["k1", "k2", "k3"].map((kid) => lastMade(third, kid))).toEqual([
      "2022-02-01T00:00:00Z",
      "2022-03-01T00:00:00Z",
      undefined,
    ]);
    expect(lastMade(retired(third, "k2"), "k1")).toBe("2022-03-01T00:00:00Z");
  });
});
