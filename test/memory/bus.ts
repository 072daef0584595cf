import type { Bus, BusEntry } from "#platform/bus";

/** A bus in memory: details travel as JSON objects of at most 256 KB; what it does not take is said by index, the rest is there. */
export function memoryBus(faults: { refuse?: (entry: BusEntry) => boolean; broken?: () => boolean } = {}) {
  const events: { source: string; type: string; detail: Record<string, unknown> }[] = [];
  const bus: Bus = {
    async publish(entries) {
      if (faults.broken?.()) throw new Error("the bus cannot be reached");
      return entries.flatMap((entry, index) => {
        const text = JSON.stringify(entry.detail);
        if (entry.source === "" || entry.type === "" || text === undefined || !text.startsWith("{"))
          throw new Error("ValidationException: an entry needs a source, a type and an object");
        if (text.length > 262_144) throw new Error("ValidationException: an entry is too large");
        if (faults.refuse?.(entry)) return [index];
        events.push({ source: entry.source, type: entry.type, detail: JSON.parse(text) });
        return [];
      });
    },
  };
  return { ...bus, events: () => [...events] };
}
