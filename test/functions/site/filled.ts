import type { Shown, Site } from "#test/functions/site/visitor";

export const come = { who: "self", answer: "come" };
export const regret = { who: "self", answer: "regret" };
export const colleague = (name: string, email = "") => ({
  who: "self",
  answer: "colleague",
  colleagueName: name,
  colleagueEmail: email,
});
export const guest = (name: string, email = "gerda@example.org") => ({
  who: "other",
  answer: "come",
  otherName: name,
  otherEmail: email,
});

/** Opens the page, fills its form in and presses Continue. */
export async function check(at: Site, link: string, said: Readonly<Record<string, string>>): Promise<Shown> {
  return at.post(link, { ...(await formOf(at, link)), ...said, action: "check" });
}
/** The same, and sends what the page shows to be checked. */
export async function send(at: Site, link: string, said: Readonly<Record<string, string>>): Promise<Shown> {
  const shown = await check(at, link, said);
  if (shown.status !== 200) throw new Error(`${shown.status}: ${shown.text.slice(0, 300)}`);
  return at.post(link, { ...shown.hidden, action: "send" });
}
/** What the form sends along; where an answer is recorded, that of the form to change it. */
export async function formOf(at: Site, link: string): Promise<Readonly<Record<string, string>>> {
  const shown = await at.open(link);
  if (shown.html.includes('name="who"')) return shown.hidden;
  return (await at.post(link, { ...shown.hidden, action: "change" })).hidden;
}
