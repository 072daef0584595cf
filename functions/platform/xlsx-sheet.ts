import { MOST_COLUMNS, MOST_ROWS, type TableRow } from "#platform/csv";
import { attribute, readXml } from "#platform/xml";

interface Parts {
  readonly strings: string;
  readonly styles: string;
  readonly from1904: boolean;
}

/** The rows of a sheet that hold something, numbered as the sheet numbers them. Stops after more rows or columns than can be taken. */
export function readSheet(xml: string, { strings, styles, from1904 }: Parts) {
  const shared = sharedStrings(strings);
  const dates = dateStyles(styles);
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let line = 0;
  let column = 0;
  let widest = 0;
  let formulas = 0;
  let cell = { type: "", style: 0, value: "", inValue: false, formula: false };
  let skip = 0;
  readXml(xml, {
    open(name, inside) {
      if (name === "row") {
        line = Number(attribute(inside, "r") ?? line + 1);
        cells = [];
        column = 0;
      } else if (name === "c") {
        column = columnOf(attribute(inside, "r")) ?? column + 1;
        const style = Number(attribute(inside, "s") ?? 0);
        cell = { type: attribute(inside, "t") ?? "n", style, value: "", inValue: false, formula: false };
      } else if (name === "f") cell.formula = true;
      else if (name === "rPh") skip++;
      else if (name === "v" || name === "t") cell.inValue = skip === 0;
    },
    text(text) {
      if (cell.inValue) cell.value += text;
    },
    close(name) {
      if (name === "v" || name === "t") cell.inValue = false;
      else if (name === "rPh") skip--;
      else if (name === "c") {
        const text = shown(cell, shared, dates, from1904).trim();
        if (cell.formula) formulas++;
        if (text === "") return;
        widest = Math.max(widest, column);
        if (column > MOST_COLUMNS) return;
        while (cells.length < column - 1) cells.push("");
        cells[column - 1] = text;
      } else if (name === "row" && cells.length > 0 && rows.length <= MOST_ROWS + 1) rows.push({ line, cells });
    },
  });
  return { rows, formulas, widest };
}

function shown(
  { type, style, value }: { type: string; style: number; value: string },
  shared: readonly string[],
  dates: ReadonlySet<number>,
  from1904: boolean,
): string {
  if (type === "s") return shared[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  if (type === "d") return value.slice(0, 10);
  if (type === "n" && value !== "" && dates.has(style)) return dayOfSerial(Number(value), from1904) ?? value;
  return unescaped(value);
}

/** Excel writes characters that XML cannot hold as _x000D_. */
function unescaped(text: string): string {
  return text.includes("_x")
    ? text.replaceAll(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? "")?.[0];
  return letters === undefined
    ? undefined
    : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function dayOfSerial(serial: number, from1904: boolean): string | undefined {
  // Excel counts a 29 February 1900 that never was.
  const days = Math.floor(serial) + (from1904 ? 1462 : 0) - (serial < 60 && !from1904 ? 25_568 : 25_569);
  if (!Number.isFinite(days) || days < -25_568 || days > 2_932_896) return undefined;
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let text = "";
  let inText = false;
  let phonetic = 0;
  readXml(xml, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") phonetic++;
      else if (name === "t") inText = phonetic === 0;
    },
    text(more) {
      if (inText) text += more;
    },
    close(name) {
      if (name === "t") inText = false;
      else if (name === "rPh") phonetic--;
      else if (name === "si") strings.push(unescaped(text));
    },
  });
  return strings;
}

/** The cell styles that show a number as a date: Excel's own formats, and those of the file that name a day, a month or a year. */
function dateStyles(xml: string): ReadonlySet<number> {
  const formats = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 57, 58]);
  const styles = new Set<number>();
  let inCells = false;
  let index = 0;
  readXml(xml, {
    open(name, inside) {
      if (name === "numFmt") {
        const code = (attribute(inside, "formatCode") ?? "").replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, "");
        if (/[yd]/i.test(code)) formats.add(Number(attribute(inside, "numFmtId")));
      } else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) {
        if (formats.has(Number(attribute(inside, "numFmtId")))) styles.add(index);
        index++;
      }
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return styles;
}
