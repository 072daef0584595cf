import { type AddressFault, addressFault } from "#domain/address";
import { textFault } from "#domain/import-text";

const sentences: Record<AddressFault, string> = {
  empty: "is empty; give the person's e-mail address",
  several: "holds two addresses, or a space; keep one, and give the other person a row of their own",
  "display-name":
    "holds a name beside the address; keep what stands between < and >, and put the name in its own column",
  quoted: "has quotes, brackets or a comment; ask for a plain address such as name@example.org",
  "not-ascii-local":
    "has letters before the @ that our mail service cannot carry; ask for an address in plain Latin letters",
  domain:
    "has a domain that cannot receive mail; write it with a dot and in plain letters (an international domain as xn--…), and no IP address",
  "too-long": "is longer than 320 characters; give a shorter address",
  shape: "is not an e-mail address; write it as name@example.org",
};

/** Why an address of a file cannot be taken, and what to write instead. */
export function importedAddressFault(address: string): string | undefined {
  const fault = addressFault(address);
  if (fault === "empty") return sentences.empty;
  if (/[\p{Cc}\p{Cf}]/u.test(address)) return textFault(address) ?? "has invisible characters; type it again by hand";
  if (address.startsWith("=")) return "is a formula; write the address itself";
  if (fault !== undefined) return sentences[fault];
  if (/^(no-?reply|do-?not-?reply|mailer-daemon|bounces?)@/i.test(address))
    return "is an address that nobody reads; give one that a person reads";
  return undefined;
}
