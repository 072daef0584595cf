/** RFC 4648 base32, lower case. */
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** The two base32 characters that number a person within a delegation, 0 to 1023. */
export function personNumber(index: number): string {
  return `${alphabet[(index >>> 5) & 31]}${alphabet[index & 31]}`;
}

export function indexOfPerson(number: string): number {
  return alphabet.indexOf(number.charAt(0)) * 32 + alphabet.indexOf(number.charAt(1));
}
