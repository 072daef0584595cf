import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { catalogueFiles, consumersOf } from "#bin/catalogue-files";
import { commands, facts } from "#events/catalogue";
import { functions } from "#lib/functions";
import { factRules, resourcesOf, routesOf, stackNames } from "#test/assembly";

const root = join(import.meta.dirname, "..");
const assembly = inject("assembly");
const sources = (pattern: string) => globSync(pattern, { cwd: root }).filter((path) => !path.includes("node_modules"));
const text = (path: string) => readFileSync(join(root, path), "utf-8");
const importsOf = (path: string) =>
  [...text(path).matchAll(/^(?:import|export)\b(?<type> type)?[^;]*?from "(?<from>[^"]+)"/gms)].map((match) => ({
    from: match.groups?.["from"] ?? "",
    type: match.groups?.["type"] !== undefined,
  }));
const nouns = ["dialogue", "meeting", "invitation", "registration", "reminder", "report"];
const steps = [...nouns, "mail", "relay", "site", "console"];

/** What each room may import beside itself (design, section 2); an outside library is allowed by its prefix. */
const table: readonly { room: string; rooms: readonly string[]; libraries: readonly string[] }[] = [
  { room: "events", rooms: ["#events/"], libraries: ["zod"] },
  { room: "functions/domain", rooms: ["#events/", "#domain/"], libraries: ["temporal-polyfill"] },
  {
    room: "functions/correspondence",
    rooms: ["#events/", "#domain/", "#correspondence/"],
    libraries: ["hono/html", "hono/utils", "intl-messageformat", "ical-generator"],
  },
  { room: "functions/records", rooms: ["#events/", "#domain/", "#records/", "#platform/"], libraries: ["zod"] },
  {
    room: "functions/platform",
    rooms: ["#events/envelope", "#events/catalogue", "#events/message", "#platform/"],
    libraries: [
      "@aws-sdk/",
      "@smithy/",
      "@middy/",
      "@aws-lambda-powertools/",
      "node:",
      "nodemailer",
      "postal-mime",
      "csv-parse",
      "csv-stringify",
      "write-excel-file",
      "aws-lambda",
      "zod",
    ],
  },
  ...steps.map((noun) => ({
    room: `functions/${noun}`,
    rooms: ["#events/", "#domain/", "#correspondence/", "#records/", "#platform/"],
    libraries: ["zod", "aws-lambda", ...(noun === "site" ? ["node:crypto"] : [])],
  })),
];

describe("(a) imports obey the table", () => {
  it.each(table)("$room", ({ room, rooms, libraries }) => {
    const wrong = sources(`${room}/**/*.ts`).flatMap((path) =>
      importsOf(path)
        .filter(
          ({ from }) =>
            !from.startsWith("./") &&
            !rooms.some((allowed) => from.startsWith(allowed)) &&
            !libraries.some((allowed) => from === allowed || from.startsWith(allowed)),
        )
        .map(({ from }) => `${path} imports ${from}`),
    );
    expect(wrong).toEqual([]);
  });

  it("nobody climbs out of a room by ../", () => {
    const climbing = sources("{events,functions,lib,bin,test}/**/*.ts").flatMap((path) =>
      importsOf(path)
        .filter(({ from }) => from.startsWith("../"))
        .map(({ from }) => `${path} imports ${from}`),
    );
    expect(climbing).toEqual([]);
  });

  it("correspondence takes only types from the domain; records and domain take no effects", () => {
    const values = sources("functions/correspondence/**/*.ts").flatMap((path) =>
      importsOf(path)
        .filter(({ from, type }) => from.startsWith("#domain/") && !type)
        .map(({ from }) => `${path} imports ${from}`),
    );
    expect(values).toEqual([]);
  });

  it("aws-cdk-lib is imported in lib only, and no function imports lib or bin", () => {
    const cdk = sources("{events,functions,bin}/**/*.ts").filter(
      (path) =>
        path !== "bin/app.ts" &&
        importsOf(path).some(({ from }) => from.startsWith("aws-cdk-lib") || from === "constructs"),
    );
    const upwards = sources("{events,functions}/**/*.ts").filter((path) =>
      importsOf(path).some(({ from }) => /^#(lib|bin|test)\//.test(from)),
    );
    expect([cdk, upwards]).toEqual([[], []]);
  });

  it("an error is logged in one way, with its page of the runbook and without what hangs on it", () => {
    const others = sources("functions/**/*.ts").filter(
      (path) => path !== "functions/platform/log.ts" && /\b(log\.(error|critical)|console\.\w+)\(/.test(text(path)),
    );
    expect(others).toEqual([]);
  });

  it("@aws-sdk is imported by the platform only, within functions", () => {
    const strays = sources("functions/**/*.ts").filter(
      (path) =>
        !path.startsWith("functions/platform/") &&
        importsOf(path).some(({ from }) => /^@(aws-sdk|middy|smithy)\//.test(from)),
    );
    expect(strays).toEqual([]);
  });
});

describe("(b) tree = catalogue = template", () => {
  const fileOf = (type: string) => `on-${type.replace(/\.v\d+$/, "").replace(".", "-")}.ts`;

  it("each on-… file is one fact of the catalogue, and stands in its noun's one rule, filtered on our source", () => {
    const tree = [...consumersOf(root)]
      .flatMap(([type, consumers]) => consumers.map((noun) => `${noun} ${type}`))
      .sort();
    const rules = factRules(assembly)
      .flatMap(({ noun, types }) => types.map((type) => `${noun} ${type}`))
      .sort();
    expect(rules).toEqual(tree);
    expect(factRules(assembly).map(({ noun }) => noun).length).toBe(
      new Set(factRules(assembly).map(({ noun }) => noun)).size,
    );
  });

  it("each on-… file is one entry of its noun's dispatch map, and no entry is without its file", () => {
    const files = steps
      .flatMap((noun) => sources(`functions/${noun}/on-*.ts`).map((path) => `${noun}/${basename(path)}`))
      .sort();
    const entries = steps.flatMap((noun) => {
      const entries = ["facts", "moments"].map((kind) => `functions/${noun}/${kind}.ts`);
      const constants = entries
        .filter((path) => existsSync(join(root, path)))
        .flatMap((path) => [...text(path).matchAll(/onFact\(\s*(\w+)/g)].map((match) => match[1]));
      return facts
        .filter((fact) => constants.includes(constantOf(fact.type)))
        .map((fact) => `${noun}/${fileOf(fact.type)}`);
    });
    expect(entries.sort()).toEqual(files);
  });

  it("each command of the catalogue has its step's file and one entry", () => {
    const missing = commands.filter(({ type, noun }) => {
      const file = `functions/${noun}/${type.replace(/\.v\d+$/, "")}.ts`;
      return (
        !existsSync(join(root, file)) ||
        ["commands", "answers"].filter((entry) => {
          const path = `functions/${noun}/${entry}.ts`;
          return existsSync(join(root, path)) && text(path).includes(`onCommand(${constantOf(type)},`);
        }).length !== 1
      );
    });
    expect(missing.map(({ type }) => type)).toEqual([]);
  });

  it("each page's address is a route of the template, HEAD included, and no route is without its page", () => {
    const pages = ["site/public", "site/answer", "console/gateway", "console/api"].flatMap((entry) => {
      const source = text(`functions/${entry}.ts`);
      const shown = [...source.matchAll(/shown\(\s*"([^"]+)"/g)].flatMap(([, path]) => [`GET ${path}`, `HEAD ${path}`]);
      const posted = [...source.matchAll(/method: "POST",\s*path: "([^"]+)"/g)].map(([, path]) => `POST ${path}`);
      return [...shown, ...posted];
    });
    expect(routesOf(assembly).sort()).toEqual(pages.sort());
  });

  it("a step's file name is its trigger", () => {
    const known =
      /^(on|at|from|get|post)-|^(commands|answers|facts|moments|pages|lanes|events|ledger|exports|public|answer|gateway|api|unknown)\.ts$/;
    const verbs = new Set(commands.map(({ type }) => `${type.replace(/\.v\d+$/, "")}.ts`));
    const triggers = steps
      .flatMap((noun) => sources(`functions/${noun}/*.ts`))
      .filter((path) => known.test(basename(path)) || verbs.has(basename(path)));
    const dispatched = functions.map(({ entry }) => entry);
    expect(dispatched.filter((entry) => !triggers.includes(entry))).toEqual([]);
  });
});

/** invitation.round-released.v1 → invitationRoundReleased; release-round.v1 → releaseRound. */
function constantOf(type: string): string {
  return type.replace(/\.v\d+$/, "").replaceAll(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase());
}

describe("(c) facts have a producer and a consumer, or say that they have none", () => {
  it.each(facts.map((fact) => ({ type: fact.type, consumers: fact.consumers })))("$type", ({ type, consumers }) => {
    const constant = constantOf(type);
    const producers = sources("functions/**/*.ts").filter((path) => text(path).includes(`${constant}(`));
    expect(producers.length, "a producer").toBeGreaterThan(0);
    expect((consumersOf(root).get(type) ?? []).length > 0 ? "some" : "none").toBe(consumers);
  });
});

describe("(d) every contract has a sample that parses", () => {
  const sampleOf = (path: string): unknown => JSON.parse(text(path));
  it.each(facts.map((fact) => fact.type))("%s", (type) => {
    const fact = facts.find((candidate) => candidate.type === type)!;
    const sample = sampleOf(`events/${fact.noun}/${type.slice(fact.noun.length + 1)}.sample.json`) as {
      Source: string;
      DetailType: string;
      Detail: string;
    };
    expect([sample.Source, sample.DetailType]).toEqual(["convoke", type]);
    expect(fact.schema.safeParse(JSON.parse(sample.Detail)).error).toBeUndefined();
  });
  it.each(commands.map((command) => command.type))("%s", (type) => {
    const command = commands.find((candidate) => candidate.type === type)!;
    const sample = sampleOf(`events/commands/${type}.sample.json`) as {
      Source?: string;
      DetailType?: string;
      Detail?: string;
      command?: string;
      detail?: unknown;
    };
    expect(command.personal ? sample.command : sample.DetailType).toBe(type);
    expect(
      command.schema.safeParse(command.personal ? sample.detail : JSON.parse(sample.Detail ?? "")).error,
    ).toBeUndefined();
  });
  it("schemas and catalogue are what the generator writes", () => {
    const drifted = [...catalogueFiles(root)]
      .filter(([path, wanted]) => !existsSync(join(root, path)) || text(path) !== wanted)
      .map(([path]) => path);
    expect(drifted, "run npm run catalogue").toEqual([]);
  });
});

describe("(e) nothing is lost by its trigger", () => {
  it("every queue that a function reads has a dead-letter queue", () => {
    const queues = resourcesOf(assembly, "AWS::SQS::Queue");
    const read = new Set(
      resourcesOf(assembly, "AWS::Lambda::EventSourceMapping").flatMap(
        ({ properties }) => JSON.stringify(properties["EventSourceArn"]).match(/"(\w+)","Arn"/)?.[1] ?? [],
      ),
    );
    expect(
      queues
        .filter(({ id, properties }) => read.has(id) && properties["RedrivePolicy"] === undefined)
        .map(({ id }) => id),
    ).toEqual([]);
  });
  it("the ledger's stream has two readers, each with a failure destination and no retry limit within twelve hours", () => {
    const streams = resourcesOf(assembly, "AWS::Lambda::EventSourceMapping").filter(
      ({ properties }) => properties["StartingPosition"] !== undefined,
    );
    // A stream serves two readers at once, and no third one.
    expect(streams.map(({ id }) => id.replace(/FromLedger.*/, "")).sort()).toEqual(["relayexports", "relayledger"]);
    for (const { properties } of streams)
      expect(properties).toMatchObject({
        MaximumRecordAgeInSeconds: 43_200,
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        DestinationConfig: { OnFailure: {} },
      });
    const relayed = streams.find(({ id }) => id.startsWith("relayledger"))?.properties["FilterCriteria"];
    expect(JSON.stringify(relayed)).toContain("INSERT");
  });
  it("no rule and no schedule starts a function directly", () => {
    const rules = resourcesOf(assembly, "AWS::Events::Rule").flatMap(({ properties }) =>
      JSON.stringify(properties["Targets"] ?? []),
    );
    expect(rules.filter((targets) => targets.includes("lambda"))).toEqual([]);
  });
});

describe("(f) what is in a bundle", () => {
  const meta: { outputs: Record<string, { bytes: number; inputs: Record<string, unknown> }> } = JSON.parse(
    text("build/functions/meta.json"),
  );
  const bundles = Object.entries(meta.outputs).filter(([path]) => path.endsWith("/index.mjs"));
  it("no infrastructure, no MJML, no second copy of a library", () => {
    const wrong = bundles.flatMap(([path, { inputs }]) => {
      const names = Object.keys(inputs).filter((input) => input.includes("node_modules/"));
      const nested = names.filter((input) => input.split("node_modules/").length > 2);
      return [
        ...names.filter((input) => /node_modules\/(aws-cdk-lib|mjml|constructs|fauxqs)\//.test(input)),
        ...nested,
      ].map((input) => `${path}: ${input}`);
    });
    expect(wrong).toEqual([]);
  });
  it("every function of the list is bundled, and nothing else", () => {
    expect(bundles.map(([path]) => basename(dirname(path))).sort()).toEqual(functions.map(({ name }) => name).sort());
  });
});

describe("(g) budgets", () => {
  const meta: { outputs: Record<string, { bytes: number }> } = JSON.parse(text("build/functions/meta.json"));
  it("the answer path has at most 400 KB, no bundle more than 700", () => {
    const sizes = functions.map(({ name }) => ({
      name,
      kilobytes: Math.ceil(
        (meta.outputs[`build/functions/${name}/index.mjs`]?.bytes ?? Number.POSITIVE_INFINITY) / 1000,
      ),
    }));
    const over = sizes.filter(
      ({ name, kilobytes }) => kilobytes > (name === "site-answer" || name === "invitation-answers" ? 400 : 700),
    );
    expect(over).toEqual([]);
  });
  it("no stack has more than 350 resources", () => {
    const counts = stackNames(assembly).map((stack) => resourcesOf(assembly, undefined, stack).length);
    expect(counts.every((count) => count > 0 && count <= 350)).toBe(true);
  });
});
