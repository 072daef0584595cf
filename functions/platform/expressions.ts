import type { Key, Row, Test, Update, Value } from "#platform/table";

/** DynamoDB expressions from structured conditions. Every name and value is a placeholder: reserved words cannot bite. */
class Placeholders {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, Value> = {};
  #count = 0;

  name(name: string): string {
    const known = Object.entries(this.names).find(([, real]) => real === name);
    if (known) return known[0];
    const placeholder = `#n${this.#count++}`;
    this.names[placeholder] = name;
    return placeholder;
  }
  value(value: Value): string {
    const placeholder = `:v${this.#count++}`;
    this.values[placeholder] = value;
    return placeholder;
  }
  get used() {
    return {
      ...(Object.keys(this.names).length > 0 && { ExpressionAttributeNames: this.names }),
      ...(Object.keys(this.values).length > 0 && { ExpressionAttributeValues: this.values }),
    };
  }
}

function condition(tests: readonly Test[], places: Placeholders) {
  if (tests.length === 0) return {};
  const parts = tests.map((test) => {
    switch (test[1]) {
      case "exists":
        return `attribute_exists(${places.name(test[0])})`;
      case "absent":
        return `attribute_not_exists(${places.name(test[0])})`;
      default:
        return `${places.name(test[0])} ${test[1]} ${places.value(test[2])}`;
    }
  });
  return { ConditionExpression: parts.join(" AND ") };
}

export function putInput(row: Row, when: readonly Test[]) {
  const places = new Placeholders();
  return { Item: { ...row }, ...condition(when, places), ...places.used };
}

export function checkInput(key: Key, when: readonly Test[]) {
  const places = new Placeholders();
  const { ConditionExpression = "attribute_exists(pk)" } = condition(when, places);
  return { Key: { ...key }, ConditionExpression, ...places.used };
}

export function updateInput({ key, set = {}, add = {}, remove = [], when }: Update) {
  const places = new Placeholders();
  const sets = Object.entries(set).map(([name, value]) => `${places.name(name)} = ${places.value(value)}`);
  const adds = Object.entries(add).map(([name, by]) => `${places.name(name)} ${places.value(by)}`);
  const removes = remove.map((name) => places.name(name));
  const UpdateExpression = [
    sets.length > 0 && `SET ${sets.join(", ")}`,
    adds.length > 0 && `ADD ${adds.join(", ")}`,
    removes.length > 0 && `REMOVE ${removes.join(", ")}`,
  ]
    .filter((clause) => clause !== false)
    .join(" ");
  return { Key: { pk: key.pk, sk: key.sk }, UpdateExpression, ...condition(when, places), ...places.used };
}
