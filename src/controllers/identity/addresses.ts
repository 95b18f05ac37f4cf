import { type Action, assertFresh, signedIn } from "../../http/action.js";
import { created, noContent, ok } from "../../http/reply.js";
import { UserAddress } from "../../models/identity/UserAddress.js";
import type * as requests from "../../requests/identity/addresses.js";
import { pageAddresses } from "../../services/identity/accounts/pageAddresses.js";
import { lockSelf } from "../../services/identity/sessions/lockSelf.js";
import { addAddress, changeAddress } from "../../services/identity/accounts/saveAddress.js";
import {
  type UserAddressListView,
  type UserAddressView,
  renderUserAddress,
} from "../../views/identity/address.js";

const etagOf = ({ id, version }: UserAddress): string => `${version}.${id.slice(-12)}`;

async function shown(userId: string, id: string) {
  const address = await UserAddress.ofUser(userId, id);
  return [renderUserAddress(address), { etag: etagOf(address) }] as const;
}

export const list: Action<typeof requests.ListAddresses, typeof UserAddressListView> = async (call) => {
  const { rows, meta } = await pageAddresses(signedIn(call).id, call.query);
  return ok({ data: rows.map(renderUserAddress), meta });
};

export const show: Action<typeof requests.ShowAddress, typeof UserAddressView> = async (call) =>
  ok(...(await shown(signedIn(call).id, call.params.id)));

export const create: Action<typeof requests.CreateAddress, typeof UserAddressView> = async (call) => {
  const { id: userId } = await lockSelf(call);
  const { id } = await addAddress(userId, call.body);
  const [view, extras] = await shown(userId, id);
  return created(view, `/api/v1/me/addresses/${id}`, extras);
};

export const update: Action<typeof requests.UpdateAddress, typeof UserAddressView> = async (call) => {
  const { id: userId } = await lockSelf(call);
  const address = await UserAddress.ofUser(userId, call.params.id);
  assertFresh(call.request, etagOf(address));
  await changeAddress(address, call.body);
  return ok(...(await shown(userId, address.id)));
};

export const destroy: Action<typeof requests.DeleteAddress> = async (call) => {
  const { id: userId } = await lockSelf(call);
  const address = await UserAddress.ofUser(userId, call.params.id);
  assertFresh(call.request, etagOf(address));
  await address.destroy();
  return noContent();
};
