import { defineConfig } from "vitest/config";

/** Where `.ci/run` wants the counts written: `npm cit` hands no flags on to the tests. */
const counts = process.env["TEST_COUNTS_FILE"];

/** Pure and local tests pay nothing for synth; the flow project synthesizes once and shares the assembly. */
export default defineConfig({
  test: {
    expect: { requireAssertions: true },
    ...(counts === undefined ? {} : { reporters: ["default", "json"], outputFile: { json: counts } }),
    // Asked for by `npm run test:coverage` alone: every branch of each file of the domain, by the domain's own tests.
    coverage: {
      provider: "v8",
      include: ["functions/domain/**/*.ts"],
      reporter: [["text", { skipFull: true, maxCols: 140 }]],
      thresholds: { perFile: true, branches: 100 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          globalSetup: ["test/contract/places/announce.ts"],
          include: ["test/**/*.test.ts"],
          exclude: [
            "test/architecture.test.ts",
            "test/flow/**",
            "test/browser/**",
            "test/deploy/**",
            "test/templates/**",
            "test/restart/**",
          ],
          testTimeout: 20_000,
          // Their lines would be all that a run of these tests shows; the flow project reads them where functions log.
          env: { POWERTOOLS_METRICS_DISABLED: "true" },
        },
      },
      {
        extends: true,
        test: {
          name: "flow",
          include: ["test/architecture.test.ts", "test/flow/**/*.test.ts"],
          globalSetup: ["test/flow/setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: "templates", include: ["test/templates/**/*.test.ts"], hookTimeout: 300_000 },
      },
      {
        extends: true,
        test: {
          name: "restart",
          include: ["test/restart/**/*.test.ts"],
          globalSetup: ["test/flow/setup.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: { name: "deploy", include: ["test/deploy/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 240_000 },
      },
    ],
  },
});
