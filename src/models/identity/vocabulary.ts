/** What a mailed code is for. A code for one purpose is not valid for another. */
export const CODE_PURPOSES = ["verify_email", "reset_password"] as const;
export type CodePurpose = (typeof CODE_PURPOSES)[number];

/** How a session's tokens reach the client: in the response, or in cookies that no script can read. */
export const SESSION_TRANSPORTS = ["bearer", "cookie"] as const;
export type SessionTransport = (typeof SESSION_TRANSPORTS)[number];

/** The second factors that a log-in accepts. */
export const MFA_METHODS = ["totp", "recovery_code"] as const;
export type MfaMethod = (typeof MFA_METHODS)[number];
