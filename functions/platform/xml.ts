export interface XmlReader {
  open?(name: string, attributes: string): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Walks XML once, from its start to its end, in linear time. Prefixes are dropped; entities other than XML's own five stay as they are. */
export function readXml(xml: string, reader: XmlReader): void {
  let at = 0;
  while (at < xml.length) {
    const tag = xml.indexOf("<", at);
    if (tag === -1) return;
    if (tag > at) reader.text?.(plain(xml.slice(at, tag)));
    if (xml.startsWith("<![CDATA[", tag)) {
      const end = ended(xml, "]]>", tag);
      reader.text?.(xml.slice(tag + 9, end));
      at = end + 3;
    } else if (xml.startsWith("<!--", tag)) at = ended(xml, "-->", tag) + 3;
    else {
      const end = ended(xml, ">", tag);
      const inside = xml.slice(tag + 1, end);
      if (inside.startsWith("/")) reader.close?.(nameOf(inside.slice(1)));
      else if (!inside.startsWith("?") && !inside.startsWith("!")) {
        const name = nameOf(inside);
        reader.open?.(name, inside);
        if (inside.endsWith("/")) reader.close?.(name);
      }
      at = end + 1;
    }
  }
}

function ended(xml: string, mark: string, from: number): number {
  const end = xml.indexOf(mark, from);
  return end === -1 ? xml.length : end;
}
function nameOf(inside: string): string {
  const name = /^[^\s/]*/.exec(inside)?.[0] ?? "";
  return name.slice(name.indexOf(":") + 1);
}

const attributes = new Map<string, RegExp>();
/** An attribute's value, with or without a prefix. */
export function attribute(inside: string, name: string): string | undefined {
  let pattern = attributes.get(name);
  if (!pattern) {
    pattern = new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    attributes.set(name, pattern);
  }
  const found = pattern.exec(inside);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : plain(value);
}

const five: { readonly [name: string]: string } = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
function plain(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return five[name] ?? whole;
    const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
