/** The form in which identities are compared and stored: compatible characters folded, trimmed, lower case. */
export const normalizeIdentity = (value: string): string => value.normalize("NFKC").trim().toLowerCase();

/** A username can never look like an e-mail address, so one login field takes both. */
export const USERNAME = /^[a-z0-9_.-]{3,30}$/;

/** The domain of a closed account's address. Nobody can register it (RFC 2606 § 2). */
export const NOBODYS_DOMAIN = "@invalid.example";

/** Stored instead of a hash where an account has no password. No password matches it. */
export const NO_PASSWORD = "!";
