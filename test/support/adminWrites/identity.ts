import { apiKeyHeaders, createRole, makeKey, roleName } from "../factories/identity/staff.js";
import { createUser } from "../factories/identity/users.js";
import type { Writes } from "./write.js";

export const identityWrites: Writes = {
  "PUT /users/{id}/role": async () => {
    const { id } = await createUser();
    const body = { role: (await createRole(["orders:read"])).name };
    const before = { role: "customer" };
    return { ids: [id], body, action: "user.role.set", target: ["user", id], before, after: body };
  },

  "POST /roles": async () => {
    const body = { name: roleName(), description: "Packs", permissions: ["orders:read"] };
    const refusal = { body: { ...body, name: (await createRole([])).name }, status: 409, code: "role_taken" };
    return { body, action: "role.created", target: ["role", body.name], after: body, refusal };
  },

  "PATCH /roles/{name}": async () => {
    const { name } = await createRole(["orders:read"]);
    const body = { description: "Packs", permissions: ["orders:write"] };
    const before = { description: null, permissions: ["orders:read"] };
    return { ids: [name], body, action: "role.updated", target: ["role", name], before, after: body };
  },

  "DELETE /roles/{name}": async () => {
    const { name } = await createRole(["orders:read"]);
    const before = { name, permissions: ["orders:read"] };
    return { ids: [name], action: "role.deleted", target: ["role", name], before };
  },

  "POST /api-keys": async () => {
    const body = { name: "A server", permissions: ["orders:read"], expiresAt: "2100-01-01T00:00:00Z" };
    const headers = await apiKeyHeaders(["api_keys:write"]);
    const refusal = { headers, status: 403, code: "permission_not_held" };
    return { body, action: "api_key.created", target: ["api_key"], after: body, refusal };
  },

  "PATCH /api-keys/{id}": async (admin) => {
    const { id } = await makeKey(["orders:read"], admin);
    const body = { name: "Another", permissions: ["orders:write"] };
    const before = { name: "A server", permissions: ["orders:read"] };
    return { ids: [id], body, action: "api_key.updated", target: ["api_key", id], before, after: body };
  },

  "DELETE /api-keys/{id}": async (admin) => {
    const { id, secret } = await makeKey(["orders:read"], admin);
    const prefix = secret.split("_", 3).join("_");
    const before = { name: "A server", prefix, permissions: ["orders:read"] };
    return { ids: [id], action: "api_key.deleted", target: ["api_key", id], before };
  },

  "POST /api-keys/{id}/rotation": async (admin) => {
    const { id } = await makeKey(["orders:read"], admin);
    const body = { overlapHours: 1 };
    const after = (made: { id: string }) => ({ ...body, replacedBy: made.id });
    const entry = { action: "api_key.rotation.created", before: { expiresAt: null }, after };
    return { ids: [id], body, target: ["api_key", id], ...entry };
  },
};
