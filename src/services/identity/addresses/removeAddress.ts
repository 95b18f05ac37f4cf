import { assertFresh } from "../../system/preconditions.js";
import { UserAddress } from "../../../models/identity/UserAddress.js";
import { lockSelf, type Me } from "../sessions/lockSelf.js";

/** Removes an address of the user. @throws InvalidToken, NotFound, StaleVersion */
export async function removeAddress(me: Me, id: string, ifMatch: string | null): Promise<void> {
  const { id: userId } = await lockSelf(me);
  const address = await UserAddress.ofUser(userId, id);
  assertFresh(ifMatch, address.etag);
  await address.destroy();
}
