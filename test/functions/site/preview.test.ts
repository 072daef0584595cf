import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { PREVIEW_TOKEN } from "#correspondence/preview";
import { getAnswer } from "#functions/site/get-answer";
import type { PageEvent } from "#platform/http";
import { stubSecretariat } from "#test/functions/secretariat";
import { withInvitations } from "#test/functions/world";
import { memoryLinks } from "#test/memory/links";
import { bare } from "#test/memory/messages";

beforeAll(() => {
  stubSecretariat();
});
afterAll(() => vi.unstubAllEnvs());

const opening = (token: string, lang?: string): PageEvent => ({
  ...bare(""),
  pathParameters: { token },
  ...(lang !== undefined && { queryStringParameters: { lang } }),
});

describe("the link of a preview or a test", () => {
  it.each([
    ["en", "This is a preview"],
    ["fr", "Ceci est un aperçu"],
    ["ar", "هذه معاينة"],
  ])("says in %s what it is, opens nothing and reads nothing", async (lang, heading) => {
    const world = await withInvitations();
    const before = world.snapshot();
    const open = vi.fn();
    const said = await getAnswer({ ...world, links: memoryLinks(), open })(opening(PREVIEW_TOKEN, lang));
    expect([said.statusCode, open.mock.calls, world.snapshot() === before]).toEqual([200, [], true]);
    expect(said.body).toContain(heading);
    expect(said.body).not.toContain("<form");
  });
  it("speaks all languages where the reader's is not known", async () => {
    const world = await withInvitations();
    const said = await getAnswer({ ...world, links: memoryLinks(), open: vi.fn() })(opening(PREVIEW_TOKEN));
    expect(said.body).toMatch(/This is a preview.*Ceci est un aperçu/s);
  });
  it.each([`${PREVIEW_TOKEN}/`, PREVIEW_TOKEN.toUpperCase(), `${PREVIEW_TOKEN}x`])(
    "12 · %s is a link that is not valid",
    async (token) => {
      const world = await withInvitations();
      const said = await getAnswer({ ...world, links: memoryLinks(), open: async () => undefined })(
        opening(token, "en"),
      );
      expect([said.statusCode, said.body]).toEqual([404, expect.stringContaining("This link is not valid")]);
    },
  );
});
