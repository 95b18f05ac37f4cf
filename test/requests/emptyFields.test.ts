import { expect } from "chai";
import type { RouteEntry } from "../../src/middlewares/endpoint/routeEntries.js";
import { api, expectProblem } from "../support/api.js";
import { createCategory } from "../support/factories/catalog/products.js";
import { adminHeaders, createUser, customerHeaders, logInAs } from "../support/factories/identity/users.js";
import { ADDRESS, checkOut } from "../support/factories/orders/orders.js";
import { fillCart, onlyVariant } from "../support/factories/cart/carts.js";
import { createProduct } from "../support/factories/catalog/products.js";
import { bodySchemaOf, resolve, routes, soundBody } from "../support/hostile.js";
import type { Schema } from "../support/schemaSamples.js";

type Path = (string | number)[];
type Field = { path: Path; schema: Schema; required: boolean };

const branches = (given: Schema): Schema[] => {
  const schema = resolve(given);
  const inner = schema.anyOf ?? schema.oneOf;
  return inner ? inner.flatMap(branches) : [schema];
};
const accepts = (schema: Schema, type: string): boolean =>
  branches(schema).some((branch) => [branch.type].flat().includes(type));

/** Every named field of a body, at any depth. */
function fieldsOf(schema: Schema, path: Path = []): Field[] {
  return branches(schema).flatMap((branch) => [
    ...Object.entries(branch.properties ?? {}).flatMap(([name, child]) => [
      { path: [...path, name], schema: child, required: Boolean(branch.required?.includes(name)) },
      ...fieldsOf(child, [...path, name]),
    ]),
    ...(branch.items ? fieldsOf(branch.items, [...path, 0]) : []),
  ]);
}

/** A copy of the body with another value at the path. */
function put(body: unknown, [first, ...rest]: Path, value: unknown): unknown {
  if (first === undefined) return value;
  if (typeof body !== "object" || body === null) return { [first]: put(undefined, rest, value) };
  const copy = Array.isArray(body) ? ([...body] as unknown[]) : { ...body };
  (copy as Record<string | number, unknown>)[first] = put(
    (body as Record<string | number, unknown>)[first],
    rest,
    value,
  );
  return copy;
}

/** Whether validation reports exactly this field. */
function refuses(route: RouteEntry, path: Path, value: string | null): boolean {
  const issues = route.shape.body?.safeParse(put(soundBody(route), path, value)).error?.issues ?? [];
  const flat = (all: typeof issues, at: PropertyKey[] = []): string[] =>
    all.flatMap((issue) => {
      const here = [...at, ...issue.path];
      if (issue.code !== "invalid_union") return [here.join(".")];
      const [best] = [...issue.errors].sort((a, b) => a.length - b.length);
      return best ? flat(best, here) : [here.join(".")];
    });
  return flat(issues).includes(path.join("."));
}

const bodies = routes.flatMap((route) => {
  const schema = bodySchemaOf(route);
  return schema
    ? [{ route, name: `${route.method.toUpperCase()} ${route.path}`, fields: fieldsOf(schema) }]
    : [];
});

describe("An empty form field", () => {
  it("is accepted and documented wherever text or null is allowed, in every body", () => {
    let found = 0;
    for (const { route, name, fields } of bodies)
      for (const { path, schema } of fields) {
        if (!accepts(schema, "string") || !accepts(schema, "null")) continue;
        // Some fields conflict with others of the body, with any value.
        if (refuses(route, path, null)) continue;
        found += 1;
        const where = `${name} ${path.join(".")}`;
        for (const empty of ["", "   "]) expect(refuses(route, path, empty), where).to.equal(false);
        const texts = branches(schema).filter(({ type }) => [type].flat().includes("string"));
        expect(
          texts.some(
            ({ minLength = 0, pattern = "", format }) =>
              minLength === 0 && !format && new RegExp(pattern, "u").test(""),
          ),
          `${where} in the document`,
        ).to.equal(true);
      }
    expect(found).to.be.above(60);
  });

  it("is refused if text is required", () => {
    let found = 0;
    for (const { route, name, fields } of bodies)
      for (const { path, schema, required } of fields) {
        if (!required || path.includes(0) || !accepts(schema, "string") || accepts(schema, "null")) continue;
        found += 1;
        const { success } = route.shape.body?.safeParse(put(soundBody(route), path, "")) ?? {};
        expect(success, `${name} ${path.join(".")}`).to.equal(false);
      }
    expect(found).to.be.above(30);
  });

  it("counts as absent at registration, in an address, in the cart and at checkout", async () => {
    const empty = { username: "", firstName: " ", lastName: "" };
    const email = `empty-${Date.now()}@example.com`;
    const registered = await api.post("/api/v1/auth/register", {
      email,
      password: "an unusual password",
      ...empty,
    });
    expect(registered.status, registered.text).to.equal(201);
    expect(registered.body.user).to.include({ username: null, firstName: null, lastName: null });

    const address = { ...ADDRESS, company: "", line2: " ", region: "", phone: "" };
    const headers = await customerHeaders();
    const saved = await api.post("/api/v1/me/addresses", address, headers);
    expect(saved.body).to.include({ company: null, line2: null, region: null, phone: null });
    expectProblem(
      await api.post("/api/v1/me/addresses", { ...address, city: " " }, headers),
      400,
      "validation_failed",
    );

    const variantId = onlyVariant(await createProduct({ onHand: 5 })).id;
    const cart = await fillCart([{ variantId, quantity: 1 }], headers);
    const shipping = await api.put("/api/v1/cart/shipping", { address, shippingOptionId: "" }, cart);
    expect(shipping.status, shipping.text).to.equal(200);
    const form = {
      email: "",
      note: "  ",
      shippingAddress: address,
      shippingOptionId: "",
      paymentProvider: "",
    };
    const placed = await checkOut(cart, form);
    expect(placed.status, placed.text).to.equal(201);
    expect(placed.body.order).to.include({ note: null });
  });

  it("clears a field in a PATCH like null, and is refused where null is refused", async () => {
    const user = await createUser({ firstName: "Ada", lastName: "King", phone: "1" });
    const headers = await logInAs(user);
    const form = { firstName: "", lastName: " ", phone: "", username: "", currentPassword: "" };
    const changed = await api.patch("/api/v1/me", form, headers);
    expect(changed.status, changed.text).to.equal(200);
    expect(changed.body).to.include({ firstName: null, lastName: null, phone: null, username: null });
    expectProblem(await api.patch("/api/v1/me", { email: "" }, headers), 400, "validation_failed");

    const { body } = await api.post("/api/v1/me/addresses", { ...ADDRESS, company: "Engines" }, headers);
    const one = `/api/v1/me/addresses/${body.id as string}`;
    expect((await api.patch(one, { company: "" }, headers)).body.company).to.equal(null);
    for (const field of ["firstName", "line1", "city", "country"])
      expectProblem(await api.patch(one, { [field]: "" }, headers), 400, "validation_failed");
  });

  it("clears a field in the administration", async () => {
    const headers = await adminHeaders();
    const parent = await createCategory();
    const below = await createCategory({ parentId: parent.id, description: "Warm" });
    const moved = await api.patch(
      `/api/v1/admin/categories/${below.id}`,
      { parent: "", description: "" },
      headers,
    );
    expect(moved.status, moved.text).to.equal(200);
    const product = await createProduct({ brand: "Loom", sku: `sku-${below.id}` });
    const changed = await api.patch(
      `/api/v1/admin/products/${product.id}`,
      { brand: " ", sku: "", barcode: "" },
      headers,
    );
    expect(changed.status, changed.text).to.equal(200);
    expect(changed.body.brand).to.equal(null);
    expect((await api.get("/api/v1/admin/orders?q=", headers)).status).to.equal(200);
  });
});
