import { WrongUsage } from "#bin/convoke/trouble";
import { type Attends, attends } from "#events/attends";
import { type Capacity, capacity } from "#events/capacity";

export interface PersonNamed {
  readonly name: string;
  readonly email?: string;
  readonly capacity?: Capacity;
  readonly attends?: Attends;
  readonly parts?: readonly string[];
}

/** One person as they are typed: "Ms Delegate <ms@example.org>; HeadOfDelegation; online; som-8". Throws WrongUsage with a sentence. */
export function personOf(text: string): PersonNamed {
  const [who = "", ...words] = text.split(";").map((word) => word.trim());
  const [, name = "", email] = /^([^<>]*?)\s*(?:<([^<>]*)>)?$/.exec(who) ?? [];
  if (name === "")
    throw new WrongUsage(
      `A person is a name, with or without an address: "Ms Delegate <ms@example.org>; HeadOfDelegation; online". "${text}" has no name.`,
    );
  if (email === undefined && name.includes("@"))
    throw new WrongUsage(`An address stands in angle brackets: "Ms Delegate <ms@example.org>". "${who}" has none.`);
  const said = words.filter((word) => word !== "");
  const capacities = said.flatMap((word) => capacityOf(word) ?? []);
  const ways = said.flatMap((word) => attendsOf(word) ?? []);
  const parts = said.filter((word) => capacityOf(word) === undefined && attendsOf(word) === undefined);
  if (capacities.length > 1 || ways.length > 1)
    throw new WrongUsage(`${name} has one Capacity and attends one way: name each once in "${text}".`);
  const [own] = capacities;
  const [how] = ways;
  return {
    name,
    ...(email !== undefined && { email }),
    ...(own !== undefined && { capacity: own }),
    ...(how !== undefined && { attends: how }),
    ...(parts.length > 0 && { parts }),
  };
}

const attendsOf = (word: string): Attends | undefined =>
  attends.options.find((option) => option === word.toLowerCase().replaceAll(" ", "-"));

/** A Capacity however it is written: HeadOfDelegation, "head of delegation". */
export function capacityOf(word: string): Capacity | undefined {
  const plain = (text: string) => text.replaceAll(/[\s-]/g, "").toLowerCase();
  return capacity.options.find((option) => plain(option) === plain(word));
}
