import type { Mail, Ses } from "./engines/ses.ts";
import type { Sqs } from "./engines/sqs.ts";
import type { Grant } from "./grants.ts";
import type { Tally } from "./tally.ts";
import type { Step } from "./time.ts";
import type { Unkind } from "./unkind/faults.ts";
import type { Witness } from "./witness.ts";

export interface ImportedTable {
  name: string;
  /** The table of the templates whose keys and indexes it has. */
  like: string;
  streamArn?: string;
}

export interface StackOptions {
  /** What `cdk synth` wrote. */
  assembly: string;
  /** Where everything is kept; without a folder it is forgotten at the end. */
  data?: string;
  /** Empties the data folder first. */
  reset?: boolean;
  /** Where the clock begins (ISO); counts only where no clock is kept yet. */
  now?: string;
  /** Of the public site; the desk and the AWS endpoint have the next ones. Any free ports where none is given. */
  port?: number;
  /** Tables that the templates only refer to by name, made as one of theirs is: what a restore leaves on AWS. */
  imported?: readonly ImportedTable[];
  /** Says nothing on stderr. */
  quiet?: boolean;
  /** Shows what functions log on stderr. */
  debug?: boolean;
  /** Whether somebody is meant to take events of this detail-type: one that no rule took is then a problem. By the catalogue where none is given. */
  consumed?: (detailType: string) => boolean;
  /** Only collects problems, instead of throwing them at who waits. */
  tolerate?: boolean;
  /** Makes the faults that AWS may make, from a seed; a rest then moves the clock until what failed has come again. */
  unkind?: Unkind;
  /** Sees what is logged, put on a bus or into a queue. */
  witness?: Witness;
  /** Addresses of this machine that stand for those of subscribers, by URL. No other address is ever called. */
  subscribers?: Readonly<Record<string, string>>;
  /** Counts the capacity that functions' calls take of DynamoDB, in the tally. */
  metered?: boolean;
  /** The stack cannot go on: an engine ended by itself. */
  onDeath?: (sentence: string) => void;
}

export interface Stack {
  readonly region: string;
  readonly siteUrl: string;
  /** The AWS endpoint, for every service. */
  readonly endpoint: string;
  /** Mailbox and clock, for people. */
  readonly deskUrl: string;
  /** `isKept`: it goes on from where the data folder's stood. */
  readonly clock: { now(): number; readonly isKept: boolean };
  /** Kept messages of queues that the template no longer has, by the queue's ARN. */
  readonly strays: ReadonlyMap<string, number>;
  /** How many facts were for a subscriber whom this machine does not call, by its address or bus. */
  readonly notCalled: ReadonlyMap<string, number>;
  readonly outputs: Readonly<Record<string, string>>;
  /** Every captured mail, oldest first. */
  readonly mailbox: readonly Mail[];
  /** What must not happen and did. */
  readonly problems: readonly string[];
  readonly used: { used: Grant[]; unused: Grant[] };
  readonly tally: Tally;
  /** How many faults of which kind an unkind stack has made. */
  readonly faults: ReadonlyMap<string, number>;
  readonly ses: Ses;
  readonly sqs: Sqs;
  /** What a function (or "access") has logged. */
  logs(name: string): readonly string[];
  settle(): Promise<void>;
  advance(to: Step): Promise<void>;
  stop(): Promise<void>;
}
