/** The few things about a mail's header that a mail service must know. */

export interface Header {
  name: string;
  /** Unfolded, still encoded. */
  value: string;
}

/** The header and the body of a raw message; undefined where no blank line parts them. */
export function splitMessage(raw: string): { headers: Header[]; body: string } | undefined {
  const [gap] = /\r?\n\r?\n/.exec(raw) ?? [];
  if (gap === undefined) return undefined;
  const at = raw.indexOf(gap);
  const lines = raw
    .slice(0, at)
    .replace(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/);
  const headers: Header[] = [];
  for (const line of lines) {
    const [, name, value] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    headers.push({ name, value });
  }
  return { headers, body: raw.slice(at + gap.length) };
}

export function headerOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;
}

/** Decodes =?utf-8?B?…?= and =?utf-8?Q?…?=. */
export function decodeWords(text: string): string {
  const joined = text.replace(/(\?=)\s+(=\?)/g, "$1$2");
  return joined.replace(/(?:=\?[\w-]+\?[bq]\?[^?]*\?=)+/gi, (run) => {
    const parts = [...run.matchAll(/=\?([\w-]+)\?([bq])\?([^?]*)\?=/gi)];
    const bytes = parts.map(([, , coding = "", data = ""]) => decodeWord(coding, data));
    return new TextDecoder(parts[0]?.[1] ?? "utf-8").decode(Buffer.concat(bytes));
  });
}

function decodeWord(coding: string, data: string): Buffer {
  if (coding.toLowerCase() === "b") return Buffer.from(data, "base64");
  const plain = data
    .replace(/_/g, " ")
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, "latin1");
}

export function encodeWord(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const words: string[] = [];
  let word = "";
  for (const char of text) {
    if (Buffer.byteLength(word + char) > 42) {
      words.push(word);
      word = "";
    }
    word += char;
  }
  return [...words, word].map((one) => `=?UTF-8?B?${Buffer.from(one).toString("base64")}?=`).join("\r\n ");
}

/** Parts a list of mailboxes at its commas, quoted names and comments left whole. */
export function splitAddresses(list: string): string[] {
  const parts = list.match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|\([^)]*\)|[^,"<(])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** The bare address of a mailbox such as "A, B" <a@b.org>. */
export function addressOf(mailbox: string): string {
  const [, inside] = /<([^<>]*)>\s*$/.exec(mailbox) ?? [];
  return (inside ?? mailbox).trim();
}

/** Why a mail service would not take the address; undefined when it would. */
export function faultOf(address: string): string | undefined {
  const at = address.lastIndexOf("@");
  if (at < 1 || at === address.length - 1) return "Missing final '@domain'";
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are refused
  if (/[\u0000-\u0020\u007F]/.test(local)) return "Local address contains control or whitespace";
  if (!/^[!-~]+$/.test(local)) return "Local address contains characters that are not ASCII";
  if (local.length > 64 || address.length > 320) return "Address is too long";
  if (!/^("([^"\\]|\\.)+"|[^"(),:;<>@[\\\]]+)$/.test(local) || /^\.|\.\.|\.$/.test(local)) return "Illegal address";
  if (!/^[A-Za-z0-9.-]+$/.test(domain)) return "Domain contains illegal character";
  const labels = domain.split(".");
  if (labels.length < 2 || !labels.every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label)))
    return "Illegal domain";
  return undefined;
}
