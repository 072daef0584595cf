import { readFileSync } from "node:fs";
import { type Asked, type Convocation, convene } from "#domain/convocation";
import type { Before, Delegation, Invitee, Nomination } from "#domain/delegation";
import { isRefusal } from "#domain/refusal";
import type { Registry } from "#domain/registry";

/** The text of one of the demo dialogue's files: the real parties, seats and chairs, and the invented contacts. */
export const dialogueFile = (name: "parties" | "contacts" | "calendar"): string =>
  readFileSync(new URL(`../../bin/demo/dialogue/${name}.json`, import.meta.url), "utf-8");

export const CUT_OFF = "2022-03-11T22:59:00Z";

/** A State's delegation of two focal points and a mission's mailbox, invited to the committee and the SOM, silent. */
export const silentDelegation: Delegation = {
  id: "k7x2m4qpa3bd5fzt",
  convocationId: "som-8-cluster",
  partyCode: "AT",
  parts: {
    "sc-2022-03": { status: "unanswered", at: null, by: null },
    "som-8": { status: "unanswered", at: null, by: null },
  },
  open: 2,
  people: 3,
  cutOff: CUT_OFF,
};
export const BOTH = ["sc-2022-03", "som-8"];

export const primary: Invitee = {
  number: "ab",
  name: "Focal point of Austria",
  email: "focal.point.at@example.org",
  language: "en",
  entitled: true,
  functional: false,
  answer: "none",
};
export const deputy: Invitee = {
  ...primary,
  number: "ac",
  name: "Deputy focal point of Austria",
  email: "deputy.at@example.org",
};
export const mission: Invitee = {
  ...primary,
  number: "ad",
  name: "Mission of Austria",
  email: "mission.at@example.org",
  functional: true,
};
/** A delegate who was written to without a say for the State. */
export const adviser: Invitee = {
  ...primary,
  number: "ae",
  name: "Adviser of Austria",
  email: "adviser.at@example.org",
  entitled: false,
};

export const given = (invitee: Invitee, nominations: readonly Nomination[] = [], delegation = silentDelegation) =>
  ({ delegation, invitee, nominations }) satisfies Before;

/** The 8th SOM with the committee on its first morning, as it is asked for. */
export const som8: Asked = {
  dialogueId: "khartoum",
  convocationId: "som-8-cluster",
  title: { en: "8th Senior Officials’ Meeting" },
  answersBy: "2022-03-04T23:59",
  namesBy: "2022-03-11T23:59",
  timeZone: "Europe/Brussels",
  languages: ["en", "fr", "ar"],
  parts: [
    {
      id: "sc-2022-03",
      kind: "steering-committee",
      title: { en: "Steering Committee Meeting" },
      timeZone: "Europe/Brussels",
      modality: "in-person",
      sessions: [{ day: "2022-03-22", from: "09:00", until: "12:00" }],
      audience: { bodies: ["steering-committee"] },
      organisers: ["ICMPD"],
      chair: "NL",
    },
    {
      id: "som-8",
      kind: "senior-officials-meeting",
      title: { en: "8th Senior Officials’ Meeting" },
      timeZone: "Europe/Brussels",
      modality: "in-person",
      sessions: [
        { day: "2022-03-22", from: "14:00", until: "18:00" },
        { day: "2022-03-23", from: "09:00", until: "16:00" },
      ],
      audience: { members: true, kinds: ["partner-organisation", "invited-organisation"] },
      organisers: ["ICMPD"],
      chair: "NL",
    },
  ],
};

/** The same under another id, with meetings of other ids: a dialogue has each once. */
export const another = (convocationId: string, asked: Asked = som8) => ({
  ...asked,
  convocationId,
  parts: asked.parts.map((part, index) => ({ ...part, id: `${convocationId.slice(-20)}-${index + 1}` })),
});

export function convened(asked: Asked = som8, now = "2022-01-31T08:00:00Z"): Convocation {
  const decided = convene(asked, now, "2025b");
  if (isRefusal(decided)) throw new Error(decided.sentence);
  return decided.convocation;
}

export const emptyRegistry: Registry = { parties: [], memberships: [], seats: [], chairs: [], focalPoints: [] };
