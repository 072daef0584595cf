import { vi } from "vitest";
import { type Counted, metrics } from "#platform/metrics";

/** What is counted from here on, by name. */
export function counting(): { readonly [what in Counted]?: number } {
  const totals: { [what in Counted]?: number } = {};
  vi.spyOn(metrics, "addMetric").mockImplementation((name, _, value) => {
    const what = name as Counted;
    totals[what] = (totals[what] ?? 0) + value;
    return metrics;
  });
  return totals;
}
