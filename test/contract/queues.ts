import { describe, expect, it } from "vitest";
import type { Queues } from "#platform/queues";

type Received = { readonly body: unknown; readonly delay?: number };

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
      const held = (await waiting()).map(({ body }) => body as { n: number });
      expect(held.sort((a, b) => a.n - b.n)).toEqual(bodies);
    });
    it("take nothing where nothing is sent", async () => {
      const { queues, waiting } = await fresh();
      expect(await queues.send("BULK_QUEUE_URL", [])).toEqual([]);
      expect(await waiting()).toEqual([]);
    });
    it("refuse a delay of more than fifteen minutes", async () => {
      const { queues } = await fresh();
      const sent = queues.send("BULK_QUEUE_URL", [{ body: 1, delay: 901 }]).then(
        (refused) => refused.length,
        () => 1,
      );
      expect(await sent).toBe(1);
    });
  });
}
