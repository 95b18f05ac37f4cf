import { z } from "zod";
import { Id, listOf, Timestamp } from "../../lib/schemas.js";
import type { UserIdentity } from "../../models/identity/UserIdentity.js";

export const IdentityView = z
  .strictObject({
    id: Id,
    provider: z.string().describe("The provider's name in OIDC_PROVIDERS."),
    issuer: z.string(),
    email: z.string().nullable().describe("As the provider stated it when the identity was linked."),
    createdAt: Timestamp,
  })
  .meta({ id: "Identity" });

export const IdentityListView = listOf(IdentityView, "IdentityList");

export const SignInAddressView = z
  .strictObject({
    authorizationUrl: z.string().describe("Open this address in the same browser, within ten minutes."),
  })
  .meta({ id: "SignInAddress" });

export const renderIdentity = (identity: UserIdentity): z.input<typeof IdentityView> => ({
  id: identity.id,
  provider: identity.provider,
  issuer: identity.issuer,
  email: identity.email,
  createdAt: identity.createdAt.toISOString(),
});

export const renderSignInAddress = (authorizationUrl: string): z.input<typeof SignInAddressView> => ({
  authorizationUrl,
});
