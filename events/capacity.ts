import * as z from "zod/mini";

/** In what function somebody takes part. */
export const capacity = z.enum([
  "HeadOfDelegation",
  "Alternate",
  "Adviser",
  "Expert",
  "Observer",
  "Speaker",
  "Interpreter",
  "Trainer",
  "Secretariat",
]);
export type Capacity = z.infer<typeof capacity>;
