import { hkdfSync, randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { isCurrency } from "./lib/money/currencies.js";
import { OidcProviders } from "./lib/oidcProviders.js";

/** All problems of the environment in one list. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "ConfigError";
  }
}

const flag = z.enum(["0", "1", "true", "false", ""]).transform((value) => value === "1" || value === "true");
const list = z.string().transform((value) =>
  value
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean),
);
/** ≥ 32 random bytes, as RFC 7518 § 3.2 asks of an HS256 key. Measured in bytes of the string given. */
const secret = z.string().refine((value) => Buffer.byteLength(value) >= 32, "must be at least 32 bytes long");

const Environment = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  HOST: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" }).optional(),
  DB_POOL_MAX: z.coerce.number().int().min(1).max(200).default(10),
  DB_POOLER: flag.default(false),
  BACKGROUND_WORK: z.enum(["on", "off"]).default("on"),
  JOB_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(10),
  APP_SECRET: secret.optional(),
  JWT_KEYS: z.string().optional(),
  PASSWORD_PEPPER: secret.optional(),
  STAFF_MFA: z.enum(["optional", "required"]).default("optional"),
  RATE_LIMITS: z.enum(["on", "off"]).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "must be a redis:// URL" }).optional(),
  BCRYPT_COST: z.coerce.number().int().min(4).max(16).default(12),
  ACCESS_TOKEN_SECONDS: z.coerce.number().int().min(30).max(86_400).default(900),
  REFRESH_TOKEN_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  SESSION_IDLE_DAYS: z.coerce.number().int().min(1).max(365).default(14),
  EMAIL_VERIFICATION: z.enum(["optional", "required"]).default("optional"),
  REVIEW_MODERATION: z.enum(["required", "off"]).default("required"),
  ADMIN_EMAIL: z.email().default("admin@example.com"),
  ADMIN_PASSWORD: z.string().min(8).max(256).optional(),
  SHOP_NAME: z.string().min(1).max(80).default("Cartwright"),
  CURRENCY: z
    .string()
    .refine(isCurrency, "must be an ISO 4217 currency code in capitals, such as USD")
    .default("USD"),
  OIDC_PROVIDERS: OidcProviders.default([]),
  CORS_ORIGINS: list.default([]),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  TEST_PAYMENTS: flag.optional(),
  PAYMENT_RETURN_URL: z.url({ protocol: /^https?$/ }).optional(),
  PAYMENT_MINUTES: z.coerce.number().int().min(1).max(1440).default(30),
  DEMO_CATALOG: flag.optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).optional(),
});

/** Every variable that the shop reads; .env.example describes each. */
export const ENVIRONMENT_VARIABLES: readonly string[] = Object.keys(Environment.shape);

type Secrets = { APP_SECRET: string; PASSWORD_PEPPER: string; JWT_KEYS: string };

/**
 * Outside production a shop generates its secrets at its first start and stores them beside its database, so that sessions
 * and passwords survive a restart without any configuration.
 */
function ownSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, "secrets.json");
  if (!existsSync(file)) {
    const random = () => randomBytes(32).toString("base64url");
    const secrets = { APP_SECRET: random(), PASSWORD_PEPPER: random(), JWT_KEYS: `k1:${random()}` };
    mkdirSync(dataDir, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    // link() is atomic and does not overwrite: two processes that start at once use the same secrets.
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(draft);
    }
  }
  return JSON.parse(readFileSync(file, "utf8")) as Secrets;
}

/** The secrets that were given, and the shop's own for the others. */
function secretsOf({ DATA_DIR, APP_SECRET, PASSWORD_PEPPER, JWT_KEYS }: SecretSources): Secrets {
  if (APP_SECRET && PASSWORD_PEPPER && JWT_KEYS) return { APP_SECRET, PASSWORD_PEPPER, JWT_KEYS };
  const own = ownSecrets(DATA_DIR);
  return {
    APP_SECRET: APP_SECRET ?? own.APP_SECRET,
    PASSWORD_PEPPER: PASSWORD_PEPPER ?? own.PASSWORD_PEPPER,
    JWT_KEYS: JWT_KEYS ?? own.JWT_KEYS,
  };
}
type SecretSources = { [Name in keyof Secrets]?: string | undefined } & { DATA_DIR: string };

/** `kid:secret,kid:secret`: the first key signs and all of them verify, so that a rotation can overlap. */
function parseJwtKeys(value: string): { kid: string; secret: string }[] {
  return value.split(",").map((pair) => {
    // Without a colon there is no kid. A part of the secret must never become the kid, because every token shows it.
    const [, kid = "", key = ""] = /^([^:]*):(.*)$/.exec(pair) ?? [];
    return { kid: kid.trim(), secret: key.trim() };
  });
}

function jwtKeyProblems(value: string | undefined): string[] {
  if (value === undefined) return [];
  const keys = parseJwtKeys(value);
  const bad = keys.some(({ kid, secret: key }) => !/^[\w-]{1,32}$/.test(kid) || Buffer.byteLength(key) < 32);
  return bad || new Set(keys.map(({ kid }) => kid)).size < keys.length
    ? ["JWT_KEYS: must be kid:secret[,kid:secret], distinct kids, secrets of at least 32 bytes"]
    : [];
}

const NEEDED_IN_PRODUCTION = ["DATABASE_URL", "APP_SECRET", "JWT_KEYS", "PASSWORD_PEPPER", "PUBLIC_URL"];

/** Checks the given values, not the parsed ones, so that a malformed value does not hide a missing one. */
function productionProblems(given: Record<string, string | undefined>): string[] {
  if (given.NODE_ENV !== "production") return [];
  return [
    ...NEEDED_IN_PRODUCTION.filter((name) => !given[name]).map(
      (name) => `${name}: is required in production`,
    ),
    ...(given.APP_SECRET && given.APP_SECRET === given.PASSWORD_PEPPER
      ? ["PASSWORD_PEPPER: must differ from APP_SECRET, so that one leak does not expose both"]
      : []),
    ...(Number(given.BCRYPT_COST ?? 12) < 12 ? ["BCRYPT_COST: must be at least 12 in production"] : []),
  ];
}

/** @throws ConfigError */
function parseEnvironment(source: NodeJS.ProcessEnv): z.output<typeof Environment> {
  // `FOO=` in an .env file means "not set".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(given);
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    ...jwtKeyProblems(given.JWT_KEYS),
    ...productionProblems(given),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return parsed.data;
}

/** Keys of separate purposes, derived from one secret (HKDF, RFC 5869): none reveals another. */
function subkeysOf(appSecret: string) {
  const subkey = (purpose: string) => Buffer.from(hkdfSync("sha256", appSecret, "cartwright", purpose, 32));
  return {
    idempotencySecret: subkey("idempotency"),
    cursorSecret: subkey("cursor"),
    codeSecret: subkey("one-time codes"),
    csrfSecret: subkey("csrf"),
    oidcSecret: subkey("oidc"),
    testPaymentsSecret: subkey("test payments webhook"),
    totpSecret: subkey("totp secrets"),
    recoveryCodeSecret: subkey("recovery codes"),
    rateLimitSecret: subkey("rate limits"),
  };
}

/**
 * Reads the environment into a frozen object.
 * @throws ConfigError with every problem, so that an operator can fix them together
 */
export function loadConfig(source: NodeJS.ProcessEnv) {
  const env = parseEnvironment(source);
  const production = env.NODE_ENV === "production";
  const secrets = secretsOf(env);

  return Object.freeze({
    env: env.NODE_ENV,
    production,
    host: env.HOST ?? (production ? "0.0.0.0" : "127.0.0.1"),
    port: env.PORT,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, ""),
    dataDir: path.resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    databasePoolMax: env.DB_POOL_MAX,
    databasePooler: env.DB_POOLER,
    backgroundWork: env.BACKGROUND_WORK === "on",
    jobConcurrency: env.JOB_CONCURRENCY,
    jwtKeys: Object.freeze(parseJwtKeys(secrets.JWT_KEYS)),
    passwordPepper: secrets.PASSWORD_PEPPER,
    ...subkeysOf(secrets.APP_SECRET),
    staffMfaRequired: env.STAFF_MFA === "required",
    rateLimits: env.RATE_LIMITS ? env.RATE_LIMITS === "on" : env.NODE_ENV !== "test",
    redisUrl: env.REDIS_URL,
    bcryptCost: env.BCRYPT_COST,
    accessTokenSeconds: env.ACCESS_TOKEN_SECONDS,
    refreshTokenSeconds: env.REFRESH_TOKEN_DAYS * 86_400,
    sessionIdleSeconds: env.SESSION_IDLE_DAYS * 86_400,
    emailVerificationRequired: env.EMAIL_VERIFICATION === "required",
    reviewsModerated: env.REVIEW_MODERATION === "required",
    adminEmail: env.ADMIN_EMAIL,
    adminPassword: env.ADMIN_PASSWORD,
    shopName: env.SHOP_NAME,
    currency: env.CURRENCY,
    oidcProviders: env.OIDC_PROVIDERS,
    corsOrigins: env.CORS_ORIGINS,
    trustProxy: env.TRUST_PROXY,
    testPayments: env.TEST_PAYMENTS ?? !production,
    paymentReturnUrl: env.PAYMENT_RETURN_URL,
    paymentMinutes: env.PAYMENT_MINUTES,
    demoCatalog: env.DEMO_CATALOG ?? env.NODE_ENV === "development",
    logLevel: env.LOG_LEVEL ?? (env.NODE_ENV === "test" ? "silent" : "info"),
  });
}

export type Config = ReturnType<typeof loadConfig>;

/** Variables that are set already take precedence over those of `.env` in the working directory. */
if (existsSync(".env")) process.loadEnvFile(".env");

export const config: Config = loadConfig(process.env);
