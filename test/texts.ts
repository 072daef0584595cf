import fc from "fast-check";

/** One UTF-16 unit, often one that has hurt somebody: controls, separators, marks, bidi overrides, half an emoji. */
const unit = fc.oneof(
  fc.integer({ min: 0x20, max: 0x7e }),
  fc.constantFrom(
    0,
    9,
    10,
    13,
    0x22,
    0x27,
    0x2c,
    0x3b,
    0x85,
    0xa0,
    0x130,
    0x131,
    0x301,
    0x434,
    0x645,
    0x200b,
    0x2028,
    0x202e,
    0xd83d,
    0xde00,
    0xfeff,
  ),
  fc.integer({ min: 0, max: 0xffff }),
);
/** Any text at all, well-formed or not. (fast-check's own binary strings cost half a second to begin with.) */
export const anyText = (maxLength = 40) => fc.array(unit, { maxLength }).map((units) => String.fromCharCode(...units));
/** Any text that may travel as UTF-8. */
export const wellFormed = (maxLength = 40) => anyText(maxLength).map((text) => text.toWellFormed());
