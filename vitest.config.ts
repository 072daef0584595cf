import { defineConfig } from "vitest/config";

/** Pure and local tests pay nothing for synth; the flow project synthesizes once and shares the assembly. */
export default defineConfig({
  test: {
    expect: { requireAssertions: true },
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: ["test/**/*.test.ts"],
          exclude: ["test/architecture.test.ts", "test/flow/**", "test/browser/**", "test/deploy/**"],
          testTimeout: 20_000,
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
    ],
  },
});
