/** Why AWS does not know who asks, in a sentence; undefined where it does. */
export function credentialTrouble(error: unknown): string | undefined {
  const name = error instanceof Error ? error.name : "";
  if (name === "CredentialsProviderError")
    return "There are no AWS credentials in this shell. Sign in (`aws sso login`, or set AWS_PROFILE), then try again.";
  if (/Expired|InvalidClientToken|SignatureDoesNotMatch|UnrecognizedClient/.test(name))
    return "Your AWS credentials are not valid, or no longer. Sign in again (`aws sso login`).";
  return undefined;
}
