import { catalogue } from "#correspondence/words";
import ar from "./catalogues/mail.ar.json" with { type: "json" };
import en from "./catalogues/mail.en.json" with { type: "json" };
import fr from "./catalogues/mail.fr.json" with { type: "json" };

/** Invitations, receipts, reminders and the other mails, and calendar objects. */
export const mailWords = /* @__PURE__ */ catalogue({ en, fr, ar });
