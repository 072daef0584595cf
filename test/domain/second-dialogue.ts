/** An invented second dialogue, for joint meetings: some parties of the first, and one of its own. */
export const LAKES = "lakes";

const party = (code: string, region: string, en: string, fr: string, ar: string, timeZone: string) => ({
  code,
  kind: "partner-state",
  region,
  names: { en, fr, ar },
  language: "en",
  timeZone,
  membership: [{ kind: "member", from: "2019-05-01", until: null }],
});
export const lakesParties = {
  parties: [
    party("RW", "africa", "Rwanda", "Rwanda", "رواندا", "Africa/Kigali"),
    party("UG", "africa", "Uganda (Lakes)", "Ouganda", "أوغندا", "Africa/Kampala"),
    party("AT", "europe", "Austria", "Autriche", "النمسا", "Europe/Vienna"),
    party("BE", "europe", "Belgium", "Belgique", "بلجيكا", "Europe/Brussels"),
  ],
};

const contact = (code: string, rank: "primary" | "deputy" | null, name: string, email: string) => ({
  party: code,
  role: rank === null ? "mission" : "focal-point",
  rank,
  name,
  email,
  language: "en",
  since: "2020-01-01",
});
/** Uganda is represented by others than in the first dialogue, Austria by the same person. */
export const lakesContacts = (sameAs: { readonly name: string; readonly email: string }) => ({
  contacts: [
    contact("RW", "primary", "Rose Lac", "rose.lac@example.org"),
    contact("UG", "primary", "Ulla Lac", "ulla.lac@example.org"),
    contact("UG", null, "Mission of Uganda to the Lakes", "mission.lakes@example.org"),
    contact("AT", "primary", sameAs.name, sameAs.email.toUpperCase()),
  ],
});
