import { describe, expect, it } from "vitest";
import type { Message, Queues } from "#platform/queues";

type Received = { readonly body: unknown; readonly delay?: number };

/** The indexes of the messages that were taken. */
async function takenOf(queues: Queues, messages: readonly Message[]): Promise<number[]> {
  const refused = await queues.send("BULK_QUEUE_URL", messages).catch(() => messages.map((_, index) => index));
  return messages.flatMap((_, index) => (refused.includes(index) ? [] : [index]));
}

/** What any queues of ours do. `waiting` tells what a queue holds, its delays too where it knows them. */
export function queuesContract(
  name: string,
  fresh: () => Promise<{ queues: Queues; waiting: () => Promise<readonly Received[]> }>,
) {
  describe(`queues: ${name}`, () => {
    it("take more than ten messages a call, each once, as JSON", async () => {
      const { queues, waiting } = await fresh();
      const bodies = Array.from({ length: 23 }, (_, n) => ({ n, text: "اجتماع" }));
      expect(
        await queues.send(
          "BULK_QUEUE_URL",
          bodies.map((body) => ({ body })),
        ),
      ).toEqual([]);
      const held = (await waiting()).map(({ body }) => JSON.stringify(body));
      expect(held.sort()).toEqual(bodies.map((body) => JSON.stringify(body)).sort());
    });
    it("take nothing where nothing is sent", async () => {
      const { queues, waiting } = await fresh();
      expect(await queues.send("BULK_QUEUE_URL", [])).toEqual([]);
      expect(await waiting()).toEqual([]);
    });
    it.each([901, -1, 1.5])("refuse a delay of %d seconds", async (delay) => {
      const { queues, waiting } = await fresh();
      expect(await takenOf(queues, [{ body: 1, delay }])).toEqual([]);
      expect(await waiting()).toEqual([]);
    });
    it("take a message whole, whatever letters it holds, half a surrogate pair too", async () => {
      const { queues, waiting } = await fresh();
      const body = { text: "é اجتماع \u{1F54A} \u0000\n", half: "\uD800", "": [], n: 1e100 };
      expect(await queues.send("BULK_QUEUE_URL", [{ body }])).toEqual([]);
      expect((await waiting()).map((one) => one.body)).toEqual([body]);
    });
    it("take a message of a megabyte and none that is larger, in bytes", async () => {
      const { queues, waiting } = await fresh();
      const most = 1_048_576 - 2;
      expect(await takenOf(queues, [{ body: "x".repeat(most) }])).toEqual([0]);
      expect(await takenOf(queues, [{ body: "x".repeat(most + 1) }])).toEqual([]);
      expect(await takenOf(queues, [{ body: "é".repeat(most / 2 + 1) }])).toEqual([]);
      expect(await waiting()).toHaveLength(1);
    });
    it("take ten large messages, which are too many for one call", async () => {
      const { queues, waiting } = await fresh();
      const messages = Array.from({ length: 10 }, (_, n) => ({ body: { n, text: "é".repeat(100_000) } }));
      expect(await takenOf(queues, messages)).toEqual(messages.map((_, index) => index));
      expect(await waiting()).toHaveLength(10);
    });
    it("take what is good of what is sent together, and say which was not", async () => {
      const { queues, waiting } = await fresh();
      const messages = [{ body: 0 }, { body: 1, delay: 901 }, { body: 2 }];
      const refused = await queues.send("BULK_QUEUE_URL", messages).catch(() => undefined);
      const held = (await waiting()).map((one) => one.body);
      // Some engines refuse the call where others refuse the entry: either all that is not named is there, or nothing is.
      expect(held).toEqual(refused === undefined ? [] : [0, 2]);
      expect(refused ?? [1]).toEqual([1]);
    });
  });
}
