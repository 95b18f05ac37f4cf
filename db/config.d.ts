type Settings = {
  dialect: "postgres";
  host: string;
  port: number;
  username: string;
  password: string;
  database: string;
  dialectOptions: Record<string, unknown>;
};

declare const databaseConfig: {
  (): Promise<Settings>;
  databaseUrl(env?: NodeJS.ProcessEnv): string;
  connectionSettings(url: string, options?: { pooler?: boolean; patient?: boolean }): Settings;
};
export = databaseConfig;
