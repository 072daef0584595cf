import type { Convocation } from "#domain/convocation";
import type { Row } from "#platform/table";
import { keys, lists } from "#records/keys";

/** The convocation's head row. `b` is what lists show; it stands in the index. */
export function convocationRow(convocation: Convocation): Row {
  const plain: { readonly [name: string]: Row[string] } = JSON.parse(JSON.stringify(convocation));
  return { ...plain, ...keys.convocation(convocation.id), ...listed(convocation, convocation.dialogueId) };
}

/** A joint meeting's place in the lists of the dialogues that convene it too. */
export function jointRows(convocation: Convocation): Row[] {
  return convocation.dialogues
    .filter((id) => id !== convocation.dialogueId)
    .map((dialogueId) => ({ ...keys.joint(convocation.id, dialogueId), ...listed(convocation, dialogueId) }));
}

function listed({ id, title, starts, ends, state, parts }: Convocation, dialogueId: string) {
  return {
    lpk: lists.convocationsOf(dialogueId),
    lsk: `${starts}#${id}`,
    b: { id, title: { ...title }, starts, ends, state, kinds: parts.map(({ kind }) => kind) },
  };
}

/** Where each meeting of a convocation is found by its own id, in every dialogue that convenes it. */
export function meetingRows({ id, dialogues, parts }: Convocation): Row[] {
  return dialogues.flatMap((dialogueId) =>
    parts.map(({ id: meetingId, preparesFor }) => ({
      ...keys.meeting(dialogueId, meetingId),
      convocationId: id,
      ...(preparesFor !== null && { preparesFor }),
    })),
  );
}
