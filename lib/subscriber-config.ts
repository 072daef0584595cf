import * as z from "zod";
import { factsByType } from "#events/catalogue";
import { nearest } from "#lib/nearest";

/** A name becomes a part of a queue's name, which has little room. */
const NAME = /^[a-z][a-z0-9]{0,11}$/;
const BUS = /^arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/[\w./-]{1,256}$/;
const SECRET = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/;

const fact = z.string().superRefine((type, context) => {
  if (factsByType.has(type)) return;
  const meant = nearest(type, [...factsByType.keys()]);
  const hint = meant === undefined ? "events/CATALOGUE.md lists them" : `did you mean ${meant}?`;
  context.addIssue({
    code: "custom",
    message: `must be a fact of the catalogue, and ${JSON.stringify(type)} is none (${hint})`,
  });
});

/** Who is told of facts, of which types, and where: a bus, or an HTTPS address with the secret that it is called with. */
const subscriber = z
  .strictObject({
    bus: z.string().regex(BUS, "must be the ARN of an event bus").optional(),
    url: z.string().superRefine(publicAddress).optional(),
    /** Where the value of the header lies, as a whole and as text. */
    secret: z.string().regex(SECRET, "must be the whole ARN of a secret in Secrets Manager").optional(),
    header: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, "must be the name of an HTTP header")
      .optional(),
    facts: z
      .array(fact, "must be a list of facts of the catalogue")
      .min(1, "must name one fact at least")
      .refine((types) => new Set(types).size === types.length, "must name each fact once"),
  })
  .superRefine(({ bus, url, secret, header }, context) => {
    const wrong = (key: string, message: string) =>
      context.addIssue({ code: "custom", path: [key], message, input: key });
    if (bus === undefined && url === undefined) wrong("bus", "or url must say where the facts go");
    if (bus !== undefined && url !== undefined) wrong("url", "cannot stand beside bus: a subscriber is one of both");
    if (url !== undefined && secret === undefined) wrong("secret", "must name the secret that url is called with");
    if (url === undefined && secret !== undefined) wrong("secret", "belongs to a url");
    if (url === undefined && header !== undefined) wrong("header", "belongs to a url");
  });

export const subscribers = z.record(
  z.string().regex(NAME, "a subscriber's name has at most 12 small letters and digits"),
  subscriber,
);
export type Subscriber = z.infer<typeof subscriber>;

export const subscriberExample = {
  registry: { bus: "arn:aws:events:eu-west-1:123456789012:event-bus/registry", facts: ["meeting.convened.v1"] },
  press: {
    url: "https://press.example.org/facts",
    secret: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:press-key-4f0cAb",
    header: "x-api-key",
    facts: ["report.published.v1"],
  },
} satisfies z.infer<typeof subscribers>;

/** EventBridge calls over the internet and over TLS only; a number instead of a name is nobody's certificate. */
function publicAddress(text: string, context: z.RefinementCtx<string>): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const host = url?.hostname ?? "";
  const wrong = [
    [url?.protocol !== "https:", "must be an address that begins with https://"],
    [url?.username !== "" || url.password !== "", "must hold no user name and no password: secret says who calls"],
    [url?.hash !== "", "must have no # part"],
    [/[*\s]/.test(text) || text.length > 2048, "must be one address of at most 2,048 characters, without * or spaces"],
    [
      /^[\d.]+$|^\[/.test(host) || !host.includes(".") || /\.(local|localhost|internal|lan|home|arpa)\.?$/.test(host),
      "must name a host of the internet; a number or a private name is none",
    ],
  ].find(([is]) => is);
  if (wrong) context.addIssue({ code: "custom", message: String(wrong[1]) });
}
