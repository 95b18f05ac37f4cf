import { expect } from "chai";
import { api, expectProblem, type Headers } from "../../support/api.js";
import { customerHeaders } from "../../support/factories/identity/users.js";

const BERLIN = {
  firstName: "Ada",
  lastName: "King",
  line1: "Unter den Linden 1",
  city: "Berlin",
  postalCode: "10117",
  country: "de",
};
const url = "/api/v1/me/addresses";
const add = (headers: Headers, more: object = {}) => api.post(url, { ...BERLIN, ...more }, headers);

describe("/api/v1/me/addresses", () => {
  it("needs a login", async () => {
    expectProblem(await api.get(url), 401, "not_authenticated");
    expectProblem(await add({}), 401, "not_authenticated");
  });

  it("does not show, change or delete another's (IDOR)", async () => {
    const owner = await customerHeaders();
    const { body } = await add(owner);
    const stranger = await customerHeaders();
    const one = `${url}/${body.id as string}`;
    expectProblem(await api.get(one, stranger), 404, "not_found");
    expectProblem(await api.patch(one, { city: "Bonn" }, stranger), 404, "not_found");
    expectProblem(await api.delete(one, stranger), 404, "not_found");
    expect((await api.get(url, stranger)).body.data).to.deep.equal([]);
    expectProblem(await add(stranger, { userId: body.id as string }), 400, "validation_failed");
    expect((await api.get(one, owner)).body).to.deep.equal(body);
  });

  it("refuses an address that does not fit its country", async () => {
    const headers = await customerHeaders();
    const cases: [object, string[]][] = [
      [{ country: "US", postalCode: "10117" }, ["region"]],
      [{ country: "US", region: "NY", postalCode: "1011" }, ["postalCode"]],
      [{ country: "CA", postalCode: "10117" }, ["region", "postalCode"]],
      [{ country: "AU", postalCode: null }, ["region", "postalCode"]],
      [{ postalCode: "SW1A 1AA" }, ["postalCode"]],
      [{ country: "XX" }, ["country"]],
      [{ country: "UK", postalCode: "SW1A 1AA" }, ["country"]],
      [{ country: "SU" }, ["country"]],
      [{ line1: "1 Road\nGate" }, ["line1"]],
      [{ firstName: "\u202eadA" }, ["firstName"]],
    ];
    for (const [more, paths] of cases) {
      const response = await add(headers, more);
      expectProblem(response, 400, "validation_failed");
      const refused = (response.body.errors as { path: string }[]).map(({ path }) => path);
      expect(refused, JSON.stringify(more)).to.deep.equal(paths);
    }
    const fine: object[] = [
      { country: "gb", postalCode: "sw1a 1aa" },
      { country: "US", region: "NY", postalCode: "10001-1234" },
      { country: "AE", postalCode: null },
      { country: "CA", region: "ON", postalCode: "K1A 0B1" },
    ];
    for (const more of fine) expect((await add(headers, more)).status, JSON.stringify(more)).to.equal(201);
  });

  it("adds, shows, lists, changes and deletes", async () => {
    const headers = await customerHeaders();
    const added = await add(headers, { company: "Analytical Engines" });
    expect(added.status).to.equal(201);
    expect(added.headers.location).to.equal(`${url}/${added.body.id as string}`);
    expect(added.body).to.include({ country: "DE", region: null, isDefaultShipping: false });
    const one = `${url}/${added.body.id as string}`;
    const { etag = "" } = added.headers as { etag?: string };
    const changed = await api.patch(
      one,
      { city: "Potsdam", company: null },
      { ...headers, "if-match": etag },
    );
    expect(changed.body).to.include({
      city: "Potsdam",
      company: null,
      line1: BERLIN.line1,
      postalCode: "10117",
    });
    expectProblem(
      await api.patch(one, { city: "Bonn" }, { ...headers, "if-match": etag }),
      412,
      "stale_version",
    );
    expectProblem(await api.delete(one, { ...headers, "if-match": etag }), 412, "stale_version");
    expectProblem(await api.patch(one, { country: "US" }, headers), 400, "validation_failed");
    const list = await api.get(url, headers);
    expect(list.body.data).to.deep.equal([changed.body]);
    expect(list.body.meta).to.deep.equal({ limit: 24, nextCursor: null, page: 1, total: 1 });
    expect((await api.delete(one, headers)).status).to.equal(204);
    expectProblem(await api.get(one, headers), 404, "not_found");
  });

  it("has one default of each kind, however it is set", async () => {
    const headers = await customerHeaders();
    const first = (await add(headers, { isDefaultShipping: true, isDefaultBilling: true })).body;
    const second = (await add(headers, { isDefaultShipping: true })).body;
    const defaults = async () =>
      ((await api.get(url, headers)).body.data as (typeof first)[]).map(
        ({ id, isDefaultShipping, isDefaultBilling }) => [id, isDefaultShipping, isDefaultBilling] as unknown,
      );
    expect(await defaults()).to.deep.equal([
      [first.id, false, true],
      [second.id, true, false],
    ]);
    await api.patch(
      `${url}/${second.id as string}`,
      { isDefaultBilling: true, isDefaultShipping: true },
      headers,
    );
    await api.patch(`${url}/${first.id as string}`, { isDefaultShipping: true }, headers);
    expect(await defaults()).to.deep.equal([
      [first.id, true, false],
      [second.id, false, true],
    ]);
    const parallel = await Promise.all(
      Array.from({ length: 8 }, () => add(headers, { isDefaultShipping: true, isDefaultBilling: true })),
    );
    expect(parallel.map(({ status }) => status)).to.deep.equal(Array(8).fill(201));
    const rows = (await api.get(url, headers)).body.data as { isDefaultShipping: boolean }[];
    expect(rows.filter(({ isDefaultShipping }) => isDefaultShipping)).to.have.length(1);
  });

  it("accepts 50 addresses, also from parallel requests, and paginates them", async () => {
    const headers = await customerHeaders();
    const answers = await Promise.all(Array.from({ length: 55 }, () => add(headers)));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused).to.have.length(5);
    for (const response of refused) expectProblem(response, 409, "too_many_addresses");
    const ids: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const { body } = await api.get(`${url}?limit=20&cursor=${cursor}`, headers);
      ids.push(...(body.data as { id: string }[]).map(({ id }) => id));
      cursor = body.meta.nextCursor as string | null;
    }
    expect(new Set(ids).size).to.equal(50);
    const third = (await api.get(`${url}?limit=20&page=3`, headers)).body;
    expect(third.data).to.have.length(10);
    expect(third.meta).to.include({ total: 50, page: 3 });
  });
});
