/** Who is logged in, as the request knows it: one row of one statement, not a model. */
export type SignedInUser = {
  id: string;
  sessionId: string;
  email: string;
  role: string;
  /** The permissions of the role's row; `admin` has all, whatever it says (models/identity/vocabulary.ts). */
  granted: string[];
  /** When this session began, by a login with all that it took. */
  loggedInAt: Date;
  /** Whether the account has an active second factor, and when this session passed it. */
  mfaEnabled: boolean;
  mfaAt: Date | null;
};

/** A server's key as the request knows it: permissions without a person, for a time or (null) for good. */
export type ActingApiKey = { id: string; permissions: string[]; expiresAt: Date | null };

/** Who is asking: a customer with an account, a server's key, or a guest with the secrets that they present. */
export type Caller = {
  user: SignedInUser | null;
  /** Never together with a user. */
  apiKey: ActingApiKey | null;
  /** X-Cart-Token, header or cookie: opens a guest's cart. */
  cartToken: string | null;
  /** X-Order-Token: opens a guest's order. */
  orderToken: string | null;
};

/** The request in which somebody acts, as sessions and the audit log record it. `id` is the request's. */
export type RequestSource = { id: string; ip: string; userAgent: string | null };

export const ANONYMOUS: Caller = Object.freeze({
  user: null,
  apiKey: null,
  cartToken: null,
  orderToken: null,
});
