import * as z from "zod";
import type { StageConfig } from "./config.ts";
import type { Fault } from "./config-sentence.ts";

/** What is wrong with a stage whose every value is right by itself. */
export function faultsOf(stage: StageConfig): Fault[] {
  return [
    ...ofLanguages(stage),
    ...ofSite(stage),
    ...ofMailFrom(stage),
    ...(stage.name === "prod" ? ofProd(stage) : ofOthers(stage)),
  ];
}

function ofLanguages({ languages, defaultLanguage, secretariat, postalAddress, dialogue }: StageConfig): Fault[] {
  const named = [
    { path: ["secretariat"], texts: secretariat },
    { path: ["postalAddress"], texts: postalAddress },
    { path: ["dialogue", "name"], texts: dialogue.name },
  ];
  return [
    ...(languages.includes(defaultLanguage)
      ? []
      : [{ path: ["defaultLanguage"], what: `must be one that the stage offers (${languages.join(", ")})` }]),
    ...named.flatMap(({ path, texts }) =>
      languages
        .filter((language) => texts[language] === undefined)
        .map((language) => ({ path: [...path, language], what: "is missing, and the stage offers that language" })),
    ),
  ];
}

function ofSite({ site, region }: StageConfig): Fault[] {
  const where = site?.certificate.split(":")[3];
  if (where === undefined || where === region) return [];
  return [{ path: ["site", "certificate"], what: `lies in ${where || "no region"} and must lie in ${region}` }];
}

function ofMailFrom({ mail: { from, mailFrom } }: StageConfig): Fault[] {
  return mailFrom === undefined || mailFrom.endsWith(`.${from.slice(from.lastIndexOf("@") + 1)}`)
    ? []
    : [{ path: ["mail", "mailFrom"], what: "must be a subdomain of the domain of mail.from" }];
}

function ofProd({ account, site, alarms, mail, protected: kept }: StageConfig): Fault[] {
  return [
    ...(account === undefined
      ? [{ path: ["account"], what: "is missing; write the account into cdk.json that prod is deployed to" }]
      : []),
    ...(site === undefined
      ? [{ path: ["site"], what: "is missing; the links in prod's mails need an address of their own" }]
      : []),
    ...(alarms === false ? [{ path: ["alarms"], what: "must name whom to tell: prod has alarms" }] : []),
    ...(mail.allowList.length > 0
      ? [
          {
            path: ["mail", "allowList"],
            what: "must be left out: prod writes to everybody, and a list would refuse invitees",
          },
        ]
      : []),
    ...(mail.releaseGate === false
      ? [
          {
            path: ["mail", "releaseGate"],
            what: "must not be false, so that no round leaves before its mails can arrive",
          },
        ]
      : []),
    ...(kept ? [] : [{ path: ["protected"], what: "must be true, so that no command deletes it" }]),
  ];
}

function ofOthers({ mail }: StageConfig): Fault[] {
  return mail.allowList.length > 0
    ? []
    : [{ path: ["mail", "allowList"], what: "must name whom this stage may write to: only prod writes to everybody" }];
}

const neighbour = z.looseObject({
  region: z.string(),
  account: z.string().optional(),
  mail: z.looseObject({ from: z.string(), identity: z.string(), rateShare: z.number() }),
});

/** What stages of one account and region take from each other. A stage without an account goes to whoever deploys, prod without one nowhere; one that is wrong itself says so when it is chosen. */
export function faultsAmong(
  chosen: string,
  stages: Readonly<Record<string, unknown>>,
  here = "of whoever deploys",
): Fault[] {
  const all = Object.entries(stages).flatMap(([name, stage]) => {
    const { success, data } = neighbour.safeParse(stage);
    if (!success || (name === "prod" && data.account === undefined)) return [];
    const { region, account = here, mail } = data;
    return [{ name, place: `${account} in ${region}`, domain: mail.from.split("@").at(-1), ...mail }];
  });
  const own = all.find(({ name }) => name === chosen);
  if (!own) return [];
  const together = all.filter(({ place }) => place === own.place);
  const sum = Math.round(together.reduce((total, { rateShare }) => total + rateShare, 0) * 1000) / 1000;
  const creators = together.filter(({ identity, domain }) => identity === "create" && domain === own.domain);
  const other = creators.find(({ name }) => name !== chosen);
  return [
    ...(sum > 1
      ? [
          {
            path: ["mail", "rateShare"],
            what: `the stages ${together.map(({ name, rateShare }) => `${name} (${rateShare})`).join(", ")} share the account ${own.place}, and their shares add up to ${sum}; lower them to 1 at most`,
          },
        ]
      : []),
    ...(own.identity === "create" && other
      ? [
          {
            path: ["mail", "identity"],
            what: `the stage ${other.name} creates ${own.domain} in the account ${own.place} too; let one of them import it, or send from another domain`,
          },
        ]
      : []),
  ];
}
