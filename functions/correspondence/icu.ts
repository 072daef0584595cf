/**
 * The part of ICU MessageFormat that the catalogues use: arguments, `number` (plain or `::00`), `select` and `plural` with
 * `=n`, CLDR categories and `#`. A test holds it against intl-messageformat, which would add 33 KB to every page's bundle.
 */
export type Message = readonly Node[];
type Node =
  | string
  | { readonly kind: "argument" | "two-digits"; readonly name: string }
  | { readonly kind: "count" }
  | { readonly kind: "select" | "plural"; readonly name: string; readonly options: ReadonlyMap<string, Message> };

/** Throws for what it does not know: an unbalanced brace, another kind of argument, options without `other`. */
export function parse(message: string): Message {
  const [nodes, end] = nodesAt(message, 0, false);
  if (end < message.length) throw new SyntaxError(`A brace closes nothing: ${message}`);
  return nodes;
}

function nodesAt(message: string, start: number, inPlural: boolean): [Message, number] {
  const nodes: Node[] = [];
  let at = start;
  while (at < message.length && message[at] !== "}") {
    if (message[at] === "{") {
      const [node, next] = argumentAt(message, at + 1);
      nodes.push(node);
      at = next;
    } else if (inPlural && message[at] === "#") {
      nodes.push({ kind: "count" });
      at += 1;
    } else {
      const rest = message.slice(at).search(inPlural ? /[{}#]/ : /[{}]/);
      const until = rest < 0 ? message.length : at + rest;
      nodes.push(message.slice(at, until));
      at = until;
    }
  }
  return [nodes, at];
}

const head = /\s*(\w+)\s*(?:,\s*(number|select|plural)\s*(?:,\s*(::00)?\s*)?)?/y;
const option = /\s*(=\d+|[\w-]+)\s*\{/y;

function argumentAt(message: string, start: number): [Node, number] {
  head.lastIndex = start;
  const [, name, kind, style] = head.exec(message) ?? [];
  if (name === undefined) throw new SyntaxError(`An argument has no name: ${message}`);
  let at = head.lastIndex;
  if (kind !== "select" && kind !== "plural")
    return [{ kind: style === undefined ? "argument" : "two-digits", name }, closed(message, at)];
  const options = new Map<string, Message>();
  for (option.lastIndex = at; ; option.lastIndex = at) {
    const [, key] = option.exec(message) ?? [];
    if (key === undefined) break;
    const [nodes, end] = nodesAt(message, option.lastIndex, kind === "plural");
    options.set(key, nodes);
    at = closed(message, end);
  }
  if (!options.has("other")) throw new SyntaxError(`The options of ${name} have no other: ${message}`);
  return [{ kind, name, options }, closed(message, at)];
}

function closed(message: string, at: number): number {
  const rest = message.slice(at).trimStart();
  if (!rest.startsWith("}")) throw new SyntaxError(`A brace is not closed: ${message}`);
  return message.length - rest.length + 1;
}

type Given<T> = Readonly<Record<string, string | number | T>>;

/** The message with its values, as pieces; values that are no text or number come through as they are. Throws for a missing one. */
export function format<T extends object>(
  message: Message,
  values: Given<T>,
  locale: string,
  count?: number,
): (string | T)[] {
  return message.flatMap((node) => pieces(node, values, locale, count));
}

function pieces<T extends object>(node: Node, values: Given<T>, locale: string, count = 0): (string | T)[] {
  if (typeof node === "string") return [node];
  switch (node.kind) {
    case "count":
      return [new Intl.NumberFormat(locale).format(count)];
    case "argument": {
      const value = given(values, node.name);
      return [typeof value === "number" ? String(value) : value];
    }
    case "two-digits":
      return [String(given(values, node.name)).padStart(2, "0")];
    case "select":
      return format(optionOf(node.options, String(given(values, node.name)), "other"), values, locale, count);
    case "plural": {
      const number = Number(given(values, node.name));
      const category = new Intl.PluralRules(locale).select(number);
      return format(optionOf(node.options, `=${number}`, category, "other"), values, locale, number);
    }
  }
}

function given<T>(values: Given<T>, name: string): string | number | T {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new Error(`The words need ${name}, and it was not given.`);
  return value;
}

function optionOf(options: ReadonlyMap<string, Message>, ...keys: string[]): Message {
  return keys.map((key) => options.get(key)).find((message) => message !== undefined) ?? [];
}
