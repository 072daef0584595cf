import { spawn } from "node:child_process";

// Runs a program in a group of processes that ends when whoever started this one has gone: its end of our stdin closes with it.
const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
child.on("exit", (code) => process.exit(code ?? 1));
process.stdin.on("end", () => process.kill(-process.pid, "SIGKILL"));
process.stdin.resume();
