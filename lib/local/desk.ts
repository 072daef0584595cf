import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Clock } from "./clock.ts";
import type { DeadLetters } from "./dead-letters.ts";
import { clockPage } from "./desk/clock.ts";
import { type Place, page } from "./desk/layout.ts";
import { mailHtml, mailList, mailPage } from "./desk/mailbox.ts";
import { problemsPage } from "./desk/problems.ts";
import type { Scheduler } from "./engines/scheduler.ts";
import type { Mail, Ses } from "./engines/ses.ts";
import { readBody } from "./http-request.ts";
import type { Problems } from "./problems.ts";
import type { Step, Time } from "./time.ts";

export interface DeskOptions {
  clock: Clock;
  time: Time;
  ses: Ses;
  scheduler: Scheduler;
  problems: Problems;
  deadLetters: DeadLetters;
  siteUrl: string;
}

interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const HTML = "text/html; charset=utf-8";
const PAGES = {
  "content-type": HTML,
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};
/** A mail may neither run scripts nor fetch anything; its links may open. */
const MAIL = {
  "content-type": HTML,
  "content-security-policy":
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'",
};

/** Pages for the person at this machine: the mailbox, the clock, the problems with the dead letters. */
export class Desk {
  readonly server: Server = createServer();

  open(options: DeskOptions): void {
    this.server.on("request", (request, response) => {
      void reply(request, options)
        .catch(
          (error: unknown): Reply => ({
            status: 500,
            headers: { "content-type": "text/plain; charset=utf-8" },
            body: reason(error),
          }),
        )
        .then((answer) => send(response, answer));
    });
  }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { "cache-control": "no-store", "x-content-type-options": "nosniff", ...headers });
  response.end(body);
}

async function reply(request: IncomingMessage, options: DeskOptions): Promise<Reply> {
  const url = new URL(request.url ?? "/", "http://desk");
  if (!isOwn(request)) return text(403, "This page answers only to this machine's own browser.");
  const [, collection = "", id = "", form = ""] = url.pathname.split("/").map(decodeURIComponent);
  if (request.method === "POST") {
    if (collection === "clock") return move(request, options);
    if (collection === "problems") return redrive(request, options);
    return text(404, "There is nothing here.");
  }
  if (request.method !== "GET") return text(405, "Only GET and POST.");
  if (collection === "") {
    const found = mailList(
      options.ses.list(),
      url.searchParams.get("q") ?? "",
      Number(url.searchParams.get("from")) || 0,
    );
    return shown(options, "mailbox", "Mailbox", found);
  }
  if (collection === "mails") return mail(options, options.ses.get(id), form, url.searchParams.get("part"));
  if (collection === "clock") return clock(options, undefined);
  if (collection === "problems") {
    const { problems, deadLetters } = options;
    return shown(options, "problems", "Problems", problemsPage(problems.all, deadLetters.list()));
  }
  return text(404, "There is nothing here.");
}

/** Neither another site's form nor a name that points here may reach the desk. */
function isOwn({ headers: { host = "", origin } }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host) && (origin === undefined || origin === `http://${host}`);
}

async function mail(options: DeskOptions, found: Mail | undefined, form: string, part: string | null): Promise<Reply> {
  if (found === undefined) return text(404, "There is no such mail.");
  if (form === "html") return { status: 200, headers: MAIL, body: (await mailHtml(found)) ?? "" };
  if (form === "eml") {
    const headers = { "content-type": "message/rfc822", "content-disposition": 'attachment; filename="mail.eml"' };
    return { status: 200, headers, body: found.raw };
  }
  return shown(options, "mailbox", found.subject, await mailPage(found, part));
}

function clock(options: DeskOptions, fault: string | undefined): Reply {
  const view = { now: options.clock.now(), next: options.clock.nextDue(), schedules: options.scheduler.list(), fault };
  return shown(options, "clock", "Clock", clockPage(view), fault === undefined ? 200 : 400);
}

async function move(request: IncomingMessage, options: DeskOptions): Promise<Reply> {
  const step = stepOf(await fieldsOf(request));
  if (step === undefined) return clock(options, "That is no instant.");
  if (typeof step === "string" && Date.parse(step) < options.clock.now() - 60_000)
    return clock(options, "That has passed: the clock does not go back.");
  await options.time.advance(step);
  return { status: 303, headers: { location: "/clock" }, body: "" };
}

const fieldsOf = async (request: IncomingMessage) => new URLSearchParams((await readBody(request, 10_000))?.toString());

function stepOf(fields: URLSearchParams): Step | undefined {
  const to = fields.get("next") ?? (fields.has("to") ? `${fields.get("to")}Z` : undefined);
  if (to !== undefined) return Number.isNaN(Date.parse(to)) ? undefined : to;
  const [hours, days] = [Number(fields.get("hours")), Number(fields.get("days"))];
  return hours > 0 || days > 0 ? { hours, days } : undefined;
}

async function redrive(request: IncomingMessage, { deadLetters }: DeskOptions): Promise<Reply> {
  const queue = (await fieldsOf(request)).get("redrive") ?? "";
  if (deadLetters.redrive(queue) === undefined) return text(404, "There is no such dead-letter queue.");
  return { status: 303, headers: { location: "/problems" }, body: "" };
}

function shown(
  { problems, siteUrl }: DeskOptions,
  place: Place,
  title: string,
  content: Parameters<typeof page>[1],
  status = 200,
): Reply {
  return { status, headers: PAGES, body: page({ title, place, problems: problems.all.length, siteUrl }, content) };
}

const text = (status: number, body: string): Reply => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body,
});
const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
