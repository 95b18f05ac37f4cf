"use strict";

// Mocha's usual report, the ten slowest tests below it, and the figures as JSON for .ci/run.
const { mkdirSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const { reporters, Runner } = require("mocha");

const file = path.resolve("coverage", "mocha-stats.json");
const SLOWEST = 10;
const { EVENT_RUN_END, EVENT_TEST_END, EVENT_TEST_FAIL, EVENT_TEST_PASS } = Runner.constants;

/** One line per test, with its file. */
function printSlowest(tests) {
  const slowest = tests.sort((a, b) => b.duration - a.duration).slice(0, SLOWEST);
  console.log(`  The ${slowest.length} slowest tests`);
  for (const { duration, title, from } of slowest)
    console.log(`${String(duration).padStart(8)} ms  ${path.relative("", from)}: ${title}`);
}

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const write = () => {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(this.stats, null, 2));
    };
    // Also written during the run, so that an interrupted run leaves its results.
    for (const event of [EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_RUN_END]) runner.on(event, write);
    const tests = [];
    runner.on(EVENT_TEST_END, ({ duration = 0, title, file: from }) => tests.push({ duration, title, from }));
    this.printSlowest = () => printSlowest(tests);
  }

  epilogue() {
    super.epilogue();
    this.printSlowest();
  }
};
