import { type Action, signedIn } from "../../http/action.js";
import { created, noContent, ok } from "../../http/reply.js";
import { UserAddress } from "../../models/identity/UserAddress.js";
import type * as requests from "../../requests/identity/addresses.js";
import { addAddress } from "../../services/identity/accounts/addAddress.js";
import { changeAddress } from "../../services/identity/accounts/changeAddress.js";
import { pageAddresses } from "../../services/identity/accounts/pageAddresses.js";
import { removeAddress } from "../../services/identity/accounts/removeAddress.js";
import { renderUserAddress } from "../../views/identity/address.js";

async function shown(userId: string, id: string) {
  const address = await UserAddress.ofUser(userId, id);
  return [renderUserAddress(address), { etag: address.etag }] as const;
}

export const list: Action<typeof requests.ListAddresses> = async (call) => {
  const { rows, meta } = await pageAddresses(signedIn(call).id, call.query);
  return ok({ data: rows.map(renderUserAddress), meta });
};

export const show: Action<typeof requests.ShowAddress> = async (call) =>
  ok(...(await shown(signedIn(call).id, call.params.id)));

export const create: Action<typeof requests.CreateAddress> = async (call) => {
  const { id, userId } = await addAddress(signedIn(call), call.body);
  const [view, extras] = await shown(userId, id);
  return created(view, `/api/v1/me/addresses/${id}`, extras);
};

export const update: Action<typeof requests.UpdateAddress> = async (call) => {
  const { body, params, request } = call;
  const { id, userId } = await changeAddress(signedIn(call), params.id, body, request.ifMatch);
  return ok(...(await shown(userId, id)));
};

export const destroy: Action<typeof requests.DeleteAddress> = async (call) => {
  await removeAddress(signedIn(call), call.params.id, call.request.ifMatch);
  return noContent();
};
