/** What an access log may name here. */
const KNOWN = ["requestId", "routeKey", "status", "responseLatency"] as const;
type Values = Readonly<Record<(typeof KNOWN)[number], string>>;

const isKnown = (name: string): name is keyof Values => KNOWN.some((known) => known === name);

/** The access log's line from its format; a variable that may hold a link or that nobody here can fill is refused. */
export function accessLine(format: string): (values: Values) => string {
  for (const [, name = ""] of format.matchAll(/\$context\.([\w.]+)/g)) {
    if (!isKnown(name)) throw new Error(`The local stack does not know $context.${name} of the access log`);
  }
  return (values) =>
    format.replace(/\$context\.([\w.]+)/g, (found, name: string) => (isKnown(name) ? values[name] : found));
}
