import { limited, MOST_COLUMNS, type TableRow } from "#platform/csv";
import { readSheet } from "#platform/xlsx-sheet";
import { attribute, readXml } from "#platform/xml";
import { unzipped, type ZipEntry, zipEntries } from "#platform/zip";

/** What all parts of a workbook that are read may unpack to: fifty thousand full rows are about a third of it. */
const MOST_BYTES = 128 * 1024 * 1024;

export interface Workbook {
  readonly rows: readonly TableRow[];
  readonly sheet: string;
  /** The other visible sheets, which were not read. */
  readonly others: readonly string[];
  /** Cells whose last computed value was read, because a formula stands in them. */
  readonly formulas: number;
}
type Fault = { readonly code: string; readonly sentence: string };
const fault = (code: string, sentence: string): Fault => ({ code, sentence });

export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/** One sheet of an .xlsx workbook as rows of text: the one that is wanted; else one of the preferred name, or the first visible one. Nothing in it is run or fetched. */
export function readXlsx(bytes: Buffer, wanted?: string, preferred?: string): Workbook | Fault {
  const entries = zipEntries(bytes);
  const parts = new Map(entries?.map((entry) => [entry.name, entry]));
  if (!entries || !parts.has("xl/workbook.xml"))
    return fault("no-workbook", "The file is an archive, but no Excel workbook. Save the table as .xlsx or CSV.");
  if (entries.some(({ encrypted }) => encrypted))
    return fault("locked", "The workbook is locked by a password. Take the password away and save it again.");
  if (entries.some(({ name }) => /vbaProject|^xl\/macrosheets\//i.test(name)))
    return fault("macros", "The workbook holds macros. Save it as .xlsx, without macros, or as CSV.");
  const open = opener(bytes, parts);
  const workbook = open("xl/workbook.xml");
  const relations = open("xl/_rels/workbook.xml.rels");
  if (typeof workbook !== "string") return workbook;
  if (typeof relations !== "string") return relations;
  const { sheets, from1904 } = contentsOf(workbook, relations);
  const visible = sheets.filter(({ hidden }) => !hidden);
  const usual = visible.find(({ name }) => name.toLowerCase() === preferred) ?? visible[0];
  const sheet = wanted === undefined ? usual : sheets.find(({ name }) => name === wanted);
  if (!sheet)
    return fault(
      "no-sheet",
      `The workbook has no such sheet. It has: ${visible.map(({ name }) => name.slice(0, 40)).join(", ")}.`,
    );
  const [xml, strings, styles] = [sheet.path, "xl/sharedStrings.xml", "xl/styles.xml"].map((path) =>
    parts.has(path) || path === sheet.path ? open(path) : "",
  );
  if (typeof xml !== "string") return xml ?? damaged;
  if (typeof strings !== "string") return strings ?? damaged;
  if (typeof styles !== "string") return styles ?? damaged;
  const { rows, formulas, widest } = readSheet(xml, { strings, styles, from1904 });
  if (widest > MOST_COLUMNS)
    return fault(
      "bad-table",
      `The sheet uses ${widest} columns; at most ${MOST_COLUMNS} can be read. Delete the rest.`,
    );
  const table = limited(rows);
  if ("sentence" in table) return fault("bad-table", table.sentence);
  const others = visible.filter((other) => other !== sheet).map(({ name }) => name);
  return { rows: table.rows, sheet: sheet.name, others, formulas };
}

const damaged = fault("damaged", "The workbook is damaged. Open it in the program that made it and save it again.");

function opener(bytes: Buffer, parts: ReadonlyMap<string, ZipEntry>) {
  let left = MOST_BYTES;
  return (path: string): string | Fault => {
    const entry = parts.get(path);
    const part = entry ? unzipped(bytes, entry, left) : "damaged";
    if (part === "damaged") return damaged;
    if (part === "too-large")
      return fault("too-large", "The workbook unpacks to more than 128 MB. Split it, or save the one sheet as CSV.");
    left = Math.max(1, left - part.length);
    return part.toString("utf-8");
  };
}

function contentsOf(workbook: string, relations: string) {
  const paths = new Map<string, string>();
  readXml(relations, {
    open(name, inside) {
      const target = attribute(inside, "Target") ?? "";
      if (name === "Relationship")
        paths.set(attribute(inside, "Id") ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    },
  });
  const sheets: { name: string; hidden: boolean; path: string }[] = [];
  let from1904 = false;
  readXml(workbook, {
    open(name, inside) {
      if (name === "workbookPr") from1904 = /^(1|true)$/.test(attribute(inside, "date1904") ?? "");
      if (name === "sheet")
        sheets.push({
          name: (attribute(inside, "name") ?? "").replaceAll(/\p{C}/gu, " "),
          hidden: (attribute(inside, "state") ?? "visible") !== "visible",
          path: paths.get(/\s\w+:id\s*=\s*["']([^"']*)["']/.exec(inside)?.[1] ?? "") ?? "",
        });
    },
  });
  return { sheets, from1904 };
}
