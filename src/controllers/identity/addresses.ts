import { type Action, signedIn } from "../../http/action.js";
import { pageOf } from "../../http/paging.js";
import { created, noContent, ok } from "../../http/reply.js";
import { UserAddress } from "../../models/identity/UserAddress.js";
import type * as requests from "../../requests/identity/addresses.js";
import { addAddress } from "../../services/identity/addresses/addAddress.js";
import { changeAddress } from "../../services/identity/addresses/changeAddress.js";
import { removeAddress } from "../../services/identity/addresses/removeAddress.js";
import {
  renderUserAddress,
  type UserAddressListView,
  type UserAddressView,
} from "../../views/identity/address.js";

async function shown(userId: string, id: string) {
  const address = await UserAddress.ofUser(userId, id);
  return [renderUserAddress(address), { etag: address.etag }] as const;
}

export const list: Action<typeof requests.ListAddresses, typeof UserAddressListView> = async (call) => {
  const { id: userId } = signedIn(call);
  const page = await pageOf(call.query, "addresses:oldest", {
    rows: (start, limit) => UserAddress.page(userId, limit, start),
    count: () => UserAddress.count({ where: { userId } }),
    render: renderUserAddress,
  });
  return ok(page);
};

export const show: Action<typeof requests.ShowAddress, typeof UserAddressView> = async (call) =>
  ok(...(await shown(signedIn(call).id, call.params.id)));

export const create: Action<typeof requests.CreateAddress, typeof UserAddressView> = async (call) => {
  const { id, userId } = await addAddress(signedIn(call), call.body);
  const [view, extras] = await shown(userId, id);
  return created(view, `/api/v1/me/addresses/${id}`, extras);
};

export const update: Action<typeof requests.UpdateAddress, typeof UserAddressView> = async (call) => {
  const { body, params, request } = call;
  const { id, userId } = await changeAddress(signedIn(call), params.id, body, request.ifMatch);
  return ok(...(await shown(userId, id)));
};

export const destroy: Action<typeof requests.DeleteAddress> = async (call) => {
  await removeAddress(signedIn(call), call.params.id, call.request.ifMatch);
  return noContent();
};
