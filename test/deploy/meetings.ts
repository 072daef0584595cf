import { world } from "#bin/demo/world";

const MINUTE = 60_000;

/** A wall time in a zone in which no meeting of the next hours meets midnight, whenever the test runs. */
function walls() {
  const late = new Date().getUTCHours() >= 12;
  const [timeZone, hours] = late ? ["Pacific/Pago_Pago", -11] : ["UTC", 0];
  const wall = (at: number) => new Date(at + hours * 60 * MINUTE).toISOString().slice(0, 16);
  return { timeZone, wall };
}

function meeting(convocationId: string, title: string, answersBy: number, from: number, until: number) {
  const { timeZone, wall } = walls();
  const { parts, namesBy, ...asked } = world.convocation();
  const part = parts.find(({ id }) => id === "som-8");
  return {
    ...asked,
    convocationId,
    title: { en: title },
    timeZone,
    answersBy: wall(answersBy),
    parts: [
      {
        ...part,
        id: `${convocationId}-plenary`,
        title: { en: title },
        timeZone,
        sessions: [{ day: wall(from).slice(0, 10), from: wall(from).slice(11), until: wall(until).slice(11) }],
        audience: { members: true },
      },
    ],
  };
}

/** Begins when its answers are due, in a minute or two, and is over one minute later. */
export function meetingSoon(convocationId: string, title: string) {
  const from = Math.ceil((Date.now() + 60_000) / MINUTE) * MINUTE;
  return meeting(convocationId, title, from, from, from + MINUTE);
}

/** In two months. */
export function meetingLater(convocationId: string, title: string) {
  const from = Math.ceil(Date.now() / MINUTE) * MINUTE + 60 * 24 * 60 * MINUTE;
  return meeting(convocationId, title, from - 7 * 24 * 60 * MINUTE, from, from + 30 * MINUTE);
}
