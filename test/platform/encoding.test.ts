import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "#platform/encoding";

const text = "partie;nom\nAT;Élodie Müller\n";
const bytes = (...parts: (number[] | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const swapped = (some: Buffer) => Buffer.from(some).swap16();

describe("the encoding of a file, by its bytes", () => {
  it.each<[string, Buffer, string, string]>([
    ["plain ASCII", Buffer.from("party,name\n"), "party,name\n", "UTF-8"],
    ["UTF-8", Buffer.from(text), text, "UTF-8"],
    ["76 · a byte-order mark", bytes([0xef, 0xbb, 0xbf], Buffer.from(text)), text, "UTF-8 with a byte-order mark"],
    ["76 · UTF-16 as Excel's “Unicode text”", bytes([0xff, 0xfe], Buffer.from(text, "utf16le")), text, "UTF-16 LE"],
    ["76 · UTF-16 the other way round", bytes([0xfe, 0xff], swapped(Buffer.from(text, "utf16le"))), text, "UTF-16 BE"],
    ["Windows-1252", Buffer.from(text, "latin1"), text, "Windows-1252"],
    ["Windows-1252 with two accents together", Buffer.from("name\ncréée\n", "latin1"), "name\ncréée\n", "Windows-1252"],
    [
      "Windows-1256",
      bytes(Buffer.from("name\n"), [0xc7, 0xe1, 0xe4, 0xe3, 0xd3, 0xc7, 0x0a]),
      "name\nالنمسا\n",
      "Windows-1256",
    ],
  ])("%s", (_, file, read, encoding) => {
    expect(decodeText(file)).toEqual({ text: read, encoding });
  });
  it.each<[string, Buffer, RegExp]>([
    ["a workbook", Buffer.from("PK\u0003\u0004rest"), /a workbook/],
    ["an old workbook or one behind a password", bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), /password/],
    ["a PDF", Buffer.from("%PDF-1.7"), /PDF/],
    ["a compressed file", bytes([0x1f, 0x8b, 8]), /compressed/],
    ["76 · UTF-16 without a mark", Buffer.from(text, "utf16le"), /without its mark/],
    ["76 · half a character after a UTF-8 mark", bytes([0xef, 0xbb, 0xbf, 0xc3]), /damaged/],
    [
      "an old encoding that cannot be told",
      bytes(Buffer.from("créé été né ", "latin1"), [0xc7, 0xe1, 0xe4]),
      /cannot be told/,
    ],
  ])("%s is refused with what to do", (_, file, sentence) => {
    expect(decodeText(file)).toMatchObject({ code: "no-text", sentence: expect.stringMatching(sentence) });
  });
  it("76 · any bytes are text or a sentence, never an exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (some) => {
        const read = decodeText(some);
        expect("text" in read || read.sentence.endsWith(".")).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (some) => {
        const read = decodeText(Buffer.from(some.replaceAll("\0", "")));
        expect("text" in read ? read.text : read.sentence).toEqual(expect.any(String));
      }),
    );
  });
});
