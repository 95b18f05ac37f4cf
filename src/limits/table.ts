/** The subject of a limit: an address, an account (or a name without one), both together, or a logged-in account. */
export type LimitKey = "ip" | "identity" | "pair" | "account";

export type Limit = {
  by: LimitKey;
  /** The number of attempts allowed within `seconds`. */
  points: number;
  seconds: number;
  /** Counts failures only: a success refunds its point, and resets the counter of a pair. */
  failures?: true;
  /** Never refuses or delays a user who has succeeded from this address before. */
  sparesKnown?: true;
  /** Delays attempts beyond the limit instead of refusing them. */
  slows?: true;
  /** Counted in this process only, without a statement: for routes with many requests. */
  memory?: true;
};

const HOUR = 3600;
const DAY = 86_400;

/**
 * Every limit of the API; docs/security.md explains them. The limits of an account never refuse: otherwise anyone who
 * knows its address could lock the owner out.
 */
export const LIMITS = {
  writes: [{ by: "ip", points: 3000, seconds: 60, memory: true }],
  register: [{ by: "ip", points: 30, seconds: HOUR }],
  login: [
    { by: "ip", points: 100, seconds: DAY, failures: true, sparesKnown: true },
    { by: "pair", points: 10, seconds: HOUR, failures: true },
    { by: "identity", points: 20, seconds: 900, failures: true, slows: true, sparesKnown: true },
  ],
  refresh: [{ by: "ip", points: 600, seconds: 300, memory: true }],
  /** Each attempt causes a request to a provider. */
  singleSignOn: [{ by: "ip", points: 300, seconds: 300, memory: true }],
  /** Requests for codes by e-mail, and attempts to use one. */
  mailedCode: [
    { by: "ip", points: 30, seconds: HOUR },
    { by: "pair", points: 5, seconds: HOUR },
  ],
  codeAttempt: [
    { by: "ip", points: 60, seconds: HOUR },
    { by: "pair", points: 15, seconds: HOUR },
  ],
  /** A second factor comes after the password, so the limit of an account may refuse; a trusted device passes. */
  mfa: [
    { by: "pair", points: 5, seconds: 300, failures: true },
    { by: "identity", points: 20, seconds: 900, failures: true, sparesKnown: true },
  ],
  mfaAddress: [{ by: "ip", points: 60, seconds: 300 }],
  /** Confirmations of the password in a session: a stolen session must not allow guesses. */
  password: [{ by: "account", points: 10, seconds: 900, failures: true }],
  /** Each attempt sends a mail, and reveals whether an address is taken. */
  emailChange: [{ by: "account", points: 10, seconds: HOUR }],
  review: [{ by: "account", points: 20, seconds: HOUR }],
  reviewVote: [{ by: "account", points: 120, seconds: 60, memory: true }],
  checkout: [{ by: "ip", points: 120, seconds: 60, memory: true }],
} as const satisfies Record<string, readonly Limit[]>;

export type LimitName = keyof typeof LIMITS;
