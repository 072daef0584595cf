import { apiAddresses } from "#events/api/v1";
import { dynamoTables } from "#platform/dynamo-tables";
import { pages, shown } from "#platform/http";
import type { Tables } from "#platform/table";
import { apiPage, problem } from "./api-page.ts";
import { getDelegation, getDelegations, getPerson, getRegistration, getRegistrations } from "./get-delegations.ts";
import { getDocument, getDocuments } from "./get-documents.ts";
import { getMeeting, getMeetings, getRound, getRounds } from "./get-meetings.ts";

const failed = async () => problem(500, "failed", "Something went wrong here and was recorded. Ask again.");
const missing = async () =>
  problem(404, "no-such-address", "There is nothing at this address. /api/v1 lists the addresses there are.");

/** What other systems read, signed with IAM; it writes nothing. */
export const apiPages = (deps: { readonly tables: Tables }) =>
  pages(
    [
      ...shown(
        "/api/v1",
        apiPage("/api/v1", async () => ({ version: "1" as const, addresses: [...apiAddresses.keys()] })),
      ),
      ...shown("/api/v1/meetings", getMeetings(deps)),
      ...shown("/api/v1/meetings/{meeting}", getMeeting(deps)),
      ...shown("/api/v1/meetings/{meeting}/rounds", getRounds(deps)),
      ...shown("/api/v1/meetings/{meeting}/delegations", getDelegations(deps)),
      ...shown("/api/v1/meetings/{meeting}/registrations", getRegistrations(deps)),
      ...shown("/api/v1/meetings/{meeting}/documents", getDocuments(deps)),
      ...shown("/api/v1/rounds/{round}", getRound(deps)),
      ...shown("/api/v1/delegations/{delegation}", getDelegation(deps)),
      ...shown("/api/v1/registrations/{registration}", getRegistration(deps)),
      ...shown("/api/v1/registrations/{registration}/person", getPerson(deps)),
      ...shown("/api/v1/documents/{document}", getDocument(deps)),
    ],
    {},
    failed,
    missing,
  );

export const handler = apiPages({ tables: dynamoTables() });
