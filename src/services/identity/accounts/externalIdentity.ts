/** Somebody as an OpenID Connect provider knows them; passport/oidc.ts has checked it. */
export type ExternalIdentity = {
  provider: string;
  issuer: string;
  subject: string;
  email: string | null;
  /** Whether the provider vouches for the address; absent counts as no. */
  emailVerified: boolean;
  firstName: string | null;
  lastName: string | null;
};
