/** The form in which identities are compared and stored: compatible characters folded, trimmed, lower case. */
export const normalizeIdentity = (value: string): string => value.normalize("NFKC").trim().toLowerCase();

/** A username can never look like an e-mail address, so one login field takes both. */
export const USERNAME = /^[a-z0-9_.-]{3,30}$/;

/** What stands in the place of a closed account's address ends so, and nobody can register it (RFC 2606 § 2). */
export const NOBODYS_DOMAIN = "@invalid.example";
