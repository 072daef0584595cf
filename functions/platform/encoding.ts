export type Encoding =
  | "UTF-8"
  | "UTF-8 with a byte-order mark"
  | "UTF-16 LE"
  | "UTF-16 BE"
  | "Windows-1252"
  | "Windows-1256";
export type Decoded =
  | { readonly text: string; readonly encoding: Encoding }
  | { readonly code: string; readonly sentence: string };

const other = (what: string, todo: string) => ({ code: "no-text", sentence: `The file ${what}. ${todo}` });
/** Files that are often taken for a table, by their first bytes. */
const signatures: readonly (readonly [readonly number[], Decoded])[] = [
  [
    [0x50, 0x4b],
    other("is a workbook or another archive, not text", "Hand it in by `convoke import`, or save it as CSV."),
  ],
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    other("is locked by a password, or in the old Excel form (.xls)", "Take the password away and save it as .xlsx."),
  ],
  [[0x25, 0x50, 0x44, 0x46], other("is a PDF", "Save the table it was made of as CSV or .xlsx.")],
  [[0x1f, 0x8b], other("is compressed", "Unpack it first.")],
];

/**
 * Bytes as text, by what the bytes themselves say: a byte-order mark, valid UTF-8, or the shape of a Windows code page.
 * Where they leave it open the file is refused: letters that are guessed wrongly end up on a badge.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const known = signatures.find(([head]) => head.every((byte, index) => bytes[index] === byte));
  if (known) return known[1];
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes.subarray(2), "utf-16le", "UTF-16 LE");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes.subarray(2), "utf-16be", "UTF-16 BE");
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return decoded(bytes.subarray(3), "utf-8", "UTF-8 with a byte-order mark");
  if (bytes.includes(0))
    return other("is not text, or UTF-16 without its mark", "Save it again as “CSV UTF-8” or as .xlsx.");
  const utf8 = decoded(bytes, "utf-8", "UTF-8");
  return "text" in utf8 ? utf8 : codePage(bytes);
}

function decoded(bytes: Uint8Array, label: string, encoding: Encoding): Decoded {
  try {
    return { text: new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes), encoding };
  } catch {
    return other(`says that it is ${encoding}, but is damaged`, "Save it again as “CSV UTF-8” or as .xlsx.");
  }
}

/** European words hold one or two accented letters in a row; Arabic ones are three and more bytes of the upper half. */
function codePage(bytes: Uint8Array): Decoded {
  let alone = 0;
  let together = 0;
  let run = 0;
  const close = () => {
    if (run >= 3) together += run;
    else alone += run;
    run = 0;
  };
  for (const byte of bytes) {
    if (isLetter(byte)) run++;
    else close();
  }
  close();
  if (together === 0 && alone > 0) return decoded(bytes, "windows-1252", "Windows-1252");
  if (together > 2 * alone) return decoded(bytes, "windows-1256", "Windows-1256");
  return other(
    "is in an old encoding that cannot be told for certain",
    "Save it again as “CSV UTF-8” or as .xlsx, so that no letter is read wrongly.",
  );
}

const extraLetters = new Set([0x81, 0x8a, 0x8c, 0x8d, 0x8e, 0x8f, 0x90, 0x98, 0x9a, 0x9c, 0x9e, 0x9f, 0xaa]);
function isLetter(byte: number): boolean {
  return byte >= 0xc0 || extraLetters.has(byte);
}
