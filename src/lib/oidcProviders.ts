import { z } from "zod";

/** http: is allowed only on this machine, where traffic cannot be intercepted. */
const isSoundIssuer = (value: string): boolean => {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return (
    protocol === "https:" || (protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  );
};

/** The defaults of well-known providers, by name. */
const KNOWN_ISSUERS: Record<string, { issuer: string; label: string }> = {
  google: { issuer: "https://accounts.google.com", label: "Google" },
};

const Provider = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,29}$/, "must be 1 to 30 of a-z, 0-9 and -, starting with a letter"),
    issuer: z
      .string()
      .refine(isSoundIssuer, "must be an https:// address (http:// on this machine only)")
      .optional(),
    clientId: z.string().min(1).max(500),
    clientSecret: z.string().min(1).max(500),
    scopes: z.string().min(1).max(500).default("openid email profile"),
    label: z.string().min(1).max(80).optional(),
  })
  .transform((provider, context) => {
    const issuer = provider.issuer ?? KNOWN_ISSUERS[provider.name]?.issuer;
    if (!issuer) {
      context.addIssue({ code: "custom", path: ["issuer"], message: "is required (except for google)" });
      return z.NEVER;
    }
    if (!provider.scopes.split(" ").includes("openid"))
      context.addIssue({ code: "custom", path: ["scopes"], message: "must include openid" });
    return {
      ...provider,
      issuer,
      label: provider.label ?? KNOWN_ISSUERS[provider.name]?.label ?? provider.name,
    };
  });

/** An issuer of identities that this shop trusts for logging in. */
export type OidcProvider = z.output<typeof Provider>;

/** OIDC_PROVIDERS: a JSON list of providers with distinct names. */
export const OidcProviders = z
  .string()
  .transform((value, context): unknown => {
    try {
      return JSON.parse(value) as unknown;
    } catch {
      context.addIssue({
        code: "custom",
        message: "must be JSON: [{ name, issuer, clientId, clientSecret }]",
      });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(Provider)
      .max(20)
      .refine(
        (providers) => new Set(providers.map(({ name }) => name)).size === providers.length,
        "names must be distinct",
      ),
  );
