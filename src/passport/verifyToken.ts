import { InvalidToken } from "../errors/identity.js";
import type { SignedInUser } from "../lib/caller.js";
import { jwtStrategy } from "./jwt.js";
import { runStrategy } from "./runStrategy.js";

/** The user of an access token. @param authorization `Bearer <token>` @throws InvalidToken */
export async function verifyToken(authorization: string): Promise<SignedInUser> {
  const user = await runStrategy<SignedInUser>(jwtStrategy, { headers: { authorization } });
  if (!user) throw new InvalidToken();
  return user;
}
