export type AddressFault =
  | "empty"
  | "several"
  | "display-name"
  | "quoted"
  | "not-ascii-local"
  | "domain"
  | "too-long"
  | "shape";

/** Why an address cannot be written to, or undefined where it can. SES takes ASCII local parts only and domains as punycode. */
export function addressFault(address: string): AddressFault | undefined {
  if (address.trim() === "") return "empty";
  if (address.length > 320) return "too-long";
  if (/[<>]/.test(address)) return "display-name";
  if (/["()\\]/.test(address)) return "quoted";
  if (/[,;\s]/.test(address) || (address.match(/@/g) ?? []).length > 1) return "several";
  const [local = "", domain = ""] = address.split("@");
  if (local === "" || domain === "") return "shape";
  if (!/^[\x21-\x7e]+$/.test(local)) return "not-ascii-local";
  if (local.length > 64 || /^\.|\.$|\.\./.test(local) || !/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+$/.test(local))
    return "shape";
  if (!/^(?=.{4,253}$)([a-z0-9](-*[a-z0-9]){0,62}\.)+[a-z][a-z0-9-]*[a-z0-9]$/i.test(domain)) return "domain";
  if (domain.split(".").some((label) => label.length > 63)) return "domain";
  return undefined;
}

const sentences: Record<AddressFault, string> = {
  empty: "has no e-mail address; give one",
  several: "holds more than one address, or a space; give one address",
  "display-name": "holds a name with the address; give the bare address and put the name in its own column",
  quoted: "has quotes, brackets or comments; give a plain address",
  "not-ascii-local": "has letters before the @ that the mail service cannot carry; ask for an address in plain letters",
  domain: "has a domain that cannot receive mail; write it in plain letters (punycode), with a dot and no IP address",
  "too-long": "is longer than 320 characters; give a shorter address",
  shape: "is not an address; write it as name@domain",
};
/** What is wrong with the address and what to do, to follow a subject such as "line 3, Austria:". */
export function addressSentence(fault: AddressFault): string {
  return sentences[fault];
}

/** Two spellings that reach one mailbox for our purposes: the domain and letter case. Not an identity: mailboxes are shared (design, rule 7). */
export function sameMailbox(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
