import { html, Markup } from "./html.ts";

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dbe0, #3a3f47); --soft: light-dark(#5b6470, #a3abb6); --mark: light-dark(#0b57a4, #8ab8f0); --sheet: light-dark(#fff, #1c1f24); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 0 1rem 3rem; font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#f6f7f9, #14161a); }
a { color: var(--mark); text-underline-offset: .15em; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; padding: 1rem 0; border-bottom: 1px solid var(--line); }
header strong { margin-inline-end: auto; }
header a[aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 1.25rem 0 .75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
.soft, dt { color: var(--soft); }
ul.list { list-style: none; margin: 0; padding: 0; background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; }
ul.list > li { padding: .6rem .9rem; overflow-wrap: anywhere; }
ul.list > li + li { border-top: 1px solid var(--line); }
ul.list a { font-weight: 600; }
.row { display: flex; flex-wrap: wrap; gap: .1rem .9rem; justify-content: space-between; font-size: .9rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0 0 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
nav.parts { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0 0 .75rem; }
nav.parts a[aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
iframe { display: block; width: 100%; height: 70vh; border: 1px solid var(--line); border-radius: .5rem; background: #fff; }
pre { margin: 0; padding: .9rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
form { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; margin: 0 0 1rem; }
label { display: grid; gap: .2rem; font-size: .9rem; color: var(--soft); }
input, button { font: inherit; min-height: 2.75rem; padding: .4rem .8rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--sheet); color: inherit; max-width: 100%; }
button { background: var(--mark); border-color: var(--mark); color: light-dark(#fff, #10141a); cursor: pointer; }
button.plain { background: var(--sheet); color: inherit; border-color: var(--line); }
.now { font-size: 1.6rem; font-variant-numeric: tabular-nums; }
.alert { border: 1px solid light-dark(#b3261e, #f2b8b5); border-radius: .5rem; padding: .6rem .9rem; margin: 1rem 0; overflow-wrap: anywhere; }
`;

export type Place = "mailbox" | "clock" | "problems";

export interface Frame {
  title: string;
  place: Place;
  /** How many problems there are. */
  problems: number;
  siteUrl: string;
}

/** A whole page. */
export function page({ title, place, problems, siteUrl }: Frame, content: Markup): string {
  const link = (name: Place, address: string, text: string) =>
    html`<a href="${address}"${place === name ? html` aria-current="page"` : undefined}>${text}</a>`;
  const whole = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${new Markup(STYLE)}</style></head>
<body><header><strong>Convoke on this machine</strong>${link("mailbox", "/", "Mailbox")}${link("clock", "/clock", "Clock")}${link("problems", "/problems", problems === 0 ? "Problems" : `Problems (${problems})`)}<a href="${siteUrl}">Public site</a></header>
<main>${content}</main></body></html>`;
  return whole.text;
}

/** 2022-03-22 09:00:00 UTC */
export const instant = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
