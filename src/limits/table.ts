/** Whom a limit counts: an address, an account (or a name without one), both together, or a logged-in account. */
export type LimitKey = "ip" | "identity" | "pair" | "account";

export type Limit = {
  by: LimitKey;
  /** How many in that many seconds. */
  points: number;
  seconds: number;
  /** Only what fails counts: a success gives its point back, and on a pair all of them. */
  failures?: true;
  /** An identity that has logged in from this address before is neither refused nor delayed. */
  sparesKnown?: true;
  /** Attempts beyond the limit are delayed instead of refused. */
  slows?: true;
  /** Counted in this process only, without a statement: for frequently called routes. */
  memory?: true;
};

const HOUR = 3600;
const DAY = 86_400;

/**
 * Every limit of the API (docs/security.md explains them). The limits of an account never refuse: otherwise anyone
 * who knows its address could lock the owner out.
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
  /** Each attempt queries a provider. */
  singleSignOn: [{ by: "ip", points: 300, seconds: 300, memory: true }],
  /** Codes by e-mail: requesting one, and trying one. */
  mailedCode: [
    { by: "ip", points: 30, seconds: HOUR },
    { by: "pair", points: 5, seconds: HOUR },
  ],
  codeAttempt: [
    { by: "ip", points: 60, seconds: HOUR },
    { by: "pair", points: 15, seconds: HOUR },
  ],
  /** Attempts need the right password, so the account's limit may refuse; a trusted device is exempt. */
  mfa: [
    { by: "pair", points: 5, seconds: 300, failures: true },
    { by: "identity", points: 20, seconds: 900, failures: true, sparesKnown: true },
  ],
  mfaAddress: [{ by: "ip", points: 60, seconds: 300 }],
  /** Re-entering the password in a session: a stolen session must not allow guessing it. */
  password: [{ by: "account", points: 10, seconds: 900, failures: true }],
  /** Each attempt sends a mail and reveals whether an address is taken. */
  emailChange: [{ by: "account", points: 10, seconds: HOUR }],
  checkout: [{ by: "ip", points: 120, seconds: 60, memory: true }],
} as const satisfies Record<string, readonly Limit[]>;

export type LimitName = keyof typeof LIMITS;
