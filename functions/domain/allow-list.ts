import { sameMailbox } from "#domain/address";

/** Whether a list of addresses and domains (with their @) holds an address. */
export function isListed(list: readonly string[], address: string): boolean {
  return list.some(
    (entry) =>
      sameMailbox(address, entry) || (entry.startsWith("@") && address.toLowerCase().endsWith(entry.toLowerCase())),
  );
}
