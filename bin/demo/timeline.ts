const WIDTH = 100;

/** The story as it is told: one line an event, at most 100 columns, with the moved clock's time before it. */
export class Timeline {
  readonly lines: string[] = [];
  readonly #quiet: boolean;
  constructor(quiet: boolean) {
    this.#quiet = quiet;
  }
  say(text = ""): void {
    const line = text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text;
    this.lines.push(line);
    if (!this.#quiet) console.log(line);
  }
  at(milliseconds: number, text: string): void {
    this.say(`${new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ")}  ${text}`);
  }
  /** What is being done, on a terminal's last line only; nothing in a pipe. */
  progress(text: string): void {
    if (!this.#quiet && process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text.slice(0, WIDTH)}`);
  }
  settled(): void {
    if (!this.#quiet && process.stderr.isTTY) process.stderr.write("\r\u001B[K");
  }
}
