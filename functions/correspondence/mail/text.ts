import { commonWords } from "#correspondence/common-words";
import { webAddress } from "#correspondence/markup";
import { isolated } from "#correspondence/text";
import type { Block, Letter } from "./blocks.ts";

/** The same blocks as text: links on a line of their own, names in isolates. */
export function toText({ language, blocks }: Letter): string {
  const t = commonWords(language);
  const draw = (block: Block): string => {
    switch (block.kind) {
      case "heading":
      case "paragraph":
      case "small":
        return isolated(block.text);
      case "rule":
        return "--";
      case "button":
        return `${isolated(t("label", { label: block.label }))}\n${webAddress(block.href)}`;
      case "aside":
        return `${isolated(block.text)}\n${webAddress(block.href)}`;
      case "facts":
        return block.rows
          .map(({ label, values }) =>
            [
              isolated(t("label", { label })),
              ...values.map((value) => `  ${isolated("aside" in value ? value.aside : value)}`),
            ].join("\n"),
          )
          .join("\n\n");
    }
  };
  // The address stands beneath a button's label already: no second one for those whose program shows no buttons.
  const said = blocks.filter((block, index) => {
    const before = blocks[index - 1];
    return !(block.kind === "aside" && before?.kind === "button" && before.href === block.href);
  });
  return `${said.map(draw).join("\n\n")}\n`;
}
