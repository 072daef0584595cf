/** A number from 0 to below 1 that depends on the seed and the words only: the same question gets the same answer on every machine. */
export function share(seed: number, ...words: readonly (string | number)[]): number {
  // FNV-1a over the words, and a last mix (that of splitmix32) which spreads neighbours.
  let hash = 0x811c9dc5 ^ seed;
  for (const byte of Buffer.from(words.join("\u0000"))) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
