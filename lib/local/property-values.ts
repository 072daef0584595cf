import { z } from "zod";

/** Marks a property that makes no difference on this machine. */
export const unused = z.unknown().optional();
export const text = z.string();
export const texts = z.array(text);
export const numeric = z.coerce.number();
export const flag = z.union([z.boolean(), z.stringbool()]);
