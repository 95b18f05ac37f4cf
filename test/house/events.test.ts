import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { schedule, tasks } from "../../src/background/tasks.js";
import { SUBSCRIPTIONS } from "../../src/events/catalog.js";

const root = path.resolve(__dirname, "../../src");
const source = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file: file.replaceAll("\\", "/"), text: readFileSync(path.join(root, file), "utf8") }));
const filesWith = (pattern: RegExp): string[] =>
  source
    .filter(({ text }) => pattern.test(text))
    .map(({ file }) => file)
    .sort();

describe("Events", () => {
  it("are stored by publish() only", () => {
    expect(filesWith(/INSERT INTO events\b|\bEvent\.(create|bulkCreate|build|upsert)\(/)).to.deep.equal([
      "models/system/insertEvent.ts",
    ]);
    expect(filesWith(/import .*\binsertEvent\b/)).to.deep.equal(["events/publish.ts"]);
  });

  it("have subscribers in separate jobs: their names are unique, and no subscriber calls another", () => {
    const names: string[] = Object.values(SUBSCRIPTIONS).flat();
    expect([...new Set(names)]).to.deep.equal(names);
    const callers = source
      .filter(({ file }) => /^subscribers\/.+\//.test(file))
      .filter(({ text }) => /from "(\.\/|\.\.\/(?!subscriber\.js|\.\.\/))/.test(text))
      .map(({ file }) => file);
    expect(callers).to.deep.equal([]);
  });
});

describe("Jobs", () => {
  const jobs = source.filter(({ file }) => file.startsWith("jobs/"));

  it("are shallow: each calls one service or one file of the models, and no other job", () => {
    const deep = jobs.filter(
      ({ text }) =>
        (text.match(/from "\.\.\/(services|models)\//g) ?? []).length !== 1 || /from "\.\//.test(text),
    );
    expect(deep.map(({ file }) => file)).to.deep.equal([]);
    expect(jobs.length).to.be.above(5);
  });

  it("are all tasks of the background work, and every scheduled task exists", () => {
    const names = jobs.map(({ file }) => path.basename(file, ".ts"));
    expect(Object.keys(tasks)).to.include.members(names);
    expect(Object.keys(tasks)).to.include.members(schedule.map(({ task }) => task));
  });
});
