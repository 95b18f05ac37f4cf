import bcrypt from "bcrypt";
import { expect } from "chai";
import sinon from "sinon";
import { Overloaded } from "../../src/errors/system.js";
import {
  hashPassword,
  needsRehash,
  verifyPassword,
} from "../../src/services/identity/passwords/passwords.js";
import { NO_PASSWORD } from "../../src/lib/identity.js";

describe("Passwords", () => {
  afterEach(() => sinon.restore());

  it("are distinguished beyond byte 72, where bcrypt alone stops reading", async () => {
    const long = "x".repeat(200);
    const hash = await hashPassword(`${long}a`);
    expect(await verifyPassword(`${long}a`, hash)).to.equal(true);
    expect(await verifyPassword(`${long}b`, hash)).to.equal(false);
    expect(await verifyPassword(long.slice(0, 72), hash)).to.equal(false);
  });

  it("are distinguished after a NUL, where C strings end", async () => {
    const hash = await hashPassword("secret\0one");
    expect(await verifyPassword("secret\0two", hash)).to.equal(false);
    expect(await verifyPassword("secret", hash)).to.equal(false);
  });

  it("match in any Unicode composition of an accent, and differ in case and spaces", async () => {
    const hash = await hashPassword("caf\u00e9 au lait");
    expect(await verifyPassword("cafe\u0301 au lait", hash)).to.equal(true);
    for (const other of ["cafe au lait", "Caf\u00e9 au lait", "caf\u00e9 au lait ", ""])
      expect(await verifyPassword(other, hash), other).to.equal(false);
  });

  it("are peppered: bcrypt alone does not match them", async () => {
    expect(await bcrypt.compare("a plain password", await hashPassword("a plain password"))).to.equal(false);
  });

  describe("that are wrong", () => {
    const COST = 7;
    /** The costs of the hashes with which a password is compared, in order. */
    async function costsOf(password: string, hash: string | null): Promise<number[]> {
      const compare = sinon.spy(bcrypt, "compare");
      await verifyPassword(password, hash, COST);
      const compared = compare.args as unknown as [string, string][];
      compare.restore();
      return compared.map(([, against]) => bcrypt.getRounds(against));
    }
    const work = (costs: number[]): number => costs.reduce((sum, cost) => sum + 2 ** cost, 0);

    it("are compared once at the same cost if there is no user or no password", async () => {
      const hash = await bcrypt.hash("another", COST);
      for (const against of [hash, null, NO_PASSWORD, "", "x", "$2b$04$short"])
        expect(await costsOf("a password", against), String(against)).to.deep.equal([COST]);
    });

    it("take the same work with a hash of a lower cost", async () => {
      for (const cost of [4, 5, 6]) {
        const costs = await costsOf("a password", await bcrypt.hash("another", cost));
        expect(costs[0]).to.equal(cost);
        expect(work(costs)).to.equal(2 ** COST);
      }
    });

    it("never match if there is no user", async () => {
      for (const password of ["", "nobody has this password", NO_PASSWORD])
        expect(await verifyPassword(password, null), password).to.equal(false);
    });

    it("alone need the extra work: a correct password is compared once", async () => {
      expect(await costsOf("a password", await hashPassword("a password"))).to.deep.equal([
        Number(process.env.BCRYPT_COST),
      ]);
    });
  });

  it("do not match an invalid hash", async () => {
    for (const broken of ["", "x", "$2b$04$short"])
      expect(await verifyPassword("some password", broken), broken).to.equal(false);
  });

  it("are rehashed when the cost has increased", async () => {
    expect(needsRehash(await hashPassword("some password"))).to.equal(false);
    expect(needsRehash(await bcrypt.hash("some password", 4))).to.equal(Number(process.env.BCRYPT_COST) > 4);
    expect(needsRehash("$2b$03$".padEnd(60, "x"))).to.equal(true);
  });

  describe("under load", () => {
    /** A bcrypt whose calls finish on demand, and that counts how many run at once. */
    function slowBcrypt() {
      const finish: (() => void)[] = [];
      let running = 0;
      let most = 0;
      let finished = 0;
      const work = () => {
        most = Math.max(most, ++running);
        return new Promise((resolve, reject) =>
          finish.push(() => {
            running -= 1;
            // Every third fails: its permit must be released too.
            if (++finished % 3 === 0) reject(new Error("bcrypt failed"));
            else resolve(true);
          }),
        );
      };
      sinon.stub(bcrypt, "compare").callsFake(work as never);
      return { next: () => finish.shift()?.(), most: () => most, running: () => running };
    }
    const settled = () => new Promise((resolve) => setImmediate(resolve));

    it("are hashed two at a time while fifty wait, and the next is refused with Retry-After", async () => {
      const hash = await hashPassword("some password");
      const rush = slowBcrypt();
      const answers = Array.from({ length: 52 }, () => verifyPassword("some password", hash));
      const outcomes = Promise.allSettled(answers);
      await settled();
      expect(rush.running()).to.equal(2);
      const refused = await verifyPassword("some password", hash).catch((error: unknown) => error);
      expect(refused)
        .to.be.instanceOf(Overloaded)
        .with.property("headers")
        .that.deep.equals({ "Retry-After": "5" });
      for (let i = 0; i < 60; i++) {
        rush.next();
        await settled();
      }
      const kinds = (await outcomes).map(({ status }) => status);
      expect(kinds.filter((status) => status === "fulfilled").length).to.be.above(20);
      expect(kinds.filter((status) => status === "rejected").length).to.be.above(10);
      expect(rush.most()).to.equal(2);
      // All permits are released: two more run at once, without waiting.
      const more = Promise.allSettled([verifyPassword("a", hash), verifyPassword("b", hash)]);
      await settled();
      expect(rush.running()).to.equal(2);
      rush.next();
      rush.next();
      await more;
    });
  });
});
