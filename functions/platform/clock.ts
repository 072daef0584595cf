/** Time and ids come in as arguments; these are the shapes they come in. */
export interface Clock {
  /** UTC with whole seconds: 2022-03-22T13:00:00Z. */
  now(): string;
  milliseconds(): number;
  tzdata(): string;
}
export interface Ids {
  delegation(): string;
  next(): string;
}

/** The machine's clock, to the second, and the version of the time-zone data that resolved a wall time. */
export const systemClock: Clock = {
  now: () => new Date().toISOString().replace(/\.\d+Z$/, "Z"),
  milliseconds: () => Date.now(),
  tzdata: () => process.versions["tz"] ?? "unknown",
};
