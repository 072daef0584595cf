import { build } from "esbuild";
import { expect, it } from "vitest";

const inputsOf = async (contents: string) => {
  const { metafile } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    charset: "utf8",
    mainFields: ["module", "main"],
    write: false,
    metafile: true,
  });
  const [output] = Object.values(metafile.outputs);
  const inputs = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const own = inputs.filter(([path]) => path.startsWith("functions/correspondence/"));
  return {
    subjects: [...new Set(own.flatMap(([path]) => /catalogues\/(\w+)\./.exec(path)?.[1] ?? []))].sort(),
    kilobytes: own.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0) / 1024,
    libraries: [...new Set(inputs.flatMap(([path]) => /node_modules\/([\w-]+)/.exec(path)?.[1] ?? []))].sort(),
  };
};

it("the answer page carries its own words, at most 64 KB of them and of code, and no mail, no polyfill", async () => {
  const bundle = await inputsOf(
    'export { answerPage, messagePage, pageStyle, proposedPage, unsubscribePage } from "#correspondence/pages"',
  );
  expect(bundle.subjects).toEqual(["cities", "common", "frame", "page"]);
  expect(bundle.libraries).toEqual(["hono"]);
  expect(bundle.kilobytes).toBeLessThan(64);
});

it("the public pages carry neither mails nor the answer page", async () => {
  const bundle = await inputsOf(
    'export { documentPage, feed, homePage, messagePage, pageStyle } from "#correspondence/pages"',
  );
  expect(bundle.subjects).toEqual(["cities", "common", "frame", "site"]);
  expect(bundle.kilobytes).toBeLessThan(40);
});

it("the mails carry no pages, and no MJML", async () => {
  const bundle = await inputsOf(
    'export { renderMail } from "#correspondence/mail"; export { calendarObject } from "#correspondence/calendar"',
  );
  expect(bundle.subjects).toEqual(["cities", "common", "mail"]);
  expect(bundle.libraries).toEqual(["hono", "ical-generator"]);
});
