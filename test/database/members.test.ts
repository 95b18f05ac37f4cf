import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { joinMembers, type Member } from "../../src/embeddedPostgres/members.js";
import { isSameProcess } from "../../src/embeddedPostgres/processes.js";

const MODULE = path.resolve(__dirname, "../../src/embeddedPostgres/members.ts");

describe("members of a data folder", function () {
  this.timeout(30_000);
  let dataDir: string;
  beforeEach(() => void (dataDir = mkdtempSync(path.join(os.tmpdir(), "cartwright-members-"))));
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const leaders = (members: Member[]) => members.filter((member) => member.leads());

  it("have exactly one leader when they join at once, and the next oldest leads after each leave", async () => {
    const members = await Promise.all(Array.from({ length: 12 }, () => joinMembers(dataDir)));
    for (let left = members.length; left > 0; left--) {
      const [leader, ...rivals] = leaders(members);
      expect(rivals).to.deep.equal([]);
      expect(leader?.others()).to.have.length(left - 1);
      leader?.leave();
      expect(leader?.isRegistered()).to.equal(false);
    }
    expect(readdirSync(path.join(dataDir, "postgres.members"))).to.deep.equal([]);
  });

  it("never have two leaders, however often processes join and leave at the same time", async () => {
    // Each process holds a file that no other may hold while it leads.
    const program = `const { joinMembers } = require(${JSON.stringify(MODULE)});
      const { openSync, closeSync, rmSync } = require("node:fs");
      (async () => {
        const held = ${JSON.stringify(path.join(dataDir, "held"))};
        let led = 0;
        for (const end = Date.now() + 1000; Date.now() < end; ) {
          const member = await joinMembers(${JSON.stringify(dataDir)});
          for (const enough = Date.now() + Math.random() * 20; Date.now() < enough; await null) {
            if (!member.leads()) continue;
            closeSync(openSync(held, "wx"));
            led++;
            rmSync(held);
            break;
          }
          member.leave();
        }
        console.log(led);
      })();`;
    const runs = Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ["--import", "tsx", "-e", program], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
      await once(child, "close");
      return output.trim();
    });
    for (const output of await Promise.all(runs)) {
      expect(output).to.match(/^\d+$/);
      expect(Number(output)).to.be.above(0);
    }
  });

  it("do not count killed processes, nor members of the folder of which theirs is a copy", async () => {
    const program = `require(${JSON.stringify(MODULE)}).joinMembers(${JSON.stringify(dataDir)})
      .then(() => { console.log("joined"); setInterval(() => {}, 60_000); });`;
    const child = spawn(process.execPath, ["--import", "tsx", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    const copy = `${dataDir}-copy`;
    cpSync(dataDir, copy, { recursive: true });
    const second = await joinMembers(dataDir);
    const [older] = second.others();
    expect(older?.pid).to.equal(child.pid);
    expect(second.leads()).to.equal(false);
    try {
      expect((await joinMembers(copy)).leads()).to.equal(true);
    } finally {
      rmSync(copy, { recursive: true });
    }

    child.kill("SIGKILL");
    await once(child, "exit");
    while (older && isSameProcess(older)) await sleep(5);
    expect(second.leads()).to.equal(true);
    expect(second.others()).to.deep.equal([]);
  });
});
