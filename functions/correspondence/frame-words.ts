import { catalogue } from "#correspondence/words";
import ar from "./catalogues/frame.ar.json" with { type: "json" };
import en from "./catalogues/frame.en.json" with { type: "json" };
import fr from "./catalogues/frame.fr.json" with { type: "json" };

/** The frame of every page, and the pages that say what cannot be shown. */
export const frameWords = /* @__PURE__ */ catalogue({ en, fr, ar });
