import middy from "@middy/core";
import httpErrorHandler from "@middy/http-error-handler";
import httpHeaderNormalizer from "@middy/http-header-normalizer";
import httpRouter from "@middy/http-router";
import httpSecurityHeaders from "@middy/http-security-headers";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { logFailure } from "#platform/log";

export type PageEvent = APIGatewayProxyEventV2;
export type PageResult = APIGatewayProxyStructuredResultV2;
export type Page = (event: PageEvent) => Promise<PageResult>;
export interface Route {
  readonly method: "GET" | "HEAD" | "POST";
  readonly path: string;
  readonly page: Page;
}

/** What every page says about itself; the style hash is the page's own inline style sheet. */
export interface Policy {
  readonly styleHash?: string;
  /** Seconds that a shared cache may keep it; private pages are never kept. */
  readonly publicFor?: number;
}

/**
 * Pages behind their routes. What throws is logged with its id and answered by `failed`, never by a stack trace; an address that
 * the gateway took for one of ours and that is none, such as one with an encoded slash, by `missing`, and so is what came from no
 * gateway.
 */
export function pages(routes: readonly Route[], policy: Policy, failed: Page, missing: Page) {
  const styles = policy.styleHash === undefined ? "" : ` style-src '${policy.styleHash}';`;
  const own = {
    "content-security-policy": `default-src 'none';${styles} img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    "referrer-policy": "no-referrer",
    ...(policy.publicFor === undefined
      ? { "cache-control": "no-store", "x-robots-tag": "noindex, nofollow" }
      : { "cache-control": `public, max-age=${policy.publicFor}` }),
  };
  return middy<PageEvent, PageResult>()
    .use(httpSecurityHeaders({ contentSecurityPolicy: false }))
    .use({
      after: ({ response }) => {
        if (response) response.headers = { ...own, ...response.headers };
      },
    })
    .use(httpHeaderNormalizer())
    .use(httpErrorHandler({ logger: false, fallbackMessage: "" }))
    .use({
      onError: async (request) => {
        const { error, event } = request;
        const refused =
          error && "statusCode" in error && typeof error.statusCode === "number" && error.statusCode < 500;
        const known = refused || !fromGateway(event);
        if (!known) logFailure("a page failed", { route: event.routeKey }, error ?? "no error was given");
        const response = await (known ? missing : failed)(event);
        request.response = { ...response, headers: { ...own, ...response.headers } };
      },
    })
    .handler(httpRouter(routes.map(({ method, path, page }) => ({ method, path, handler: page }))));
}

function fromGateway({ requestContext }: { readonly requestContext?: unknown }): boolean {
  return typeof requestContext === "object" && requestContext !== null && "http" in requestContext;
}

/** GET and HEAD of one address: the same page, and HEAD without its body (the gateway sends none). */
export function shown(path: string, page: Page): Route[] {
  return [
    { method: "GET", path, page },
    { method: "HEAD", path, page: async (event) => ({ ...(await page(event)), body: "" }) },
  ];
}
