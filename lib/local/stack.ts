import { Activity } from "./activity.ts";
import { readAssembly } from "./assembly.ts";
import { drawBlueprint, importedTables } from "./blueprint.ts";
import { Clock } from "./clock.ts";
import { consumedByCatalogue } from "./consumed.ts";
import { emptyFolder, refuseForeign } from "./data-folder.ts";
import { DeadLetters } from "./dead-letters.ts";
import { Desk } from "./desk.ts";
import { straySentence, strays } from "./engines/sqs-recovery.ts";
import { startEngines } from "./engines.ts";
import { Functions } from "./functions.ts";
import { Gateway } from "./gateway.ts";
import { Grants } from "./grants.ts";
import { HttpApi } from "./http-api.ts";
import { coverage } from "./inventory.ts";
import { close, listen } from "./listen.ts";
import { lockFolder, unusableUnless } from "./lock.ts";
import { Logs } from "./logs.ts";
import { startPollers } from "./pollers.ts";
import { Problems } from "./problems.ts";
import type { Stack, StackOptions } from "./stack-description.ts";
import { Store } from "./store.ts";
import { Tally } from "./tally.ts";
import { Time } from "./time.ts";
import { Dooms } from "./unkind/doom.ts";
import { Faults } from "./unkind/faults.ts";
import { checkWiring } from "./wiring.ts";

export type { Stack, StackOptions } from "./stack-description.ts";

/** Runs a synthesized assembly on this machine. Rejects with one sentence where it cannot; nothing is left running then. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const endings: (() => unknown)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= end(endings);
    return stopping;
  };
  try {
    return await start(options, (ending) => endings.unshift(ending), stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The last begun ends first; what fails to end keeps nothing else from ending. */
async function end(endings: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const ending of endings) {
    try {
      await ending();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function start(
  options: StackOptions,
  atEnd: (ending: () => unknown) => void,
  stop: () => Promise<void>,
): Promise<Stack> {
  const { assembly, data, quiet = false, debug = false } = options;
  const say = (text: string) => {
    if (!quiet) process.stderr.write(text);
  };
  const templates = readAssembly(assembly);
  coverage(templates);
  if (data !== undefined) {
    unusableUnless(data, () => refuseForeign(data));
    atEnd(lockFolder(data));
    if (options.reset === true) unusableUnless(data, () => emptyFolder(data));
  }

  const gateway = new Gateway();
  const desk = new Desk();
  const apis = templates.flatMap(({ resources }) =>
    [...resources.values()]
      .filter(({ type }) => type === "AWS::ApiGatewayV2::Api")
      .map((resource) => ({ resource, http: new HttpApi(), url: "" })),
  );
  const at = (offset: number) => (options.port === undefined ? 0 : options.port + offset);
  const open = async (server: Gateway["server"], port: number, what: string) => {
    const url = `http://127.0.0.1:${await listen(server, port, what)}`;
    atEnd(() => close(server));
    return url;
  };
  for (const [index, api] of apis.entries()) {
    api.url = await open(api.http.server, at(index === 0 ? 0 : index + 2), index === 0 ? "public site" : "HTTP API");
  }
  const deskUrl = await open(desk.server, at(1), "mailbox and clock");
  const endpoint = await open(gateway.server, at(2), "AWS endpoint");

  const blueprint = drawBlueprint(templates, {
    endpoint,
    api: (resource) => apis.find((api) => api.resource === resource)?.url ?? "",
  });
  blueprint.tables.push(...importedTables(blueprint, options.imported ?? []));
  const { region, account } = blueprint;
  const grants = new Grants(
    blueprint.roles,
    blueprint.policies,
    new Map(blueprint.functions.map(({ roleArn, name }) => [roleArn, name])),
  );
  checkWiring(blueprint, grants);

  const store = data === undefined ? new Store() : unusableUnless(data, () => new Store(data));
  atEnd(() => store.close());
  const clock = new Clock(store, options.now);
  const problems = new Problems(options.tolerate === true, (sentence) => say(`problem: ${sentence}\n`));
  const activity = new Activity();
  const tally = new Tally();
  const faults = new Faults(options.unkind);
  const dooms = new Dooms();
  const { witness } = options;
  const logs = new Logs(data, (name, text) => {
    if (debug) say(text.replace(/^(?=.)/gm, `${name}: `));
    witness?.({ place: "log", name, text });
  });
  const functions = new Functions(blueprint.functions, {
    region,
    account,
    endpoint,
    clock,
    grants,
    activity,
    problems,
    logs,
    tally,
    faults,
    dooms,
  });
  const roleOf = (name: string) => functions.get(name)?.roleArn;
  const consumed = options.consumed ?? consumedByCatalogue;
  const onDeath = options.onDeath ?? ((sentence: string) => problems.add(sentence));
  const engines = await startEngines({
    blueprint,
    data,
    store,
    clock,
    grants,
    problems,
    activity,
    functions,
    faults,
    dooms,
    consumed,
    subscribers: options.subscribers ?? {},
    say,
    tally,
    isMetered: options.metered === true,
    onDeath,
    witness,
  });
  atEnd(() => engines.stop());
  const killFunctions = () => functions.stop();
  process.once("exit", killFunctions);
  atEnd(() => {
    process.off("exit", killFunctions);
    functions.stop();
  });
  const pollers = startPollers({ blueprint, engines, store, clock, functions, activity, problems, faults });
  const underWay = faults.active ? { underWay: pollers.nextDue } : {};
  const time = new Time({ clock, activity, problems, ...pollers, ...underWay });
  atEnd(() => {
    problems.close();
    pollers.stop();
    time.stop();
    clock.stop();
  });

  gateway.open({ engines: engines.all, clock, grants, roleOf, problems, activity, tally });
  for (const { resource, http } of apis) {
    const api = blueprint.apis.find((one) => one.resource === resource);
    if (api !== undefined)
      http.open(api, { region, account, clock, functions, grants, problems, activity, logs, roleOf });
  }
  const siteUrl = apis[0]?.url ?? "";
  const deadLetters = new DeadLetters(engines.sqs, blueprint.mappings);
  desk.open({ clock, time, ses: engines.ses, scheduler: engines.scheduler, problems, deadLetters, siteUrl });
  const stray = strays(store, new Set(blueprint.queues.map(({ arn }) => arn)));
  if (stray.size > 0) say(`${straySentence(stray)}\n`);
  pollers.open();
  clock.run();
  return {
    region,
    siteUrl,
    endpoint,
    deskUrl,
    clock,
    strays: stray,
    notCalled: engines.notCalled,
    outputs: blueprint.outputs,
    tally,
    faults: faults.counts,
    ses: engines.ses,
    sqs: engines.sqs,
    get mailbox() {
      return engines.ses.list().flatMap(({ id }) => engines.ses.get(id) ?? []);
    },
    problems: problems.all,
    get used() {
      return grants.usage();
    },
    logs: (name) => logs.of(name),
    settle: () => time.settle(),
    advance: (to) => time.advance(to),
    stop,
  };
}
