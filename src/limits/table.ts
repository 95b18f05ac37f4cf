/** Whom a limit counts: an address, an account (or a name without one), both together, or a logged-in account. */
export type LimitKey = "ip" | "identity" | "pair" | "account";

export type Limit = {
  by: LimitKey;
  /** How many in that many seconds. */
  points: number;
  seconds: number;
  /** Only what fails counts: a success gives its point back, and on a pair all of them. */
  failures?: true;
  /** Who has succeeded from this address before is never refused, and does not wait. */
  sparesKnown?: true;
  /** Beyond it one waits instead of being refused. */
  slows?: true;
  /** Counted in this process only, without a statement: for routes that are hot or called by everybody. */
  memory?: true;
};

const HOUR = 3600;
const DAY = 86_400;

/**
 * Every limit of the API (docs/security.md explains them). An account's own limits never refuse: whoever knows an
 * address could otherwise lock its owner out.
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
  /** Each makes us ask a provider. */
  singleSignOn: [{ by: "ip", points: 300, seconds: 300, memory: true }],
  /** Codes by e-mail: asking for one, and trying one. */
  mailedCode: [
    { by: "ip", points: 30, seconds: HOUR },
    { by: "pair", points: 5, seconds: HOUR },
  ],
  codeAttempt: [
    { by: "ip", points: 60, seconds: HOUR },
    { by: "pair", points: 15, seconds: HOUR },
  ],
  /** Who tries second factors knows the password already, so an account's limit may refuse; a known device passes. */
  mfa: [
    { by: "pair", points: 5, seconds: 300, failures: true },
    { by: "identity", points: 20, seconds: 900, failures: true, sparesKnown: true },
  ],
  mfaAddress: [{ by: "ip", points: 60, seconds: 300 }],
  /** The password asked again in a session: a stolen session must not be a way to guess it. */
  password: [{ by: "account", points: 10, seconds: 900, failures: true }],
  /** Each mails somebody, and says whether an address is taken. */
  emailChange: [{ by: "account", points: 10, seconds: HOUR }],
  checkout: [{ by: "ip", points: 120, seconds: 60, memory: true }],
} as const satisfies Record<string, readonly Limit[]>;

export type LimitName = keyof typeof LIMITS;
