/** The form in which identities are compared and stored: compatible characters folded, trimmed, lower case. */
export const normalizeIdentity = (value: string): string => value.normalize("NFKC").trim().toLowerCase();

/** A username can never look like an e-mail address, so one login field takes both. */
export const USERNAME = /^[a-z0-9_.-]{3,30}$/;
