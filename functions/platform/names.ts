import { Resolver } from "node:dns/promises";

export type RecordType = "A" | "CNAME" | "MX" | "TXT";

/** The public DNS. */
export interface Names {
  /** The records of a name, as text: hosts in small letters without a dot at the end, `10 host` for MX. None is an empty list; throws where nobody answers. */
  records(type: RecordType, name: string): Promise<readonly string[]>;
}

const NONE = new Set(["ENOTFOUND", "ENODATA"]);

/** Asks the resolver of this machine, twice within some seconds. */
export function publicNames(): Names {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  return {
    async records(type, name) {
      try {
        return await read(resolver, type, name);
      } catch (error) {
        if (error instanceof Error && "code" in error && NONE.has(String(error.code))) return [];
        throw error;
      }
    },
  };
}

async function read(resolver: Resolver, type: RecordType, name: string): Promise<readonly string[]> {
  switch (type) {
    case "A":
      return resolver.resolve4(name);
    case "CNAME":
      return (await resolver.resolveCname(name)).map(plain);
    case "MX":
      return (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${plain(exchange)}`);
    case "TXT":
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(""));
  }
}

const plain = (host: string) => host.toLowerCase().replace(/\.$/, "");
