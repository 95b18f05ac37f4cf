import { type Action, signedIn } from "../../lib/action.js";
import { ok } from "../../lib/reply.js";
import { User } from "../../models/identity/User.js";
import type { NoInput } from "../../requests/identity/auth.js";
import { renderUser } from "../../views/identity/user.js";

export const show: Action<typeof NoInput> = async (call) => {
  const user = await User.findByPk(signedIn(call).id, { rejectOnEmpty: true });
  return ok(renderUser(user));
};
