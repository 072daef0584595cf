import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { beforeEach, describe, expect, it } from "vitest";
import type { QueuePlace } from "./places/queues.ts";

/** How a queue gives messages out: what a Lambda's event source mapping relies on. */
export function queueWire(place: () => QueuePlace) {
  describe("queues on the wire", () => {
    let url = "";
    let deadUrl = "";
    beforeEach(async () => {
      ({ url, deadUrl } = await place().fresh());
    });
    const send = (MessageBody: string, DelaySeconds?: number) =>
      place().sqs.send(
        new SendMessageCommand({ QueueUrl: url, MessageBody, ...(DelaySeconds !== undefined && { DelaySeconds }) }),
      );
    const batch = (Entries: SendMessageBatchRequestEntry[]) =>
      place().sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    const receive = async (visibility?: number, from = url, most = 10): Promise<Message[]> => {
      const { Messages = [] } = await place().sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: from,
          MaxNumberOfMessages: most,
          MessageSystemAttributeNames: ["All"],
          ...(visibility !== undefined && { VisibilityTimeout: visibility }),
        }),
      );
      return Messages;
    };
    const handle = ({ ReceiptHandle = "" }: Message) => ReceiptHandle;
    const only = (messages: readonly Message[]): Message => {
      const [message] = messages;
      if (message === undefined || messages.length > 1) throw new Error(`${messages.length} messages instead of one`);
      return message;
    };
    const count = (message: Message) => message.Attributes?.ApproximateReceiveCount;

    it("a message that was received is hidden, and gone once it is deleted", async () => {
      const { MessageId, MD5OfMessageBody } = await send("one");
      const message = only(await receive());
      expect(message).toMatchObject({ MessageId, Body: "one", MD5OfBody: MD5OfMessageBody });
      expect(count(message)).toBe("1");
      expect(message.Attributes?.ApproximateFirstReceiveTimestamp).toMatch(/^\d{13}$/);
      expect(await receive()).toEqual([]);
      await place().sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: handle(message) }));
      await place().sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: handle(message) }));
      expect(await receive()).toEqual([]);
    });

    it("a message that is given back is received again, and counted", async () => {
      await send("one");
      const ReceiptHandle = handle(only(await receive()));
      await place().sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
      );
      expect(count(only(await receive()))).toBe("2");
    });

    it("a message received twice goes to the dead letters the next time, with where it came from", async () => {
      await send("poison");
      for (const expected of ["1", "2"]) expect(count(only(await receive(0)))).toBe(expected);
      expect(await receive(0)).toEqual([]);
      const dead = only(await receive(0, deadUrl));
      expect(dead.Body).toBe("poison");
      expect(Number(count(dead))).toBeGreaterThanOrEqual(1);
    });

    it("a delayed message is not there yet", async () => {
      await send("later", 900);
      await send("now", 0);
      expect((await receive()).map(({ Body }) => Body)).toEqual(["now"]);
    });

    it("what was hidden or delayed comes when its time has come (only where the clock can be moved)", async () => {
      const { pass } = place();
      if (pass === undefined) return expect(pass, "this engine's clock is the real one").toBeUndefined();
      await send("later", 60);
      await send("hidden", 0);
      expect((await receive(120)).map(({ Body }) => Body)).toEqual(["hidden"]);
      pass(59);
      expect(await receive()).toEqual([]);
      pass(1);
      expect((await receive(30)).map(({ Body }) => Body)).toEqual(["later"]);
      pass(29);
      expect(await receive()).toEqual([]);
      pass(1);
      expect((await receive(30)).map(({ Body }) => Body)).toEqual(["later"]);
      pass(30);
      expect((await receive()).map(({ Body }) => Body)).toEqual(["hidden"]);
    });

    it("ten at a time and no more", async () => {
      const entries = (size: number) => Array.from({ length: size }, (_, n) => ({ Id: `m${n}`, MessageBody: `${n}` }));
      expect((await batch(entries(10))).Successful).toHaveLength(10);
      await batch([{ Id: "last", MessageBody: "10" }]);
      await expect(batch(entries(11))).rejects.toMatchObject({ name: expect.stringMatching(/TooManyEntries/) });
      await expect(batch([])).rejects.toThrow();
      await expect(receive(0, url, 11)).rejects.toThrow();
      expect((await receive(600, url, 3)).length).toBeLessThanOrEqual(3);
    });

    it("a batch whose ids are not distinct is refused", async () => {
      const twice = [1, 2].map((n) => ({ Id: "same", MessageBody: `${n}` }));
      await expect(batch(twice)).rejects.toMatchObject({ name: expect.stringMatching(/NotDistinct/) });
      expect(await receive()).toEqual([]);
    });

    it("a batch may succeed in part: each entry has its own answer", async () => {
      const { Successful = [], Failed = [] } = await batch([
        { Id: "good", MessageBody: "x" },
        { Id: "bad", MessageBody: "\u0001" },
      ]);
      expect(Successful.map(({ Id }) => Id)).toEqual(["good"]);
      expect(Failed).toMatchObject([{ Id: "bad", SenderFault: true }]);
    });

    it("messages of a megabyte together are one call, and no more", async () => {
      const half = "x".repeat(524_288);
      const pair = ["a", "b"].map((Id) => ({ Id, MessageBody: half }));
      expect((await batch(pair)).Successful).toHaveLength(2);
      await expect(batch([...pair, { Id: "c", MessageBody: "x" }])).rejects.toMatchObject({
        name: expect.stringMatching(/BatchRequestTooLong/),
      });
    });

    it("visibility changes in part, too", async () => {
      await send("one");
      const ReceiptHandle = handle(only(await receive()));
      const { Successful = [], Failed = [] } = await place().sqs.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: url,
          Entries: [
            { Id: "good", ReceiptHandle, VisibilityTimeout: 0 },
            { Id: "bad", ReceiptHandle: "no handle", VisibilityTimeout: 0 },
          ],
        }),
      );
      expect([Successful.map(({ Id }) => Id), Failed.map(({ Id }) => Id)]).toEqual([["good"], ["bad"]]);
      expect(count(only(await receive()))).toBe("2");
    });

    it("a queue that is not there is refused by name", async () => {
      const missing = new SendMessageCommand({ QueueUrl: `${url}-none`, MessageBody: "x" });
      await expect(place().sqs.send(missing)).rejects.toMatchObject({
        name: expect.stringMatching(/QueueDoesNotExist/),
      });
    });
  });
}
