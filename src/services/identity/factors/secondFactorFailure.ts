import type { RefusalFact } from "../../../errors/defineError.js";
import type { User } from "../../../models/identity/User.js";

/** The audit entry of a wrong second factor: the sender knew the password. */
export const secondFactorFailure = ({ id }: Pick<User, "id">): RefusalFact => ({
  action: "auth.second_factor_failed",
  target: { type: "user", id },
});
