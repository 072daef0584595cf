import type { Asked, Convocation } from "#domain/convocation";
import type { Changed } from "#domain/meeting-change";
import { isRefusal, type Refusal } from "#domain/refusal";
import { convened, som8 } from "#test/domain/examples";

export const NOW = "2022-02-14T10:00:00Z";
export const at = (now = NOW) => ({ now, tzdata: "2025b" });
export const WHY = "Because the chair asked for it";

export const session = (day: string, from: string, until: string) => ({ day, from, until });
/** The SOM two weeks later; its deadlines still fit. */
export const SOM_IN_APRIL = {
  id: "som-8",
  sessions: [session("2022-04-05", "14:00", "18:00"), session("2022-04-06", "09:00", "16:00")],
};
export const BOTH_IN_APRIL = [{ id: "sc-2022-03", sessions: [session("2022-04-05", "09:00", "12:00")] }, SOM_IN_APRIL];

/** The cluster in Brussels, in a room. */
export const inBrussels: Asked = {
  ...som8,
  parts: som8.parts.map((part) => ({ ...part, place: { city: "Brussels", country: "BE", venue: "Room 1" } })),
};
export const placed = () => convened(inBrussels);

/** Four webinars, a week apart. */
export const series = () =>
  convened({
    ...som8,
    convocationId: "webinars",
    parts: ["2022-03-22", "2022-03-29", "2022-04-05", "2022-04-12"].map((day, index) => ({
      ...som8.parts[1]!,
      id: `webinar-${index + 1}`,
      kind: "webinar",
      modality: "online",
      module: index + 1,
      sessions: [session(day, "10:00", "12:00")],
    })),
  });

export function done(decided: Changed | Refusal): Changed {
  if (isRefusal(decided)) throw new Error(`${decided.code}: ${decided.sentence}`);
  return decided;
}
export const codeOf = (decided: Changed | Refusal) => (isRefusal(decided) ? decided.code : "done");
export const statesOf = ({ parts }: Convocation) => Object.fromEntries(parts.map(({ id, state }) => [id, state]));
