import type { Answer } from "#bin/convoke/client";

/** What was typed cannot be meant: exit 2. `command` says whose help shows how. */
export class WrongUsage extends Error {
  readonly command: string;
  constructor(sentence: string, command = "convoke") {
    super(sentence);
    this.command = command;
  }
}

/** The secretariat's door answered with a refusal: exit 1. */
export class Refused extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super(answer.sentence ?? "No reason was given.");
    this.answer = answer;
  }
}
