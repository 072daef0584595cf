import { CfnIntegration, CfnRoute } from "aws-cdk-lib/aws-apigatewayv2";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { FunctionName } from "#lib/functions";
import type { Ground } from "./ground.ts";
import { acknowledge } from "./nag.ts";
import { Step, type StepProps } from "./step.ts";

export interface Address {
  /** As API Gateway writes it: /r/{token} */
  readonly path: string;
  /** HEAD is not answered by GET's route: it needs its own. */
  readonly methods: readonly ("GET" | "HEAD" | "POST")[];
}

/** Pages that one function answers. `signed`: only requests signed with IAM credentials come through. */
export class WebPages extends Step {
  constructor(
    ground: Ground,
    name: FunctionName,
    props: StepProps & { readonly addresses: readonly Address[]; readonly access: "public" | "signed" },
  ) {
    super(ground, name, { timeout: 15, memory: 1024, ...props });
    this.alarmOn({
      signs: [this.errors()],
      what: `${name} ended in an error or ran out of time within the last five minutes. Its log has the request.`,
    });
    const { apiId } = ground.record.api;
    const integration = new CfnIntegration(this, "Integration", {
      apiId,
      integrationType: "AWS_PROXY",
      integrationUri: this.lambda.functionArn,
      payloadFormatVersion: "2.0",
    });
    for (const { path, methods } of props.addresses) {
      this.lambda.addPermission(`Invoke${idOf(path)}`, {
        principal: new ServicePrincipal("apigateway.amazonaws.com"),
        sourceArn: ground.formatArn({ service: "execute-api", resource: apiId, resourceName: `*/*${path}` }),
      });
      for (const method of methods) {
        const route = new CfnRoute(this, `${method}${idOf(path)}`, {
          apiId,
          routeKey: `${method} ${path}`,
          authorizationType: props.access === "signed" ? "AWS_IAM" : "NONE",
          target: `integrations/${integration.ref}`,
        });
        if (props.access === "public") acknowledge(route, "a-route-for-everybody");
      }
    }
  }
}

function idOf(path: string): string {
  return path === "/" ? "Home" : path.replaceAll(/[^a-z]+/gi, "-");
}
