import type { Schedules } from "#platform/schedules";

interface Booked {
  readonly name: string;
  readonly at: string;
  readonly input: string;
}

/** One-time schedules in memory: names as the service allows them, a known name books nothing, and what fires is gone. */
export function memorySchedules() {
  const booked = new Map<string, Booked>();
  const schedules: Schedules = {
    async book(name, at, input) {
      if (!/^[\w.-]{1,64}$/.test(name)) throw new Error(`ValidationException: the name ${name}`);
      if (!isInstant(at)) throw new Error(`ValidationException: the instant ${at}`);
      if (!booked.has(name)) booked.set(name, { name, at, input: JSON.stringify(input) });
    },
  };
  const shown = ({ name, at, input }: Booked) => ({ name, at, input: JSON.parse(input) });
  const inOrder = () => [...booked.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
  return {
    ...schedules,
    booked: () => inOrder().map(shown),
    /** Fires what is due: takes it out and returns its inputs in order of time. */
    fire(now: string): unknown[] {
      const due = inOrder().filter(({ at }) => at <= now);
      for (const { name } of due) booked.delete(name);
      return due.map((schedule) => shown(schedule).input);
    },
  };
}

const isInstant = (text: string) =>
  !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().replace(".000", "") === text;
