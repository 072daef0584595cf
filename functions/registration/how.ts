import type { Registration } from "#domain/registration";

/** A row holds copies: what the domain holds is read only. */
export function rowOf({ attends, ...registration }: Registration) {
  return { ...registration, ...(attends !== undefined && { attends: { ...attends } }) };
}

/** In what function and how they take part, as a mail's row can hold it: the parts of each. */
export function howOf({ capacity, attends = {} }: Pick<Registration, "capacity" | "attends">) {
  const partsOf = (wanted: string) => Object.keys(attends).filter((part) => attends[part] === wanted);
  return {
    ...(capacity !== undefined && { capacity }),
    ...(partsOf("online").length > 0 && { online: partsOf("online") }),
    ...(partsOf("in-person").length > 0 && { inPerson: partsOf("in-person") }),
  };
}
