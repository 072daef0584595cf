import { isRecord, type Leaf } from "./pattern-values.ts";

/** The element (by index) of each array (by number) that something lies in. */
export type Place = ReadonlyMap<number, number>;
export interface Spot {
  leaf: Leaf;
  place: Place;
}
/** The leaves of an event by path, its names joined by dots as AWS joins them. */
export type Matchable = ReadonlyMap<string, readonly Spot[]>;

/** Only leaves count: an object is no value, and an empty array is as good as absent. Leaves of an array lie in no element of it. */
export function spotsOf(event: Readonly<Record<string, unknown>>, paths: ReadonlySet<string>): Matchable {
  const spots = new Map<string, Spot[]>();
  let arrays = 0;

  function visit(value: unknown, path: string, place: Place): void {
    if (Array.isArray(value)) {
      const number = arrays++;
      value.forEach((element: unknown, index) => {
        visit(element, path, isLeaf(element) ? place : new Map(place).set(number, index));
      });
    } else if (isRecord(value)) {
      for (const [name, inner] of Object.entries(value)) visit(inner, path === "" ? name : `${path}.${name}`, place);
    } else if (isLeaf(value) && paths.has(path)) {
      const known = spots.get(path);
      if (known === undefined) spots.set(path, [{ leaf: value, place }]);
      else known.push({ leaf: value, place });
    }
  }
  visit(event, "", new Map());
  return spots;
}

/** Both places at once; undefined where they are in different elements of one array. */
export function together(one: Place, other: Place): Place | undefined {
  for (const [array, element] of other) if ((one.get(array) ?? element) !== element) return undefined;
  return new Map([...one, ...other]);
}

const isLeaf = (value: unknown): value is Leaf =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null;
