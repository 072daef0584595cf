import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = dirname(dirname(import.meta.dirname));
const COPIED = ["bin", "events", "functions", "lib", "test/deploy", "package.json", "cdk.json", "tsconfig.json"];

/** The header that the next version's mails carry. */
export const EDITION_HEADER = "X-Convoke-Edition";

/**
 * The project's next version, in a folder of its own: page of mails opened has a version 2 that says its lane, which
 * whoever writes a page publishes from now on, and which the post office takes beside version 1; and every mail has one header
 * more. So functions, rules and a contract change together, as in a real release.
 */
export function nextVersion(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const path of COPIED) cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");

  const change = (path: string, ...changes: readonly (readonly [from: string, to: string])[]) => {
    const file = join(folder, path);
    let text = readFileSync(file, "utf-8");
    for (const [from, to] of changes) {
      if (!text.includes(from)) throw new Error(`${path} no longer holds: ${from}`);
      text = text.replace(from, to);
    }
    writeFileSync(file, text);
  };
  const v1 = 'import { mailBatchOpened } from "#events/mail/batch-opened.v1";\n';
  const v2 = 'import { mailBatchOpenedV2 } from "#events/mail/batch-opened.v2";\n';

  cpSync(join(folder, "events/mail/batch-opened.v1.ts"), join(folder, "events/mail/batch-opened.v2.ts"));
  change(
    "events/mail/batch-opened.v2.ts",
    ["mailBatchOpened", "mailBatchOpenedV2"],
    ["mail.batch-opened.v1", "mail.batch-opened.v2"],
    ["mails: z.number(),", 'mails: z.number(),\n  lane: z.enum(["bulk"]),'],
  );
  change("events/catalogue.ts", [v1, v1 + v2], ["  mailBatchOpened,\n", "  mailBatchOpened,\n  mailBatchOpenedV2,\n"]);
  change("functions/records/bulk-page.ts", [v1, v2], ["[mailBatchOpened({ ", '[mailBatchOpenedV2({ lane: "bulk", ']);
  change(
    "lib/workflow/mail.ts",
    [v1, v1 + v2],
    ["wokenBy(mailBatchOpened, ", "wokenBy(mailBatchOpened, mailBatchOpenedV2, "],
  );
  change(
    "functions/mail/moments.ts",
    [v1, v1 + v2],
    ["[onFact(mailBatchOpened, ", "[onFact(mailBatchOpenedV2, onMailBatchOpened(deps)), onFact(mailBatchOpened, "],
  );
  change("functions/platform/mailer.ts", ['"Auto-Submitted":', `"${EDITION_HEADER}": "2", "Auto-Submitted":`]);
  return folder;
}
