import * as z from "zod/mini";
import { printSpan, type Told } from "#bin/convoke/instants";

/** What the gateway answers of meetings, as far as it is printed. */
export const words = z.looseObject({ en: z.string() });
export const moment = z.looseObject({ wall: z.string(), zone: z.string(), offset: z.string() });
const codes = z.array(z.string());
const list = z.array(words);
const place = z.nullable(
  z.object({ city: z.nullable(z.string()), country: z.string(), venue: z.nullable(z.string()) }),
);
const orNull = <S extends z.ZodMiniType>(schema: S) => z.nullable(schema);

export const substance = z.looseObject({
  id: z.string(),
  kind: z.string(),
  title: words,
  place,
  organisers: codes,
  hosts: codes,
  coHosts: codes,
  chair: orNull(z.string()),
  coChairs: codes,
  agenda: list,
  objectives: list,
  pillars: list,
  topics: list,
  domains: orNull(z.object({ scheme: z.string(), codes })),
  buildsOn: codes,
  preparesFor: orNull(z.string()),
  firstInPersonSince: orNull(z.string()),
  assumed: codes,
  unpublished: codes,
});
export const part = z.looseObject({
  ...substance.shape,
  state: z.string(),
  timeZone: z.string(),
  modality: z.string(),
  sessions: z.array(z.object({ from: moment, until: moment })),
  module: orNull(z.number()),
  workingLanguages: codes,
  capacity: orNull(z.number()),
  quota: orNull(
    z.object({ total: z.exactOptional(z.number()), byCapacity: z.exactOptional(z.record(z.string(), z.number())) }),
  ),
  contributors: z.array(
    z.looseObject({ party: z.string(), capacity: z.string(), modality: z.string(), topic: z.exactOptional(words) }),
  ),
  passed: orNull(z.object({ from: z.string(), to: z.string(), at: z.string() })),
});
const inWords = {
  names: z.record(z.string(), words),
  domains: z.record(
    z.string(),
    z.nullable(
      z.looseObject({ name: words, version: z.string(), tags: z.array(z.object({ code: z.string(), words })) }),
    ),
  ),
  preparedBy: z.record(z.string(), codes),
};
export const convened = z.looseObject({
  meeting: z.looseObject({
    id: z.string(),
    dialogues: codes,
    title: words,
    state: z.string(),
    revision: z.number(),
    languages: codes,
    answersBy: moment,
    namesBy: moment,
    parts: z.array(part),
  }),
  days: z.record(z.string(), z.number()),
  ...inWords,
});
export const recorded = z.looseObject({
  recorded: z.looseObject({
    ...substance.shape,
    dialogueId: z.string(),
    revision: z.number(),
    dates: z.object({ from: z.string(), until: z.string() }),
    timeZone: orNull(z.string()),
    modality: orNull(z.string()),
    cluster: orNull(z.string()),
    handOver: orNull(z.object({ from: z.string(), to: z.string() })),
    outcome: orNull(words),
    published: orNull(z.record(z.string(), z.number())),
  }),
  ...inWords,
});
export type InWords = Pick<z.infer<typeof convened>, "names" | "domains" | "preparedBy">;

export const sessionLine = ({ from, until }: { readonly from: Told; readonly until: Told }) => printSpan(from, until);
export const length = (days: number) => (days === 0.5 ? "half a day" : days === 1 ? "1 day" : `${days} days`);
export const span = ({ from, until }: { from: string; until: string }) =>
  from === until ? from : `${from} to ${until}`;

/** A field's value with its mark: assumed by somebody, or never published. Undefined where there is nothing to say of it. */
export function marked(
  { assumed, unpublished }: Pick<z.infer<typeof substance>, "assumed" | "unpublished">,
  field: string,
  label: string,
  value: string,
): string[] {
  if (value === "") return unpublished.includes(field) ? [`  ${label}: not published`] : [];
  return [`  ${label}: ${value}${assumed.includes(field) ? " (assumed)" : ""}`];
}
