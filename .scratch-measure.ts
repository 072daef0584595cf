import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { execFile } from "node:child_process";
import { startStack } from "#lib/local/stack";
import { synthesize } from "#lib/local/synthesize";

const N = Number(process.argv[2] ?? 10000);
const rows = ["party;role;rank;name;email;language;since"];
const parties = JSON.parse(readFileSync("bin/demo/dialogue/parties.json", "utf-8")).parties.map((p: any) => p.code);
for (let i = 0; i < N; i++) rows.push(`${parties[i % parties.length]};focal-point;${i % 2 ? "deputy" : "primary"};"Diallo, Amina ${i}";amina.${i}@example.org;fr;2020-01-01`);
writeFileSync("/tmp/imp/c1.csv", rows.join("\n"));
writeFileSync("/tmp/imp/c2.csv", rows.map((r, i) => (i > 0 && i % 2 ? r.replace("@example.org", "@example.net") : r)).join("\n"));
const stack = await startStack({ assembly: await synthesize(), now: "2022-01-31T08:00:00Z", quiet: true });
const url = stack.outputs["SiteUrl"] ?? stack.outputs["ApiUrl"] ?? Object.values(stack.outputs).find((v) => v.startsWith("http"))!;
console.log(stack.outputs);
let peak: Record<string, number> = {};
const poll = setInterval(() => {
  for (const pid of readdirSync("/proc").filter((n) => /^\d+$/.test(n))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf-8");
      const rss = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
      const cmd = readFileSync(`/proc/${pid}/cmdline`, "utf-8").replaceAll("\0", " ").slice(0, 160);
      if (!cmd.includes("node") && !cmd.includes("dynoxide")) continue;
      const ppid = /PPid:\s+(\d+)/.exec(status)?.[1];
      if (ppid !== String(process.pid) && pid !== String(process.pid)) continue;
      peak[`${pid} ${cmd.slice(-70)}`] = Math.max(peak[`${pid} ${cmd.slice(-70)}`] ?? 0, rss);
    } catch {}
  }
}, 100);
const cli = (...args: string[]) => new Promise<string>((done) => execFile(process.execPath, ["--disable-warning=ExperimentalWarning", "--import", "./bin/guard.mjs", "bin/convoke.ts", ...args, "--url", url, "--as", "amina"], { maxBuffer: 1e8 }, (e, out, err) => done((out + err).slice(-600))));
for (const args of [
  ["import", "parties", "bin/demo/dialogue/parties.json"],
  ["import", "contacts", "/tmp/imp/c1.csv", "--dry-run"],
  ["import", "contacts", "/tmp/imp/c1.csv"],
  ["import", "contacts", "/tmp/imp/c1.csv"],
  ["import", "contacts", "/tmp/imp/c2.csv"],
  ["import", "contacts", "/tmp/imp/c2.csv"],
]) {
  const t = Date.now(); peak = {};
  const out = await cli(...args);
  console.log(args.join(" "), Date.now() - t, "ms\n", out.split("\n").slice(-5).join("\n "), Object.entries(peak).filter(([k])=>!k.includes("scratch")).map(([k,v])=>[k.slice(-40),Math.round(v)]).sort((a,b)=>Number(b[1])-Number(a[1])).slice(0,2));
}
clearInterval(poll);
console.log(Object.entries(peak).sort((a, b) => b[1] - a[1]).slice(0, 6));
await stack.stop();
