import { endpointName, givenEndpoint, services } from "./place.ts";

/** Before the tests: one line about the engines that the contract runs on beside our own. */
export default function announce(): void {
  const given = services.flatMap((service) => {
    const endpoint = givenEndpoint(service);
    return endpoint === undefined ? [] : [`${service} at ${endpoint}`];
  });
  const names = services.map(endpointName).join(", ");
  console.log(
    given.length > 0
      ? `Contract: in memory, on our engines, and on those given: ${given.join(", ")}.`
      : `Contract: in memory and on our engines; no other engine was given (AWS_ENDPOINT_URL or ${names}).`,
  );
}
