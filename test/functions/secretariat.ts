import { vi } from "vitest";

/** A function's environment as far as it says who writes and in which languages; `mailbox` is whom to write to. */
export function stubSecretariat(mailbox = "office@example.org"): void {
  vi.stubEnv("SECRETARIAT_NAME", '{"en":"Secretariat of the Dialogue"}');
  vi.stubEnv("MAIL_REPLY_TO", mailbox);
  vi.stubEnv("POSTAL_ADDRESS", '{"en":"1 Example Street, Brussels"}');
  vi.stubEnv("LANGUAGES", "en,fr,ar");
  vi.stubEnv("DEFAULT_LANGUAGE", "en");
  vi.stubEnv("TIME_ZONE", "Europe/Brussels");
}
