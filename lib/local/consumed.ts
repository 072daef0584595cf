import { commandsByType, factsByType } from "#events/catalogue";

/** Whether the catalogue says that somebody takes events of this type: one that no rule takes is then lost, and a problem. */
export function consumedByCatalogue(detailType: string): boolean {
  const command = commandsByType.get(detailType);
  if (command !== undefined) return !command.personal;
  return factsByType.get(detailType)?.consumers === "some";
}
