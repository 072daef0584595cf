import ar1 from "#correspondence/catalogues/common.ar.json" with { type: "json" };
import en1 from "#correspondence/catalogues/common.en.json" with { type: "json" };
import fr1 from "#correspondence/catalogues/common.fr.json" with { type: "json" };
import ar2 from "#correspondence/catalogues/frame.ar.json" with { type: "json" };
import en2 from "#correspondence/catalogues/frame.en.json" with { type: "json" };
import fr2 from "#correspondence/catalogues/frame.fr.json" with { type: "json" };
import ar3 from "#correspondence/catalogues/mail.ar.json" with { type: "json" };
import en3 from "#correspondence/catalogues/mail.en.json" with { type: "json" };
import fr3 from "#correspondence/catalogues/mail.fr.json" with { type: "json" };
import ar4 from "#correspondence/catalogues/page.ar.json" with { type: "json" };
import en4 from "#correspondence/catalogues/page.en.json" with { type: "json" };
import fr4 from "#correspondence/catalogues/page.fr.json" with { type: "json" };
import ar5 from "#correspondence/catalogues/site.ar.json" with { type: "json" };
import en5 from "#correspondence/catalogues/site.en.json" with { type: "json" };
import fr5 from "#correspondence/catalogues/site.fr.json" with { type: "json" };

export const languages = ["en", "fr", "ar"] as const;
export type Messages = Record<(typeof languages)[number], Record<string, string>>;
export const catalogues: Record<string, Messages> = {
  common: { en: en1, fr: fr1, ar: ar1 },
  frame: { en: en2, fr: fr2, ar: ar2 },
  mail: { en: en3, fr: fr3, ar: ar3 },
  page: { en: en4, fr: fr4, ar: ar4 },
  site: { en: en5, fr: fr5, ar: ar5 },
};

/** A node of intl-messageformat's tree, flat: its kind by name, its argument and its options. */
export interface Ast {
  readonly kind: "text" | "argument" | "number" | "select" | "plural" | "count" | "other";
  readonly name?: string;
  readonly options: readonly string[];
}
const kinds = ["text", "argument", "number", "other", "other", "select", "plural", "count", "other"] as const;

export function nodesOf(tree: unknown): Ast[] {
  if (!Array.isArray(tree)) return [];
  return tree.flatMap((node: { type: number; value?: string; options?: Record<string, { value: unknown }> }) => {
    const kind = kinds[node.type] ?? "other";
    const options = Object.entries(node.options ?? {});
    const own: Ast = {
      kind,
      options: options.map(([key]) => key),
      ...(kind !== "text" && kind !== "count" && node.value !== undefined && { name: node.value }),
    };
    return [own, ...options.flatMap(([, { value }]) => nodesOf(value))];
  });
}
