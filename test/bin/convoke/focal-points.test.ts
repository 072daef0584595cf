import { expect, it } from "vitest";
import { log } from "#platform/log";
import { convoke, doors } from "#test/bin/door";
import { type World, withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");
const open = doors();
/** The command line at a world's door, as Amina. */
async function at(world: World) {
  const door = await open(world);
  return { said: async (line: string) => convoke(...line.split(" "), "--url", door.url, "--as", "amina") };
}

const CHANGE =
  "contact change --party AT --rank primary --name Nora --email nora@example.org --language fr --since 2022-02-10 --evidence NV-7";

it("a focal point is changed, shown with the letter's reference, and ended; each said in a sentence", async () => {
  const { said } = await at(await withInvitations());
  expect(await said(CHANGE)).toMatchObject({
    code: 0,
    err: "",
    out: expect.stringMatching(
      /^Nora is AT’s primary focal point as from 2022-02-10\. Who it was until then ends the day before\. .* with a new link/,
    ),
  });
  const list = (await said("contact list --party AT --as-of 2022-03-22")).out;
  expect(list).toMatch(/Nora +nora@example\.org +fr +primary +2022-02-10 +NV-7/);
  expect(list).not.toContain("focal.point.at@example.org");
  expect((await said("contact list --party AT --as-of 2022-02-09")).out).toContain("focal.point.at@example.org");
  expect((await said("contact end --party AT --rank primary --until 2022-03-31 --evidence NV-9")).out).toMatch(
    /^AT has no primary focal point after 2022-03-31\./,
  );
  expect((await said(CHANGE.replace("2022-02-10", "2022-05-01"))).out).toMatch(/There was none before\. .* stay with/);
});

it("what cannot be is refused in a sentence, and what is missing is named", async () => {
  const { said } = await at(await withInvitations());
  expect(await said(CHANGE.replace("2022-02-10", "2019-12-31"))).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringMatching(
      /^Refused \(overlapping-terms\): AT has a primary focal point whose term begins on 2020-01-01/,
    ),
  });
  expect(await said(CHANGE.replace(" --evidence NV-7", ""))).toMatchObject({
    code: 2,
    err: expect.stringContaining("--evidence"),
  });
  expect(await said(CHANGE.replace("primary", "first"))).toMatchObject({
    code: 2,
    err: expect.stringContaining("primary"),
  });
});
