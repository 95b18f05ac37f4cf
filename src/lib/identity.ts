/** The form in which identities are compared and stored: NFKC, trimmed, in lower case. */
export const normalizeIdentity = (value: string): string => value.normalize("NFKC").trim().toLowerCase();

/** A username cannot look like an e-mail address, so one login field accepts both. */
export const USERNAME = /^[a-z0-9_.-]{3,30}$/;

/** The domain of a closed account's address. It cannot be registered (RFC 2606 § 2). */
export const NOBODYS_DOMAIN = "@invalid.example";

/** Stored instead of a hash if an account has no password. No password matches it. */
export const NO_PASSWORD = "!";
