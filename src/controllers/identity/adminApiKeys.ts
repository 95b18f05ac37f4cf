import { ApiKeyEnded } from "../../errors/identity.js";
import { type Action, assertFresh } from "../../http/action.js";
import { pageMeta, pageStart, totalOf } from "../../http/paging.js";
import { created, noContent, ok } from "../../http/reply.js";
import { ApiKey } from "../../models/identity/ApiKey.js";
import { assertEndsWith, assertHolds } from "../../policies/grants.js";
import type * as requests from "../../requests/identity/adminApiKeys.js";
import { createApiKey } from "../../services/identity/access/createApiKey.js";
import { rotateApiKey } from "../../services/identity/access/rotateApiKey.js";
import {
  type ApiKeyListView,
  type ApiKeyView,
  type NewApiKeyView,
  renderApiKey,
  renderNewApiKey,
} from "../../views/identity/apiKey.js";

const versionOf = (key: ApiKey) => String(key.version);
const shown = (key: ApiKey) => [renderApiKey(key), { etag: versionOf(key) }] as const;
const told = ({ key, secret }: { key: ApiKey; secret: string }) =>
  created(renderNewApiKey(key, secret), `/api/v1/admin/api-keys/${key.id}`, { etag: versionOf(key) });

export const list: Action<typeof requests.ListApiKeys, typeof ApiKeyListView> = async ({ query }) => {
  const start = pageStart(query, "api-keys");
  const page = await ApiKey.list(query.limit, start);
  const total = await totalOf(start, page, () => ApiKey.count());
  return ok({ data: page.rows.map(renderApiKey), meta: pageMeta(query, "api-keys", page.next, total) });
};

export const show: Action<typeof requests.ShowApiKey, typeof ApiKeyView> = async ({ params }) =>
  ok(...shown(await ApiKey.findById(params.id)));

export const create: Action<typeof requests.CreateApiKey, typeof NewApiKeyView> = async ({
  body,
  caller,
}) => {
  assertHolds(caller, body.permissions);
  const expiresAt = body.expiresAt === undefined ? (caller.apiKey?.expiresAt ?? null) : body.expiresAt;
  assertEndsWith(caller, expiresAt);
  return told(await createApiKey({ ...body, expiresAt, createdBy: caller.user?.id ?? null }));
};

export const update: Action<typeof requests.UpdateApiKey, typeof ApiKeyView> = async (call) => {
  const { params, body, caller, request } = call;
  const key = await ApiKey.lockById(params.id);
  assertHolds(caller, [...key.permissions, ...(body.permissions ?? [])]);
  assertEndsWith(caller, key.expiresAt);
  assertFresh(request, versionOf(key));
  if (!key.isLive()) throw new ApiKeyEnded();
  call.audit({ before: key.get({ plain: true }) });
  await key.update(body);
  return ok(...shown(await key.reload()));
};

export const destroy: Action<typeof requests.RevokeApiKey> = async ({ params, caller, request, audit }) => {
  const key = await ApiKey.lockById(params.id);
  // A person may end any key that leaked; a key only those that are no stronger than itself.
  if (caller.apiKey) assertHolds(caller, key.permissions);
  assertFresh(request, versionOf(key));
  audit({ before: { name: key.name, prefix: key.prefix, permissions: key.permissions } });
  await key.revoke();
  return noContent();
};

export const rotate: Action<typeof requests.RotateApiKey, typeof NewApiKeyView> = async (call) => {
  const { params, body, caller, request, audit } = call;
  const key = await ApiKey.lockById(params.id);
  assertHolds(caller, key.permissions);
  assertEndsWith(caller, key.expiresAt);
  assertFresh(request, versionOf(key));
  audit({ before: { expiresAt: key.expiresAt } });
  const made = await rotateApiKey(key, { ...body, createdBy: caller.user?.id ?? null });
  audit({ after: { ...body, expiresAt: key.expiresAt, replacedBy: made.key.id } });
  return told(made);
};
