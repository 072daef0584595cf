import type * as z from "zod/mini";
import { codeTwice, type TagScheme } from "#domain/tags";
import type { defineTags } from "#events/commands/define-tags.v1";
import { dialogueTagsDefined } from "#events/dialogue/tags-defined.v1";
import { canonical } from "#platform/canonical";
import { answered, changedMeanwhile, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { keys } from "#records/keys";
import { readSchemes, schemeRow } from "#records/tags";

/** A scheme is written once. The same again changes nothing; another content needs another id. */
export const defineTagsStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof defineTags.schema>, act: Act): Promise<Outcome> => {
    const { dialogueId, scheme, name, version, tags } = command;
    const twice = codeTwice(command);
    if (twice) return refused(twice.code, twice.sentence, twice.details);
    const head = await tables.get(keys.dialogue(dialogueId));
    if (!head) return refused("no-such-dialogue", `There is no dialogue ${dialogueId} yet. Import its parties first.`);
    const asked: TagScheme = { scheme, name, version, tags };
    const held = (await readSchemes(tables, dialogueId)).find((each) => each.scheme === scheme);
    const outcome = { accepted: true, scheme, tags: tags.length, ...(held && { unchanged: true }) } as const;
    if (held && canonical(held) !== canonical(asked))
      return refused(
        "scheme-exists",
        `The scheme ${scheme} is defined already, in version ${held.version}, and is never changed: meetings name it. Define the new version under an id of its own.`,
      );
    const result = await commit(
      tables,
      act,
      held
        ? { facts: [], outcome }
        : {
            change: { before: head, after: head },
            creates: [{ row: schemeRow(dialogueId, asked), refusal: "scheme-exists" }],
            facts: [dialogueTagsDefined({ dialogueId, scheme })],
            outcome,
          },
    );
    return answered(result, act, outcome, () => changedMeanwhile("The dialogue"));
  };
