import bcrypt from "bcrypt";
import { expect } from "chai";
import sinon from "sinon";
import { hashPassword } from "../../../src/services/identity/passwords/passwords.js";
import { checkCredentials } from "../../../src/services/identity/passwords/checkCredentials.js";
import { createUser, PASSWORD } from "../../support/factories/identity/users.js";

describe("checkCredentials", () => {
  afterEach(() => sinon.restore());

  it("refuses a password that changes during the comparison", async () => {
    const user = await createUser();
    expect((await checkCredentials(user.email, PASSWORD))?.id).to.equal(user.id);
    const changed = await hashPassword("another password");
    const compare = bcrypt.compare.bind(bcrypt) as (data: string, hash: string) => Promise<boolean>;
    const late = async (data: string | Buffer, hash: string) => {
      await user.update({ passwordHash: changed });
      return compare(String(data), hash);
    };
    sinon.replace(bcrypt, "compare", late as typeof bcrypt.compare);
    expect(await checkCredentials(user.email, PASSWORD)).to.equal(null);
  });
});
