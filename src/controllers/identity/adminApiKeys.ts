import type { Action } from "../../http/action.js";
import { pageOf } from "../../http/paging.js";
import { created, noContent, ok } from "../../http/reply.js";
import { ApiKey } from "../../models/identity/ApiKey.js";
import { assertEndsWith, assertHolds } from "../../policies/grants.js";
import type * as requests from "../../requests/identity/adminApiKeys.js";
import { changeApiKey } from "../../services/identity/access/changeApiKey.js";
import { createApiKey } from "../../services/identity/access/createApiKey.js";
import { revokeApiKey } from "../../services/identity/access/revokeApiKey.js";
import { rotateApiKey } from "../../services/identity/access/rotateApiKey.js";
import type * as views from "../../views/identity/apiKey.js";
import { renderApiKey, renderNewApiKey } from "../../views/identity/apiKey.js";

const shown = (key: ApiKey) => [renderApiKey(key), { etag: key.etag }] as const;
const told = ({ key, secret }: { key: ApiKey; secret: string }) =>
  created(renderNewApiKey(key, secret), `/api/v1/admin/api-keys/${key.id}`, { etag: key.etag });

export const list: Action<typeof requests.ListApiKeys, typeof views.ApiKeyListView> = async ({ query }) => {
  const page = await pageOf(query, "api-keys", {
    rows: (start, limit) => ApiKey.list(limit, start),
    count: () => ApiKey.count(),
    render: renderApiKey,
  });
  return ok(page);
};

export const show: Action<typeof requests.ShowApiKey, typeof views.ApiKeyView> = async ({ params }) =>
  ok(...shown(await ApiKey.findById(params.id)));

export const create: Action<typeof requests.CreateApiKey, typeof views.NewApiKeyView> = async ({
  body,
  caller,
}) => {
  assertHolds(caller, body.permissions);
  const expiresAt = body.expiresAt === undefined ? (caller.apiKey?.expiresAt ?? null) : body.expiresAt;
  assertEndsWith(caller, expiresAt);
  return told(await createApiKey({ ...body, expiresAt, createdBy: caller.user?.id ?? null }));
};

export const update: Action<typeof requests.UpdateApiKey, typeof views.ApiKeyView> = async (call) => {
  const { params, body, caller, request } = call;
  const authorize = (key: ApiKey) => {
    assertHolds(caller, [...key.permissions, ...(body.permissions ?? [])]);
    assertEndsWith(caller, key.expiresAt);
  };
  const { key, before } = await changeApiKey(params.id, body, { ifMatch: request.ifMatch, authorize });
  call.audit({ before });
  return ok(...shown(key));
};

export const destroy: Action<typeof requests.RevokeApiKey> = async ({ params, caller, request, audit }) => {
  // A user may revoke any key that leaked; a key may revoke only keys whose permissions it holds.
  const authorize = (key: ApiKey) => {
    if (caller.apiKey) assertHolds(caller, key.permissions);
  };
  const { before } = await revokeApiKey(params.id, { ifMatch: request.ifMatch, authorize });
  audit({ before });
  return noContent();
};

export const rotate: Action<typeof requests.RotateApiKey, typeof views.NewApiKeyView> = async (call) => {
  const { params, body, caller, request } = call;
  const authorize = (key: ApiKey) => {
    assertHolds(caller, key.permissions);
    assertEndsWith(caller, key.expiresAt);
  };
  const rotation = { ...body, createdBy: caller.user?.id ?? null };
  const made = await rotateApiKey(params.id, rotation, { ifMatch: request.ifMatch, authorize });
  call.audit({ before: made.before, after: { ...body, ...made.after } });
  return told(made);
};
