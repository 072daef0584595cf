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
    },
  };
}
