import type { Convocation } from "#domain/convocation";
import type { Row } from "#platform/table";
import { keys, lists } from "#records/keys";

/** The convocation's head row. `b` is what lists show; it stands in the index. */
export function convocationRow(convocation: Convocation): Row {
  const plain: { readonly [name: string]: Row[string] } = JSON.parse(JSON.stringify(convocation));
  return {
    ...plain,
    ...keys.convocation(convocation.id),
    lpk: lists.convocationsOf(convocation.dialogueId),
    lsk: `${convocation.starts}#${convocation.id}`,
    b: {
      id: convocation.id,
      title: { ...convocation.title },
      starts: convocation.starts,
      ends: convocation.ends,
      state: convocation.state,
      kinds: convocation.parts.map(({ kind }) => kind),
    },
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
