"use strict";

// Mocha's usual report for people, and its figures as JSON for the program that called it (.ci/run).
const { mkdirSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const { reporters, Runner } = require("mocha");

const file = path.resolve("coverage", "mocha-stats.json");

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const write = () => {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(this.stats, null, 2));
    };
    // Also while it runs, so that a run which is cut off leaves what it had found out.
    for (const event of ["EVENT_TEST_PASS", "EVENT_TEST_FAIL", "EVENT_RUN_END"]) {
      runner.on(Runner.constants[event], write);
    }
  }
};
