import type { Bus, BusEntry } from "#platform/bus";

/** A bus in memory: details travel as JSON objects of at most 256 KB; what it does not take is said by index, the rest is there. */
export function memoryBus(faults: { refuse?: (entry: BusEntry) => boolean; broken?: () => boolean } = {}) {
  const events: { source: string; type: string; detail: Record<string, unknown> }[] = [];
  const bus: Bus = {
    async publish(entries) {
      if (faults.broken?.()) throw new Error("the bus cannot be reached");
      return entries.flatMap((entry, index) => {
        const text = JSON.stringify(entry.detail);
        if (text !== undefined && text.length > 262_144) throw new Error("ValidationException: an entry is too large");
        if (!taken(entry, text)) return [index];
        if (faults.refuse?.(entry)) return [index];
        events.push({ source: entry.source, type: entry.type, detail: JSON.parse(text) });
        return [];
      });
    },
  };
  return { ...bus, events: () => [...events] };
}

/** A source that is not Amazon's, a type, and an object. */
const taken = ({ source, type }: BusEntry, text: string | undefined) =>
  /^(?!aws\.).{1,256}$/s.test(source) && /^.{1,128}$/s.test(type) && text?.startsWith("{") === true;
