import { catalogue } from "#correspondence/words";
import ar from "./catalogues/common.ar.json" with { type: "json" };
import en from "./catalogues/common.en.json" with { type: "json" };
import fr from "./catalogues/common.fr.json" with { type: "json" };

/** What mails, pages and calendar objects share. */
export const commonWords = /* @__PURE__ */ catalogue({ en, fr, ar });
