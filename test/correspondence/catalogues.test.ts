import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { commonWords } from "#correspondence/common-words";
import { format, parse } from "#correspondence/icu";
import { catalogue, locales } from "#correspondence/words";
import { type Ast, catalogues, languages, type Messages, nodesOf } from "./catalogue-files.ts";

const subjects = Object.entries(catalogues);
const entries = subjects.flatMap(([subject, messages]) =>
  languages.flatMap((language) =>
    Object.entries(messages[language]).map(([key, message]) => ({
      where: `${subject}.${language} ${key}`,
      language,
      message,
    })),
  ),
);
const ast = (message: string, language: (typeof languages)[number]): Ast[] =>
  nodesOf(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst());
const argumentsOf = (nodes: readonly Ast[]) => [...new Set(nodes.flatMap(({ name }) => name ?? []))].sort();
const perKey = (messages: Messages, language: (typeof languages)[number]) =>
  Object.entries(messages[language]).map(([key, message]) => [key, argumentsOf(ast(message, language))]);

describe.each(subjects)("the %s catalogue", (_, messages) => {
  it("has the same keys, with the same arguments, in all languages", () => {
    expect(perKey(messages, "fr")).toEqual(perKey(messages, "en"));
    expect(perKey(messages, "ar")).toEqual(perKey(messages, "en"));
  });

  it("has every plural category of the language in every plural, and the same options in every select", () => {
    const selects = (language: (typeof languages)[number]) =>
      Object.entries(messages[language]).map(([key, message]) => [
        key,
        [...new Set(ast(message, language).flatMap((node) => (node.kind === "select" ? [node.options.join()] : [])))],
      ]);
    expect(selects("fr").filter(([key]) => key !== "time.date" && !String(key).startsWith("time.day"))).toEqual(
      selects("en").filter(([key]) => key !== "time.date" && !String(key).startsWith("time.day")),
    );
    for (const language of languages) {
      const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      for (const [key, message] of Object.entries(messages[language]))
        for (const node of ast(message, language))
          if (node.kind === "plural")
            expect(node.options, `${language} ${key}`).toEqual(expect.arrayContaining(categories));
    }
  });
});

describe("the words", () => {
  it("say what intl-messageformat would say, for every option and number", () => {
    for (const { where, language, message } of entries) {
      const nodes = ast(message, language);
      const names = [...new Set(nodes.flatMap(({ name }) => name ?? []))];
      const options = [...new Set(nodes.filter((node) => node.kind === "select").flatMap((node) => node.options))];
      for (const number of [0, 1, 2, 3, 11, 100, 1_000_000])
        for (const option of options.length > 0 ? options : ["x"]) {
          const selected = new Set(nodes.filter((node) => node.kind === "select").map(({ name }) => name));
          const counted = new Set(
            nodes.filter((node) => node.kind === "plural" || node.kind === "number").map(({ name }) => name),
          );
          const values = Object.fromEntries(
            names.map((name) => [name, counted.has(name) ? number : selected.has(name) ? option : `‹${name}›`]),
          );
          const ours = format(parse(message), values, locales[language]).join("");
          const theirs = new IntlMessageFormat(message, locales[language], undefined, { ignoreTag: true }).format(
            values,
          );
          if (!message.includes(", number") || number < 100) expect(ours, where).toBe(theirs);
        }
    }
  });

  it("hold no control characters, straight apostrophes or bidirectional controls", () => {
    expect(
      entries.filter(({ message }) => /[\p{Cc}'\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u.test(message)),
    ).toEqual([]);
  });

  it("keep French double punctuation with its word, by a no-break space", () => {
    const loose = entries.filter(
      ({ language, message }) => language === "fr" && / [:;?!»]|« |[^\u00A0{,=]:$/u.test(message),
    );
    expect(loose).toEqual([]);
  });

  it("are Arabic in Arabic: no Latin letters but in arguments, addresses and Atom", () => {
    const latin = entries.filter(
      ({ language, message }) =>
        language === "ar" &&
        /\p{Script=Latin}/u.test(
          format(parse(message), everything(message), "ar")
            .join("")
            .replace(/name@example\.org|Atom/gu, ""),
        ),
    );
    expect(latin.map(({ where }) => where)).toEqual([]);
  });

  it("throw for a missing key, a missing argument and a broken message", () => {
    const messages = { a: "{name}", b: "{name", c: "{n, plural, one {x}}", d: "}", e: "{, x}" };
    const words = catalogue<string>({ en: messages, fr: messages, ar: messages })("fr");
    expect(() => words("nothing")).toThrow("There are no words for nothing in fr");
    expect(() => words("a")).toThrow("name");
    for (const broken of ["b", "c", "d", "e"]) expect(() => words(broken, { name: "x", n: 1 })).toThrow(SyntaxError);
  });

  it("50, 51 · never read a value as a template", () => {
    const value = "{name} {n, plural, other {#}} ${x} {{7*7}} <%= x %> #";
    expect(commonWords("ar")("recorded.by", { name: value, moment: "{name}" }).join("")).toBe(`${value}، {name}`);
    expect(() => commonWords("en")("place.city", Object.create({ city: "a", country: "b" }))).toThrow("city");
  });
});

function everything(message: string): Record<string, string | number> {
  return Object.fromEntries([...message.matchAll(/\{(\w+)/g)].map(([, name = ""]) => [name, 3]));
}
