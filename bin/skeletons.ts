import { writeFile } from "node:fs/promises";
import mjml2html from "mjml";

/**
 * Compiles the mails' skeletons from MJML and cuts them into pieces, one per kind of block, for the renderer to fill.
 * Run by hand after a change, output committed: node bin/skeletons.ts
 */

/** A piece is text and holes in turn: even places are HTML, odd ones the name of what goes there. */
export type Piece = string[];
const names = ["open", "heading", "paragraph", "fact", "button", "small", "rule", "close"] as const;
export type Skeleton = Record<(typeof names)[number], Piece>;

const ink = "#1c2430";
const quiet = "#4a5568";
const accent = "#14507a";

const dark = `
  .page { background-color: #12181f !important; }
  .card, .card > table { background-color: #1c242e !important; }
  .ink div, .ink p { color: #f1f5f9 !important; }
  .ink .aside { color: #b9c4d0 !important; }
  .quiet div { color: #b9c4d0 !important; }
  .quiet a, .ink a { color: #9fd0f5 !important; }
  .button table td, .button a { background-color: #9fd0f5 !important; color: #0c1a26 !important; }
  .rule p { border-color: #465364 !important; }`;

function source(direction: "ltr" | "rtl"): string {
  const align = direction === "rtl" ? "right" : "left";
  const mark = (name: string) => `<mj-raw><!--piece ${name}--></mj-raw>`;
  return `
<mjml lang="hole_language_" dir="${direction}">
  <mj-head>
    <mj-title>hole_title_</mj-title>
    <mj-preview>hole_preheader_</mj-preview>
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
    <mj-attributes>
      <mj-all font-family="'Segoe UI', Tahoma, Arial, 'Noto Sans', 'Noto Sans Arabic', sans-serif" />
      <mj-section direction="${direction}" padding="0" />
      <mj-column direction="${direction}" padding="16px 8px" />
      <mj-text align="${align}" color="${ink}" font-size="16px" line-height="${direction === "rtl" ? "1.7" : "1.5"}" padding="8px 16px" />
      <mj-button align="${align}" background-color="${accent}" color="#ffffff" border-radius="4px" font-size="16px" font-weight="bold" inner-padding="14px 22px" padding="12px 16px" />
      <mj-divider border-width="1px" border-color="#cbd5e0" padding="12px 16px" />
    </mj-attributes>
    <mj-style>@media (prefers-color-scheme: dark) {${dark}
}</mj-style>
  </mj-head>
  <mj-body width="600px" background-color="#eef2f6" css-class="page">
    <mj-section background-color="#ffffff" css-class="card">
      <mj-column>
        ${mark("heading")}
        <mj-text css-class="ink" font-size="22px" font-weight="bold" line-height="1.35"><h1 style="margin:0;font-size:22px;line-height:1.35">hole_text_</h1></mj-text>
        ${mark("paragraph")}
        <mj-text css-class="ink">hole_text_</mj-text>
        ${mark("fact")}
        <mj-text css-class="ink" padding="6px 16px"><strong>hole_label_</strong>hole_values_</mj-text>
        ${mark("button")}
        <mj-button css-class="button" href="hole_href_">hole_label_</mj-button>
        ${mark("small")}
        <mj-text css-class="quiet" font-size="14px" color="${quiet}" padding="6px 16px">hole_text_</mj-text>
        ${mark("rule")}
        <mj-divider css-class="rule" />
        ${mark("close")}
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
}

export async function compileSkeleton(direction: "ltr" | "rtl"): Promise<Skeleton> {
  const { html, errors } = await mjml2html(source(direction), { validationLevel: "strict", keepComments: true });
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join("\n"));
  const parts = html.split(/<!--piece (?:[a-z]+)-->/);
  if (parts.length !== names.length) throw new Error(`The skeleton fell into ${parts.length} pieces.`);
  const cut = (name: (typeof names)[number]): Piece =>
    (parts[names.indexOf(name)] ?? "")
      .replace(/\n\s*/g, "\n")
      .trim()
      .replaceAll("text-align:left", `text-align:${direction === "rtl" ? "right" : "left"}`)
      .split(/hole_([a-z]+)_/);
  return {
    open: cut("open"),
    heading: cut("heading"),
    paragraph: cut("paragraph"),
    fact: cut("fact"),
    button: cut("button"),
    small: cut("small"),
    rule: cut("rule"),
    close: cut("close"),
  };
}

if (import.meta.main)
  for (const direction of ["ltr", "rtl"] as const) {
    const file = new URL(`../functions/correspondence/skeletons/${direction}.json`, import.meta.url);
    await writeFile(file, `${JSON.stringify(await compileSkeleton(direction), null, 1)}\n`);
    console.log(`functions/correspondence/skeletons/${direction}.json`);
  }
