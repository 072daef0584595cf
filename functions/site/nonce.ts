import type { Links } from "#platform/links";

/** What a form was made for: this person, the delegation as it stood, and one answer. */
export interface Made {
  readonly person: string;
  readonly version: number;
  readonly answerId: string;
}

/** `<version>.<mac>`: ties a form to what its reader saw. Nobody without our secret can make one. */
export async function nonceFor(links: Links, made: Made): Promise<string> {
  return `${made.version}.${await links.seal(textOf(made))}`;
}

/** The version that the form was made for; undefined where we did not make it for this person and answer. */
export async function versionOf(links: Links, nonce: string, made: Omit<Made, "version">): Promise<number | undefined> {
  const version = Number(/^(\d{1,9})\.[a-z2-7]{32}$/.exec(nonce)?.[1] ?? Number.NaN);
  if (Number.isNaN(version)) return undefined;
  return (await links.sealed(textOf({ ...made, version }), nonce.slice(nonce.indexOf(".") + 1))) ? version : undefined;
}

function textOf({ person, version, answerId }: Made): string {
  return `${person}|${version}|${answerId}`;
}
