import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { everyCommand, pathOf, program } from "#bin/convoke/program";
import { functions } from "#lib/functions";
import { subscriberExample } from "#lib/subscriber-config";
import { anything, ofType, resourcesOf, synthesized } from "#test/lib/synthesized";

const prod = synthesized("prod", { subscribers: { press: subscriberExample.press } });
const shape = z.object({
  AlarmDescription: z.string().max(1024),
  AlarmActions: z.array(z.unknown()).min(1),
  Threshold: z.number(),
});
const alarms = ofType(prod.resources, "AWS::CloudWatch::Alarm").map(({ id, Properties }) => ({
  id,
  page: /RUNBOOK\.md#([a-z-]+)$/.exec(shape.parse(Properties).AlarmDescription)?.[1] ?? "none",
  /** Names of what it watches, as logical ids. */
  watched: [...JSON.stringify(Properties).matchAll(/"(?:Ref|Fn::GetAtt)":\["?(\w+)"|"Ref":"(\w+)"/g)].map(
    ([, a, b]) => a ?? b ?? "",
  ),
  metrics: JSON.stringify(Properties).split('"MetricName"').length - 1,
  ...shape.parse(Properties),
}));
const names = functions.map(({ name }) => name);
const others = ["bounces", "complaints", "parked-rows", "server-errors", "subscribers"];

describe("alarms", () => {
  it("each say who suffers, what was seen, where to read on and whom it is sent to", () => {
    const wrong = alarms.filter(
      ({ AlarmDescription }) =>
        !/^If this is not seen to, [a-zA-Z].{20,}\. [A-Z].{20,}\. Read RUNBOOK\.md#[a-z-]+$/.test(AlarmDescription),
    );
    expect(wrong).toEqual([]);
  });

  it.each(names)("%s has exactly one of its own, with its impact, on what is its own", (name) => {
    const own = alarms.filter(({ page }) => page === name);
    expect(own).toHaveLength(1);
    const lambda = ofType(prod.resources, "AWS::Lambda::Function").find(({ Properties }) =>
      String(Properties["Description"]).startsWith(`${name}: `),
    );
    const impact = String(lambda?.Properties["Description"]).split(": when it fails, ")[1] ?? "";
    expect(own[0]?.AlarmDescription).toContain(impact.slice(0, 100));
    const places = name === "mail-lanes" ? /^mail(urgent|bulk)DeadLetters/ : new RegExp(`^${name.replace("-", "")}`);
    const watched = own[0]?.watched.filter((id) => !id.startsWith("Alarm")) ?? [];
    expect(watched.length).toBeGreaterThan(0);
    expect(watched.filter((id) => !places.test(id))).toEqual([]);
  });

  it("that are of no function are five, the last one for each subscriber", () => {
    expect(
      alarms
        .map(({ page }) => page)
        .filter((page) => !names.some((name) => name === page))
        .sort(),
    ).toEqual(others);
  });

  it("ring before SES looks into the account: at 5 % bounces, at 0.1 % complaints", () => {
    const ringsAt = (wanted: string) => alarms.find(({ page }) => page === wanted)?.Threshold ?? 1;
    expect([ringsAt("bounces") < 0.05, ringsAt("bounces") > 0.02]).toEqual([true, true]);
    expect([ringsAt("complaints") < 0.001, ringsAt("complaints") > 0.0004]).toEqual([true, true]);
  });

  it("are none in dev and test, where each would cost, and few enough for a stage's five dollars", () => {
    for (const stage of ["dev", "test"])
      expect(ofType(synthesized(stage).resources, "AWS::CloudWatch::Alarm")).toEqual([]);
    const watched = alarms.reduce((sum, { metrics }) => sum + metrics, 0);
    expect(watched * 0.1).toBeLessThan(4);
  });

  it("of a function that somebody waits for ring on either sign, and a silent one hides no other", () => {
    const asked = ["mail-commands", "registration-commands"];
    const commands = alarms.filter(({ page }) => page.endsWith("-commands") && !asked.includes(page));
    expect(commands).toHaveLength(4);
    for (const { metrics } of commands) expect(metrics).toBe(2);
    const properties = JSON.stringify(resourcesOf(prod.workflow).filter(({ id }) => id.includes("commandsAlarm")));
    expect(properties).toContain("FILL(sign0, 0) + FILL(sign1, 0)");
  });
});

describe("the runbook", () => {
  const text = readFileSync(join(import.meta.dirname, "../../RUNBOOK.md"), "utf-8");
  const pages = text.slice(text.indexOf("## When an alarm rings")).split(/^### /m).slice(1);
  const titles = pages.map((page) => page.slice(0, page.indexOf("\n")));

  it("has one page for every alarm, and none for what no alarm leads to", () => {
    expect(titles.sort()).toEqual(alarms.map(({ page }) => page).sort());
  });

  it.each(pages.map((page) => [page.slice(0, page.indexOf("\n")), page] as const))(
    "says of %s what it means, how to look, mend and replay, and no other function's commands",
    (title, page) => {
      const parts = [...page.matchAll(/^- \*\*(\w+)\.\*\* (.{20,})/gm)].map(([, part]) => part);
      expect(parts.slice(0, 3)).toEqual(["Meaning", "Check", "Fix"]);
      expect(page).toMatch(/^- \*\*Replay\.\*\* ./m);
      const dlq = [...page.matchAll(/convoke dlq \w+ ([a-z-]+)/g)].map(([, name]) => name);
      expect(dlq.filter((name) => name !== title)).toEqual([]);
    },
  );

  it("reads logs by names that the stacks have", () => {
    const stackOf = (name: string) => (/^(site|console-gateway|console-api)/.test(name) ? "front-door" : "workflow");
    const known = names.map((name) => `${stackOf(name)}-${name.replace("-", "")}`);
    const read = [...text.matchAll(/`?errors ((?:workflow|front-door)-\w+)/g)].map(([, name]) => name ?? "");
    expect(read.filter((name) => !known.includes(name))).toEqual([]);
    expect(new Set(read)).toEqual(new Set(known));
    const groups = ofType(prod.resources, "AWS::Logs::LogGroup").map(({ id }) => id);
    for (const name of names)
      expect(groups.filter((id) => id.startsWith(`${name.replace("-", "")}Log`))).toHaveLength(1);
  });

  it("names only commands and options that the command line has", () => {
    const all = everyCommand(program(() => {}));
    const options = program(() => {}).options.map(({ long }) => long);
    const wrong = [...text.matchAll(/\bconvoke ((?:[a-z-]+ ?)+)([^`|\n#]*)/g)].flatMap(
      ([line, words = "", rest = ""]) => {
        const given = words.trim().split(" ");
        const found = all
          .filter((command) => {
            const [, ...path] = pathOf(command).split(" ");
            return path.every((word, index) => given[index] === word);
          })
          .sort((a, b) => pathOf(b).length - pathOf(a).length)[0];
        if (found === undefined) return [line];
        const known = [...found.options.map(({ long }) => long), ...options];
        return [...rest.matchAll(/ ?(--[a-z-]+)/g)].flatMap(([, flag]) => (known.includes(flag) ? [] : [line]));
      },
    );
    expect(wrong).toEqual([]);
  });
});

describe("the dashboard", () => {
  const boards = ["dev", "test", "prod"].map((stage) => {
    const { workflow } = synthesized(stage);
    const [board, ...more] = ofType(resourcesOf(workflow), "AWS::CloudWatch::Dashboard");
    const outputs = z.object({ Outputs: anything }).parse(workflow.toJSON()).Outputs;
    return { stage, more, body: JSON.stringify(board?.Properties["DashboardBody"]), outputs };
  });

  it.each(boards)("of $stage is one, and its address is an output", ({ more, body, outputs }) => {
    expect(more).toEqual([]);
    expect(body.length).toBeGreaterThan(1000);
    expect(JSON.stringify(outputs["DashboardUrl"])).toContain("#dashboards/dashboard/");
  });

  it.each(boards)(
    "of $stage shows what the secretariat and ops ask for, by the stage's own counts",
    ({ body, stage }) => {
      for (const what of ["invited", "answered", "silent", "delivered", "bounced", "Dead letters", "Errors"])
        expect(body).toContain(what);
      for (const metric of [
        "ApproximateNumberOfMessagesVisible",
        "ApproximateAgeOfOldestMessage",
        "IteratorAge",
        "Reputation.BounceRate",
        "Reputation.ComplaintRate",
        "5xx",
      ])
        expect(body).toContain(metric);
      expect(body).toMatch(new RegExp(`Convoke\\W+Invited\\W+service\\W+convoke\\W+stage\\W+${stage}\\W`));
    },
  );

  it("shows every dead-letter queue but those of subscribers, whose alarms say enough", () => {
    const dead = ofType(prod.resources, "AWS::SQS::Queue")
      .map(({ id }) => id)
      .filter((id) => id.includes("DeadLetters") && !id.startsWith("subscriber"));
    const body = boards.at(-1)?.body ?? "";
    expect(dead.length).toBeGreaterThan(15);
    expect(dead.filter((id) => !body.includes(`"${id}","QueueName"`))).toEqual([]);
  });

  it.each(boards)("of $stage refers to at most fifty metrics: more of them cost three dollars a month", ({ body }) => {
    const metrics = body.match(/\\"AWS\/(SQS|Lambda|ApiGateway|SES)\\"|\\"Convoke\\"/g) ?? [];
    expect(metrics.length).toBeGreaterThan(40);
    expect(metrics.length).toBeLessThanOrEqual(50);
  });
});
