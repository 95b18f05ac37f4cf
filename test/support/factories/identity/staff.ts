import { randomUUID } from "node:crypto";
import { Role } from "../../../../src/models/identity/Role.js";
import { createApiKey } from "../../../../src/services/identity/access/createApiKey.js";
import { api, type Headers } from "../../api.js";
import { createUser, logInAs } from "./users.js";

export const roleName = (): string => `r-${randomUUID()}`;

/** A role with exactly these permissions. */
export const createRole = (permissions: string[]): Promise<Role> =>
  Role.create({ name: roleName(), permissions });

/** Headers of a staff member with exactly these permissions. */
export async function staffHeaders(permissions: string[]): Promise<Headers> {
  const { name } = await createRole(permissions);
  return logInAs(await createUser({ role: name }));
}

type NewKey = { id: string; name: string; secret: string };

/** An API key created over HTTP. */
export async function makeKey(permissions: string[], maker: Headers): Promise<NewKey> {
  const { status, body } = await api.post("/api/v1/admin/api-keys", { name: "A server", permissions }, maker);
  if (status !== 201) throw new Error(`no key: ${JSON.stringify(body)}`);
  return body as NewKey;
}

/** Headers of an API key, which is created over HTTP if a maker is given. */
export async function apiKeyHeaders(permissions: string[], maker?: Headers): Promise<Headers> {
  const made = maker
    ? await makeKey(permissions, maker)
    : await createApiKey({ name: "A server", permissions });
  return { authorization: `Bearer ${made.secret}` };
}
