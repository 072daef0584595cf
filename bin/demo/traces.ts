import type { Letter } from "#bin/demo/mailbox";
import { world } from "#bin/demo/world";
import type { Written } from "#lib/local/witness";

/** What must stand nowhere outside the tables and the mails themselves. */
export interface Canaries {
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  /** The secret part of every link; what stands before it is an id. */
  readonly seals: readonly string[];
}

/** A text that is kept somewhere. */
export interface Text {
  readonly place: string;
  readonly name: string;
  readonly text: string;
}

export interface Leak {
  readonly place: string;
  readonly what: string;
}

/** Everything that was logged, put on a bus or into a queue while a job was played. */
export class Traces {
  readonly written: Written[] = [];
  readonly see = (written: Written): void => void this.written.push(written);

  /** SES tells the account's default bus whom it wrote to. That is AWS's own; our rules let ids through and nothing keeps the rest. */
  ours(): Written[] {
    return this.written.filter(({ place, name }) => place !== "bus" || name !== "default");
  }
  count(place: Written["place"]): number {
    return this.ours().filter((one) => one.place === place).length;
  }
}

/** Of everybody in the contacts, of everybody who was written to or named in an answer, and of every link that was minted. */
export function canariesOf(letters: readonly Letter[], named: readonly { name: string; email: string }[]): Canaries {
  const people = [...world.contacts, ...named];
  const texts = letters.flatMap(({ html, text, calendars }) => [html, text, ...calendars]);
  return {
    names: [...new Set(people.map(({ name }) => name))],
    addresses: [...new Set([...people.map(({ email }) => email), ...letters.map(({ to }) => to)])],
    seals: [...new Set(texts.flatMap((text) => [...text.matchAll(LINK)].map(([, seal = ""]) => seal)))],
  };
}

const LINK = /\/[rud]\/[a-z2-7]{18}\.([a-z2-7]{32})/g;
const SEAL = /[a-z2-7]{32}/g;
/** Of anybody at all; a package with its version is none. */
const ADDRESS = /[\p{L}\p{N}._%+-]+@(?![\d.]+)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;

/** Where a canary, or any address at all, stands in what was written: as it is, in any case, escaped or encoded. */
export function leaksIn(written: readonly Text[], { names, addresses, seals }: Canaries): Leak[] {
  const words = [...names, ...addresses].map((word) => word.toLowerCase());
  const known = new Set(seals);
  return written.flatMap(({ place, name, text }) => {
    const plain = readable(text).toLowerCase();
    const found = [
      ...words.filter((word) => plain.includes(word)),
      ...(plain.match(ADDRESS) ?? []),
      ...(plain.match(SEAL) ?? []).filter((seal) => known.has(seal)),
    ];
    return [...new Set(found)].map((what) => ({ place: `${place} ${name}`, what }));
  });
}

/** With the escapes of JSON, of addresses and of base64 taken back, each beside what stood there. */
function readable(text: string): string {
  const unescaped = text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const decoded = unescaped.replace(/(?:%[0-9a-f]{2})+/gi, (run) => decodedRun(run));
  const packed = (text.match(/[A-Za-z0-9+/]{24,}={0,2}/g) ?? [])
    .map((run) => Buffer.from(run, "base64").toString())
    // A hash decodes to no text.
    .filter((said) => !/[\p{Cc}\uFFFD]/u.test(said.replaceAll(/\s/g, "")));
  return [decoded, ...packed].join("\n");
}

function decodedRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}
