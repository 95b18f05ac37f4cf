/** An identity that an OpenID Connect provider has confirmed; verified by passport/oidc.ts. */
export type ExternalIdentity = {
  provider: string;
  issuer: string;
  subject: string;
  email: string | null;
  /** Whether the provider has verified the address; false if the provider does not state it. */
  emailVerified: boolean;
  firstName: string | null;
  lastName: string | null;
};
