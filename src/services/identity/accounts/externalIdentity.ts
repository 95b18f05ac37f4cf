/** The identity that an OpenID Connect provider has confirmed; checked by passport/oidc.ts. */
export type ExternalIdentity = {
  provider: string;
  issuer: string;
  subject: string;
  email: string | null;
  /** Whether the provider has verified the address; false if it does not say. */
  emailVerified: boolean;
  firstName: string | null;
  lastName: string | null;
};
