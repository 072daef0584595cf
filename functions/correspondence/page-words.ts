import { catalogue } from "#correspondence/words";
import ar from "./catalogues/page.ar.json" with { type: "json" };
import en from "./catalogues/page.en.json" with { type: "json" };
import fr from "./catalogues/page.fr.json" with { type: "json" };

/** What an invitee sees behind a personal link. */
export const pageWords = /* @__PURE__ */ catalogue({ en, fr, ar });
