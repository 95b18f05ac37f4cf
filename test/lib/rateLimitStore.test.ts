import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { RateLimiterRedis } from "rate-limiter-flexible";
import { networkOf } from "../../src/limits/network.js";
import { closeStore, sharedLimiter } from "../../src/limits/store.js";

const consume = async (limiter: Awaited<ReturnType<typeof sharedLimiter>>, key: string): Promise<boolean> =>
  limiter.consume(key).then(
    () => true,
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

describe("Rate limits in Redis", function () {
  this.timeout(20_000);
  let redis: ChildProcess | undefined;
  let url = "";

  before(async function () {
    if (spawnSync("redis-server", ["--version"]).status !== 0) {
      process.stdout.write("      (skipped: there is no redis-server on this machine)\n");
      return this.skip();
    }
    const port = await freePort();
    redis = spawn("redis-server", [
      "--port",
      String(port),
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--appendonly",
      "no",
    ]);
    url = `redis://127.0.0.1:${port}`;
    for await (const chunk of redis.stdout ?? []) if (String(chunk).includes("Ready to accept")) break;
  });
  beforeEach(closeStore);
  after(async () => {
    await closeStore();
    redis?.kill("SIGKILL");
  });

  it("count the requests of all processes together", async () => {
    const first = await sharedLimiter("test", 2, 60, url);
    expect(first).to.be.instanceOf(RateLimiterRedis);
    await delay(200);
    const second = await sharedLimiter("test", 2, 60, url);
    const outcomes = [await consume(first, "a"), await consume(second, "a"), await consume(first, "a")];
    expect(outcomes).to.deep.equal([true, true, false]);
    expect(await consume(second, "b"), "another key").to.equal(true);
  });

  it("continue in memory when Redis fails", async () => {
    const limiter = await sharedLimiter("dies", 2, 60, url);
    await delay(200);
    redis?.kill("SIGKILL");
    await delay(200);
    const outcomes = [await consume(limiter, "a"), await consume(limiter, "a"), await consume(limiter, "a")];
    expect(outcomes).to.deep.equal([true, true, false]);
  });
});

describe("The network that rate limits count as one address", () => {
  const CASES: [ip: string, network: string][] = [
    ["198.51.100.7", "198.51.100.7"],
    ["::ffff:198.51.100.7", "198.51.100.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["", ""],
  ];
  for (const [ip, network] of CASES)
    it(`${ip || "nothing"} → ${network || "nothing"}`, () => expect(networkOf(ip)).to.equal(network));
});
