import { z } from "zod";
import { eventBridge } from "#platform/bus";
import { busContract } from "./bus.ts";
import { busWire } from "./bus-wire.ts";
import { givenBus, localBus } from "./places/buses.ts";
import { onEngines } from "./places/place.ts";

const event = z
  .object({ source: z.string(), "detail-type": z.string(), detail: z.unknown() })
  .transform(({ source, "detail-type": type, detail }) => ({ source, type, detail }));

onEngines("EVENTBRIDGE", localBus, givenBus, (name, place) => {
  busContract(name, async () => {
    await place().taken("all");
    const events = async (count?: number) =>
      (await place().taken("all", count)).map((text) => event.parse(JSON.parse(text)));
    return { bus: eventBridge(), events };
  });
  busWire(place);
});
