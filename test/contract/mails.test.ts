import { sesMailer } from "#platform/mailer";
import { mailFates } from "./mail-fates.ts";
import { type Left, mailsContract } from "./mails.ts";
import { givenMail, localMail } from "./places/mails.ts";
import { onEngines } from "./places/place.ts";

onEngines("SESV2", localMail, givenMail, (name, place) => {
  mailsContract(name, async () => {
    const inside = await place().fresh();
    const before = inside?.ses.list().length ?? 0;
    const left = async (): Promise<Left[]> =>
      (inside?.ses.list() ?? []).slice(before).map(({ to, subject, tags }) => ({
        to: to.join(),
        subject,
        tags: {
          mail: tags["mail"] ?? "",
          att: tags["att"] ?? "",
          kind: tags["kind"] ?? "",
          stage: tags["stage"] ?? "",
        },
      }));
    return { mailer: sesMailer(), from: place().from, left: inside === undefined ? undefined : left };
  });
  mailFates(place);
});
