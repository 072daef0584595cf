import type { Tables } from "#platform/table";

/** Tables whose first answer to each single write is lost: it is carried out, and tried again as the SDK does by itself. */
export const losingAnswers = <T extends Tables>(tables: T): T => ({
  ...tables,
  async update(update) {
    await tables.update(update);
    return tables.update(update);
  },
  async put(row, when) {
    await tables.put(row, when);
    return tables.put(row, when);
  },
});
