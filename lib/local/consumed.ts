import { commandsByType, factsByType } from "#events/catalogue";

/**
 * Whether somebody is meant to take events of this type: facts that the catalogue does not call `consumers: none`, commands, and
 * what SES tells, which is asked for type by type.
 */
export function consumed(detailType: string): boolean {
  return (
    factsByType.get(detailType)?.consumers === "some" ||
    commandsByType.has(detailType) ||
    detailType.startsWith("Email ")
  );
}
