import type { Command } from "commander";
import { desk, examples } from "#bin/convoke/shared";

interface Said {
  corrigendum: string;
  corrigendumFr?: string;
  corrigendumAr?: string;
  reason: string;
}

/** What is published stays; a correction is its next revision, with a sentence for its readers. */
export function correctionCommands(group: Command): void {
  const correct = group
    .command("correct <document>")
    .description("begin the correction of a published document: a new revision beside the old one")
    .requiredOption("--corrigendum <sentence>", "what was corrected, for its readers, in English")
    .option("--corrigendum-fr <sentence>", "the same in French; needed where it is to be read in French")
    .option("--corrigendum-ar <sentence>", "the same in Arabic; needed where it is to be read in Arabic")
    .requiredOption("--reason <text>", "why it has to be corrected, for the record; readers do not see it")
    .action(async (documentId: string, said: Said, command: Command) => {
      const { client, print } = desk(command);
      const corrigendum = {
        en: said.corrigendum,
        ...(said.corrigendumFr !== undefined && { fr: said.corrigendumFr }),
        ...(said.corrigendumAr !== undefined && { ar: said.corrigendumAr }),
      };
      print.answer(
        await client.command("correct-document.v1", { documentId, corrigendum, reason: said.reason }),
        () =>
          `Begun: the correction of ${documentId}. Next: convoke document add ${documentId} --language en text.txt; then a colleague clears and publishes it.`,
      );
    });
  examples(
    correct,
    'document correct som-8-readout --corrigendum "The meeting took place in Brussels, not in Geneva." --reason "Copied from another readout" --as amina',
  );
}
