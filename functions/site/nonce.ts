import type { Links } from "#platform/links";

/** What a form was made for: this person, the delegation and the meeting as they stood, and one answer. */
export interface Made {
  readonly person: string;
  readonly version: number;
  /** The convocation's. */
  readonly revision: number;
  readonly answerId: string;
}

/** `<version>.<revision>.<mac>`: ties a form to what its reader saw. Nobody without our secret can make one. */
export async function nonceFor(links: Links, made: Made): Promise<string> {
  return `${made.version}.${made.revision}.${await links.seal(textOf(made))}`;
}

/** What the form was made for; undefined where we did not make it for this person and answer. */
export async function seenBy(
  links: Links,
  nonce: string,
  made: Omit<Made, "version" | "revision">,
): Promise<Pick<Made, "version" | "revision"> | undefined> {
  const [, version, revision, mac] = /^(\d{1,9})\.(\d{1,9})\.([a-z2-7]{32})$/.exec(nonce) ?? [];
  if (mac === undefined) return undefined;
  const seen = { version: Number(version), revision: Number(revision) };
  return (await links.sealed(textOf({ ...made, ...seen }), mac)) ? seen : undefined;
}

function textOf({ person, version, revision, answerId }: Made): string {
  return `${person}|${version}|${revision}|${answerId}`;
}
