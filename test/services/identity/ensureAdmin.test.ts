import { expect } from "chai";
import { readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { config } from "../../../src/config.js";
import "../../../src/models/index.js";
import { checkCredentials } from "../../../src/services/identity/passwords/checkCredentials.js";
import { ensureAdmin } from "../../../src/services/identity/access/ensureAdmin.js";
import { createUser } from "../../support/factories/identity/users.js";
import { sql } from "../../support/database.js";

describe("ensureAdmin", () => {
  const file = path.join(config.dataDir, "admin.json");
  const admins = () => sql<{ email: string }>("SELECT email FROM users WHERE role = 'admin'");
  const forget = async () => {
    await sql("DELETE FROM users WHERE role = 'admin' OR email = $1", [config.adminEmail]);
    rmSync(file, { force: true });
  };
  beforeEach(forget);
  after(forget);

  it("creates an administrator in a new shop, with a working password in a file that only the owner can read", async () => {
    const first = await ensureAdmin();
    expect(first).to.include({ email: config.adminEmail, created: true, file });
    expect(first.password).to.match(/^[2-9a-km-zA-HJ-NP-Z]{20}$/);
    expect(JSON.parse(readFileSync(file, "utf8"))).to.deep.equal({
      email: first.email,
      password: first.password,
    });
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).to.equal(0o600);
    const user = await checkCredentials(config.adminEmail, first.password ?? "");
    expect(user?.role).to.equal("admin");
    expect(user?.emailVerifiedAt).to.be.instanceOf(Date);
  });

  it("does nothing in a shop that has an administrator", async () => {
    await ensureAdmin();
    expect(await ensureAdmin()).to.deep.equal({
      email: config.adminEmail,
      password: null,
      created: false,
      file,
    });
    expect(await admins()).to.have.length(1);
  });

  it("creates one when several processes start at once, and keeps its password", async () => {
    const starts = await Promise.all([1, 2, 3, 4].map(() => ensureAdmin()));
    const created = starts.filter((start) => start.created);
    expect(created).to.have.length(1);
    expect(await admins()).to.have.length(1);
    expect((JSON.parse(readFileSync(file, "utf8")) as { password: string }).password).to.equal(
      created[0]?.password,
    );
  });

  it("gives no permissions to a customer with this address", async () => {
    await createUser({ email: config.adminEmail });
    expect(await ensureAdmin()).to.include({ created: false, password: null });
    expect(await admins()).to.deep.equal([]);
  });
});
