import { html, raw } from "hono/html";
import { type Markup, markup, webAddress } from "#correspondence/markup";
import ltr from "#correspondence/skeletons/ltr.json" with { type: "json" };
import rtl from "#correspondence/skeletons/rtl.json" with { type: "json" };
import { directionOf, type Phrase, plain, unlinked } from "#correspondence/text";
import type { Block, Letter } from "./blocks.ts";

/** Fills a piece of a skeleton: even places are its HTML, odd ones the name of a hole. */
function fill(piece: readonly string[], values: Readonly<Record<string, string | Markup | Markup[]>>): Markup {
  const parts = piece.map((part, index) => (index % 2 === 0 ? raw(part) : (values[part] ?? missing(part))));
  return html`${parts}`;
}
function missing(hole: string): never {
  throw new Error(`Nothing was given for ${hole} in the mail's skeleton.`);
}

export function toHtml({ language, subject, preheader, blocks }: Letter): string {
  const skeleton = directionOf(language) === "rtl" ? rtl : ltr;
  const say = (phrase: Phrase) => markup(phrase, language, unlinked);
  const body = blocks.map((block) => draw(block, skeleton, say));
  const open = fill(skeleton.open, { language, title: plain(subject), preheader: plain(preheader) });
  return String(html`${open}${body}${fill(skeleton.close, {})}`);
}

function draw(block: Block, skeleton: typeof ltr, say: (phrase: Phrase) => Markup[]): Markup {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "small":
      return fill(skeleton[block.kind], { text: say(block.text) });
    case "rule":
      return fill(skeleton.rule, {});
    case "button":
      return fill(skeleton.button, { href: webAddress(block.href), label: say(block.label) });
    case "aside": {
      const link = html`<a href="${webAddress(block.href)}"><bdi dir="ltr">${block.href}</bdi></a>`;
      return fill(skeleton.small, { text: [...say(block.text), html`<br>`, link] });
    }
    case "facts": {
      const rows = block.rows.map(({ label, values }) =>
        fill(skeleton.fact, {
          label: say(label),
          values: values.map((value) =>
            "aside" in value
              ? html`<br><span class="aside" style="font-size:14px;color:#4a5568">${say(value.aside)}</span>`
              : html`<br>${say(value)}`,
          ),
        }),
      );
      return html`${rows}`;
    }
  }
}
