import { defineError } from "./defineError.js";

/** Errors of accounts, sessions, second factors, identities, roles and API keys. */
export const NotAuthenticated = defineError("not_authenticated", 401, "Log in, or send an access token.");
export const InvalidToken = defineError(
  "invalid_token",
  401,
  "The access token is not valid or has expired; refresh it.",
);
export const InvalidCredentials = defineError("invalid_credentials", 401, "The login or password is wrong.");
export const MfaRequired = defineError<{ challenge: string; methods: string[]; expiresIn: number }>(
  "mfa_required",
  401,
  "The account has a second factor; send the challenge and a code to /auth/login/mfa.",
);
export const InvalidMfaChallenge = defineError(
  "invalid_mfa_challenge",
  401,
  "The challenge is not valid or has expired; log in again.",
);
export const InvalidMfaCode = defineError(
  "invalid_mfa_code",
  401,
  "The code is wrong, expired or already used.",
);
export const InvalidRefreshToken = defineError(
  "invalid_refresh_token",
  401,
  "The refresh token is not valid; log in again.",
);
export const RefreshTokenReused = defineError<{ sessionEnded: boolean }>(
  "refresh_token_reused",
  401,
  "The refresh token was already used. Unless sessionEnded is false, its session has been revoked; log in again.",
);
export const CsrfFailed = defineError(
  "csrf_failed",
  403,
  "A write by cookie must send the session's X-CSRF-Token, or come from the shop's origin or one of CORS_ORIGINS.",
);
export const MfaEnrollmentRequired = defineError(
  "mfa_enrollment_required",
  403,
  "Staff accounts of this shop need a second factor; set one up under /me/mfa.",
);
export const MfaLoginRequired = defineError(
  "mfa_login_required",
  403,
  "This session was not verified with your second factor; log in again.",
);
export const ReauthenticationRequired = defineError(
  "reauthentication_required",
  403,
  "The login is older than fifteen minutes; send the password as well, or log in again.",
);
export const EmailNotVerified = defineError(
  "email_not_verified",
  403,
  "Verify the e-mail address first, with the code sent to it.",
);
export const InvalidCode = defineError(
  "invalid_code",
  400,
  "The code is wrong, used, replaced or expired; request a new one.",
);
export const OidcFlowInvalid = defineError(
  "oidc_flow_invalid",
  400,
  "The sign-in was started in another browser, is complete or took more than ten minutes; start again.",
);
export const OidcRefused = defineError("oidc_refused", 401, "The provider did not confirm the sign-in.");
export const ProviderEmailUnverified = defineError(
  "provider_email_unverified",
  403,
  "The provider has not verified an e-mail address of this identity.",
);
export const StaffNotLinked = defineError(
  "staff_not_linked",
  403,
  "Staff accounts are not linked by e-mail address; log in and link the identity from your account.",
);
export const PermissionNotHeld = defineError<{ missing: string[] }>(
  "permission_not_held",
  403,
  "You can only grant, change or revoke permissions that you hold; see missing.",
);
export const EmailTaken = defineError(
  "email_taken",
  409,
  "An account with this e-mail address already exists.",
  { constraints: { users_email_key: {} } },
);
export const MfaAlreadyEnabled = defineError(
  "mfa_already_enabled",
  409,
  "A second factor is active; remove it first.",
);
export const MfaNotEnabled = defineError(
  "mfa_not_enabled",
  409,
  "There is no second factor to confirm or change; start with POST /me/mfa/totp.",
);
export const LastFactor = defineError(
  "last_factor",
  409,
  "Staff accounts of this shop need a second factor; it cannot be removed.",
);
export const UsernameTaken = defineError("username_taken", 409, "This username is taken.", {
  constraints: { users_username_key: {} },
});
export const TooManyAddresses = defineError(
  "too_many_addresses",
  409,
  "An address book has at most 50 addresses.",
);
export const RoleTaken = defineError("role_taken", 409, "A role with this name already exists.", {
  constraints: { roles_pkey: {} },
});
export const RoleBuiltIn = defineError("role_built_in", 409, "Built-in roles cannot be changed or deleted.");
export const RoleInUse = defineError(
  "role_in_use",
  409,
  "The role is assigned to users; assign them another role first.",
  { constraints: { users_role_fkey: {} } },
);
export const LastAdmin = defineError(
  "last_admin",
  409,
  "The shop needs at least one administrator; create another one first.",
);
export const ApiKeyEnded = defineError("api_key_ended", 409, "The API key is revoked or has expired.");
export const AccountExistsUnverified = defineError(
  "account_exists_unverified",
  409,
  "An account with this unverified e-mail address exists; log in with its password and link the identity.",
);
export const IdentityTaken = defineError(
  "identity_taken",
  409,
  "The identity is already linked to an account, or the account has another identity of this provider.",
  { constraints: { user_identities_issuer_subject_key: {}, user_identities_user_id_issuer_key: {} } },
);
export const LastWayToLogIn = defineError(
  "last_way_to_log_in",
  409,
  "The account has no password and no other identity; set a password first (forgot-password).",
);
export const ProviderUnreachable = defineError(
  "provider_unreachable",
  503,
  "The identity provider is unreachable; try again shortly.",
);
