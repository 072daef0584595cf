import type { Resource } from "./assembly.ts";
import { shapes } from "./properties.ts";
import type { Templates } from "./templates.ts";

export interface RouteDescription {
  /** "GET /r/{token}", or "$default". */
  key: string;
  method: string;
  /** The path's segments; {name} takes one, {name+} the rest. */
  segments: readonly string[];
  functionArn: string;
  signed: boolean;
  timeoutMs: number;
}

export interface ApiDescription {
  id: string;
  resource: Resource;
  routes: readonly RouteDescription[];
  /** The access log's line, with $context variables. */
  accessLog?: string;
}

export function describeApis(templates: Templates): ApiDescription[] {
  const stages = templates.each("AWS::ApiGatewayV2::Stage", shapes.stage, ({ properties }) => properties);
  const integrations = new Map(
    templates.each("AWS::ApiGatewayV2::Integration", shapes.integration, ({ ref, properties }) => [ref, properties]),
  );
  const routes = templates.each("AWS::ApiGatewayV2::Route", shapes.route, ({ where, properties: p }) => {
    const integration = integrations.get(p.Target.replace(/^integrations\//, ""));
    if (integration === undefined) throw new Error(`${where}: ${p.Target} is no integration`);
    const [, method = "", path = ""] = /^([A-Z]+) (\/.*)$/.exec(p.RouteKey) ?? [];
    if (method === "" && p.RouteKey !== "$default") throw new Error(`${where}: ${p.RouteKey} is no route`);
    const route: RouteDescription = {
      key: p.RouteKey,
      method,
      segments: path.split("/").slice(1),
      functionArn: integration.IntegrationUri.replace(/^arn:.*\/functions\/(arn:.*)\/invocations$/, "$1"),
      signed: p.AuthorizationType === "AWS_IAM",
      timeoutMs: Math.min(integration.TimeoutInMillis, 30_000),
    };
    return { apiId: p.ApiId, route };
  });
  return templates.each("AWS::ApiGatewayV2::Api", shapes.api, ({ resource, where, ref }) => {
    const stage = stages.find(({ ApiId }) => ApiId === ref);
    if (stage === undefined) throw new Error(`${where} has no stage`);
    return {
      id: ref,
      resource,
      routes: routes.filter(({ apiId }) => apiId === ref).map(({ route }) => route),
      ...(stage.AccessLogSettings && { accessLog: stage.AccessLogSettings.Format }),
    };
  });
}
