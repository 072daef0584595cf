import { catalogue } from "#correspondence/words";
import ar from "./catalogues/site.ar.json" with { type: "json" };
import en from "./catalogues/site.en.json" with { type: "json" };
import fr from "./catalogues/site.fr.json" with { type: "json" };

/** The public site and its feed. */
export const siteWords = /* @__PURE__ */ catalogue({ en, fr, ar });
