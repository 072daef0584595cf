import type { RouteDescription } from "./http-description.ts";

export interface Matched {
  route: RouteDescription;
  parameters: Record<string, string>;
}

/**
 * The most specific route, as API Gateway chooses: all literal, then variables, then a greedy variable, then $default; the method
 * itself before ANY. Undefined where none matches.
 */
export function matchRoute(routes: readonly RouteDescription[], method: string, path: string): Matched | undefined {
  const segments = path.split("/").slice(1).map(decode);
  const candidates = routes.flatMap((route) => {
    const parameters = route.key === "$default" ? {} : matchSegments(route.segments, segments);
    const fits =
      parameters !== undefined && (route.key === "$default" || route.method === method || route.method === "ANY");
    return fits ? [{ route, parameters, rank: rankOf(route) }] : [];
  });
  return candidates.sort((a, b) => a.rank.localeCompare(b.rank))[0];
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const [, name, greedy] = /^\{([^+}]+)(\+?)\}$/.exec(part) ?? [];
    const value = segments[index];
    if (value === undefined) return undefined;
    if (name === undefined) {
      if (part !== value) return undefined;
    } else if (greedy === "+") {
      const rest = segments.slice(index).join("/");
      return rest === "" ? undefined : { ...parameters, [name]: rest };
    } else {
      if (value === "") return undefined;
      parameters[name] = value;
    }
  }
  return pattern.length === segments.length ? parameters : undefined;
}

/** Sorts the most specific first, segment by segment. */
function rankOf({ key, segments, method }: RouteDescription): string {
  if (key === "$default") return "9";
  const kinds = segments.map((part) => (part.endsWith("+}") ? "2" : part.startsWith("{") ? "1" : "0"));
  return `${kinds.join("")}${method === "ANY" ? "1" : "0"}`;
}

/** As API Gateway hands parameters on; what is no valid coding stays as it came. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
