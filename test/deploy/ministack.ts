import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { promisify } from "node:util";
import { MissingTool, pythonTool } from "./python.ts";
import "./localhost.mjs";

/** AWS as others wrote it, for tests: MiniStack, from PyPI. */
export const MINISTACK = "1.5.33";
export const REGION = "eu-west-1";
export const ACCOUNT = "000000000000";
/** Whom MiniStack takes for the account itself: who deploys. */
export const ROOT_USER = { accessKeyId: "test", secretAccessKey: "test" };

const here = import.meta.dirname;
const root = dirname(dirname(here));
const READY_WITHIN = 30_000;

export interface MiniStack {
  readonly endpoint: string;
  readonly folder: string;
  /** The certificate that it shows, which nobody but these tests trusts. */
  readonly certificate: string;
  /** For a program that should take it for AWS: nothing of this shell's own AWS settings is left in it. */
  readonly environment: Readonly<Record<string, string>>;
  log(): string;
  stop(): Promise<void>;
}

/**
 * MiniStack on 127.0.0.1 with a free port, its data in a folder of its own, over TLS (the documents bucket refuses anything else)
 * and with its IAM switched on: who calls must be who the signature says, and may do what the deployed roles allow and no more.
 * `extra` is the environment of its functions beside what their template says. It ends, its functions with it, when `stop`
 * is called or this process is gone.
 */
export async function startMiniStack(extra: Readonly<Record<string, string>>): Promise<MiniStack> {
  const python = join(await pythonTool("ministack", MINISTACK), "python");
  const folder = mkdtempSync(join(tmpdir(), "convoke-deploy-"));
  const { key, certificate } = await certificateIn(folder);
  const port = await freePort();
  const log = join(folder, "ministack.log");
  const out = openSync(log, "w");
  const bind = ["--bind", `127.0.0.1:${port}`, "--certfile", certificate, "--keyfile", key, "--keep-alive", "75"];
  const keeper = spawn(
    process.execPath,
    [join(here, "keeper.mjs"), python, "-m", "hypercorn", "ministack.app:app", ...bind],
    {
      cwd: folder,
      detached: true,
      stdio: ["pipe", out, out],
      env: {
        ...foreignFree(),
        // Its functions run on the Node that Lambda runs: the project's own comes first.
        PATH: `${join(root, "node_modules", ".bin")}:${process.env["PATH"] ?? ""}`,
        ...extra,
        AUTH: "true",
        USE_SSL: "1",
        MINISTACK_SSL_CERT: certificate,
        MINISTACK_SSL_KEY: key,
        NODE_EXTRA_CA_CERTS: certificate,
        GATEWAY_PORT: String(port),
        MINISTACK_HOST: "localhost",
        MINISTACK_REGION: REGION,
        AWS_DEFAULT_REGION: REGION,
        TMPDIR: folder,
        STATE_DIR: join(folder, "state"),
        S3_DATA_DIR: join(folder, "s3"),
      },
    },
  );
  const endpoint = `https://localhost:${port}`;
  setDefaultCACertificates([...getCACertificates("default"), readFileSync(certificate, "utf-8")]);
  const stop = async () => {
    await ended(keeper);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await ready(endpoint, keeper);
  } catch (error) {
    const said = readFileSync(log, "utf-8").slice(-2000);
    await stop();
    throw new Error(`MiniStack did not start:\n${said}`, { cause: error });
  }
  return {
    endpoint,
    folder,
    certificate,
    environment: {
      ...foreignFree(),
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ACCESS_KEY_ID: ROOT_USER.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ROOT_USER.secretAccessKey,
      AWS_CA_BUNDLE: certificate,
      NODE_EXTRA_CA_CERTS: certificate,
      NODE_OPTIONS: `--import ${join(here, "localhost.mjs")}`,
    },
    log: () => readFileSync(log, "utf-8"),
    stop,
  };
}

/** This shell's environment without what would lead a program to another account, region or proxy, or to npm's own settings of a run. */
function foreignFree(): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ||
    /^(AWS_|CDK_|npm_|VITEST|NODE_OPTIONS$|NODE_ENV$|CONVOKE_|https?_proxy$|all_proxy$)/i.test(name)
      ? []
      : [[name, value] as const],
  );
  const nowhere = join(here, "no-such-file");
  return {
    ...Object.fromEntries(kept),
    AWS_CONFIG_FILE: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
    AWS_EC2_METADATA_DISABLED: "true",
    CDK_DISABLE_CLI_TELEMETRY: "true",
    CI: "true",
  };
}

/** Of `localhost` and the names under it that HTTP APIs and buckets have; good for the tests' day. */
async function certificateIn(folder: string): Promise<{ key: string; certificate: string }> {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const names = "DNS:localhost,DNS:*.execute-api.localhost,DNS:*.s3.localhost,IP:127.0.0.1";
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
  const added = ["-addext", "basicConstraints=critical,CA:FALSE", "-addext", `subjectAltName=${names}`];
  await promisify(execFile)("openssl", [...request, ...added, "-keyout", key, "-out", certificate]).catch(
    (error: unknown) => {
      throw new MissingTool(
        "openssl 1.1.1 or later is not on this machine, and this test needs it for a certificate of its own. Install it (on Debian and Ubuntu: apt-get install openssl), then try again.",
        { cause: error },
      );
    },
  );
  return { key, certificate };
}

async function ready(endpoint: string, { exitCode }: ChildProcess): Promise<void> {
  for (const end = Date.now() + READY_WITHIN; Date.now() < end && exitCode === null; ) {
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing answered at ${endpoint}`);
}

/** Its whole group, by the keeper's number: MiniStack, its worker and the functions under it. */
function ended(keeper: ChildProcess): Promise<void> {
  const { pid } = keeper;
  return new Promise((resolve) => {
    if (pid === undefined || keeper.exitCode !== null || keeper.signalCode !== null) return resolve();
    keeper.once("exit", () => resolve());
    process.kill(-pid, "SIGKILL");
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
