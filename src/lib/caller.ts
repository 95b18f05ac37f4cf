/** The logged-in user of a request: one row of one statement, not a model. */
export type SignedInUser = {
  id: string;
  sessionId: string;
  email: string;
  role: string;
  /** The permissions of the role's row; `admin` has all regardless of its row (models/identity/vocabulary.ts). */
  granted: string[];
  /** When this session began with a full login. */
  loggedInAt: Date;
  /** Whether the account has an active second factor, and when this session passed it. */
  mfaEnabled: boolean;
  mfaAt: Date | null;
};

/** The API key of a request: permissions without a user. `expiresAt` is null if the key never expires. */
export type ActingApiKey = { id: string; permissions: string[]; expiresAt: Date | null };

/** The caller: a customer with an account, a server's API key, or a guest with the tokens they send. */
export type Caller = {
  user: SignedInUser | null;
  /** Never set together with a user. */
  apiKey: ActingApiKey | null;
  /** X-Cart-Token (header or cookie): grants access to a guest's cart. */
  cartToken: string | null;
  /** X-Order-Token: grants access to a guest's order. */
  orderToken: string | null;
};

/** The source of a request, as recorded by sessions and the audit log. `id` is the request id. */
export type RequestSource = { id: string; ip: string; userAgent: string | null };

export const ANONYMOUS: Caller = Object.freeze({
  user: null,
  apiKey: null,
  cartToken: null,
  orderToken: null,
});
