import { readFileSync, statSync } from "node:fs";
import { Unreachable } from "#bin/convoke/client";
import { decodeText } from "#platform/encoding";
import { isWorkbook, readXlsx } from "#platform/xlsx";

/** A file as it is handed in: text that the gateway takes, how to read it, and what to tell the person about it. */
export interface Source {
  readonly text: string;
  readonly format: string;
  readonly said: string;
  readonly notes: readonly string[];
}
type Fault = { readonly code: string; readonly sentence: string };

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_CHARACTERS = 5_000_000;

/** Reads a file by what its bytes are: a workbook becomes the rows of one sheet (the one named, else one of the preferred name, else the first), anything else text in the encoding that the bytes show. */
export function importSource(
  path: string,
  options: { format?: string; sheet?: string; preferred?: string },
): Source | Fault {
  const bytes = bytesOf(path);
  if (bytes.length === 0) return { code: "empty-file", sentence: "The file is empty." };
  const source = isWorkbook(bytes)
    ? workbook(bytes, options.sheet, options.preferred)
    : asText(path, bytes, options.format);
  return "text" in source && source.text.length > MOST_CHARACTERS
    ? { code: "too-large", sentence: "The file has more than five million characters. Split it and import the parts." }
    : source;
}

function bytesOf(path: string): Buffer {
  try {
    if (statSync(path).size > MOST_BYTES) throw new Unreachable(`The file ${path} is larger than 64 MB. Split it.`);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new Unreachable(code === "ENOENT" ? `There is no file ${path}.` : `The file ${path} cannot be read.`);
  }
}

function workbook(bytes: Buffer, wanted: string | undefined, preferred: string | undefined): Source | Fault {
  const book = readXlsx(bytes, wanted, preferred);
  if ("sentence" in book) return book;
  const notes = [
    ...(book.others.length > 0 && wanted === undefined
      ? [`Other sheets were not read: ${book.others.join(", ")}. Name one with --sheet.`]
      : []),
    ...(book.formulas > 0
      ? [`${book.formulas} cells hold formulas; the values that they had when the workbook was saved were read.`]
      : []),
  ];
  return {
    text: JSON.stringify(book.rows),
    format: "rows",
    said: `Excel workbook, sheet ${book.sheet}, ${Math.max(0, book.rows.length - 1)} rows`,
    notes,
  };
}

function asText(path: string, bytes: Buffer, given: string | undefined): Source | Fault {
  const read = decodeText(bytes);
  if ("sentence" in read) return read;
  const format = given ?? (/\.json$/i.test(path) || /^\s*[{[]/.test(read.text) ? "json" : "csv");
  return { text: read.text, format, said: `${format.toUpperCase()}, ${read.encoding}`, notes: [] };
}
