/**
 * Benchmarks the catalogue (list, detail, search) of the whole application against a baseline of node:http and pg with
 * one named statement. Both run with 16 connections in alternating rounds; the results are medians.
 * `npx tsx bench/catalog.ts [seconds per round] [products]`
 */
import "./catalog/environment.js";
import "./environment.js";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import autocannon from "autocannon";
import { startEmbeddedPostgres } from "../src/embeddedPostgres/startEmbeddedPostgres.js";
import { migrate } from "../src/database/migrate.js";
import { sequelize, useDatabase } from "../src/database/sequelize.js";
import { runSql } from "../src/database/statement.js";
import "../src/models/index.js";
import { seed } from "./catalog/seed.js";

const SECONDS = Number(process.argv[2] ?? 8);
const PRODUCTS = Number(process.argv[3] ?? 10_000);
const ROUNDS = 3;
const VARIETY = 150;

type Workload = { name: string; goal: number | null; ours: string[]; bare: string[] };
type Sample = { id: string; slug: string; created_at: string; word: string; category: string; shelf: string };

async function main(): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataDir: process.env.DATA_DIR ?? "" });
  process.env.DATABASE_URL = postgres.url;
  useDatabase(postgres.url);
  await migrate(postgres.url);
  await seed(PRODUCTS);
  await runSql("VACUUM ANALYZE");
  const servers = [await start("appServer"), await start("bareServer")] as const;
  try {
    const [app, bare] = servers.map(({ port }) => `http://127.0.0.1:${port}`) as [string, string];
    for (const workload of await workloads(app)) await compare(workload, app, bare);
  } finally {
    for (const { child } of servers) child.kill();
    await sequelize.close();
    await postgres.stop();
  }
}

async function start(name: string): Promise<{ child: ChildProcess; port: number }> {
  const env = { ...process.env, LOG_LEVEL: "info" };
  const file = path.resolve(__dirname, `catalog/${name}.ts`);
  const child = fork(file, {
    env,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    execArgv: ["--import", "tsx"],
  });
  child.stdout?.resume();
  const [port] = (await once(child, "message")) as [number];
  return { child, port };
}

async function workloads(app: string): Promise<Workload[]> {
  const samples = await runSql<Sample>(
    `SELECT p.id, p.slug, p.created_at::text, lower(split_part(p.title, ' ', 2)) AS word, c.slug AS category, c.id AS shelf
     FROM products p JOIN LATERAL (
       SELECT c.slug, c.id FROM product_categories pc JOIN categories c ON c.id = pc.category_id
       WHERE pc.product_id = p.id LIMIT 1
     ) c ON true ORDER BY md5(p.slug) LIMIT ${VARIETY}`,
  );
  const bare = (s: string, ...values: string[]) =>
    `/?${new URLSearchParams([["s", s], ...values.map((value): [string, string] => ["v", value])]).toString()}`;
  const cursors = await collectCursors(app);
  const lists = samples.map(({ created_at, id }) => bare("list", created_at, id));
  const searches = samples.map(({ word, shelf }) => bare("search", `${word}:*`, "2000", "15000", shelf));
  const search = ({ word, category }: Sample) =>
    `/api/v1/products?q=${word}&category=${category}&minPrice=2000&maxPrice=15000&sort=price&expand=variants`;
  const list = "/api/v1/products?expand=variants";
  return [
    { name: "list by cursor", goal: 0.7, ours: cursors.map((c) => `${list}&cursor=${c}`), bare: lists },
    {
      name: "list, first pages",
      goal: 0.7,
      ours: [1, 2, 3, 4, 5].map((n) => `${list}&page=${n}`),
      bare: lists,
    },
    {
      name: "detail",
      goal: 0.7,
      ours: samples.map(({ slug }) => `/api/v1/products/${slug}`),
      bare: samples.map(({ slug }) => bare("detail", slug)),
    },
    { name: "search, with total", goal: 0.6, ours: samples.map(search), bare: searches },
    { name: "search by cursor", goal: 0.6, ours: samples.map((s) => `${search(s)}&cursor=`), bare: searches },
    { name: "tree of categories", goal: null, ours: ["/api/v1/categories"], bare: [] },
    {
      name: "related",
      goal: null,
      ours: samples.map(({ slug }) => `/api/v1/products/${slug}/related`),
      bare: [],
    },
  ];
}

/** Cursors from the whole list. */
async function collectCursors(app: string): Promise<string[]> {
  const cursors: string[] = [];
  for (let cursor = ""; cursors.length < VARIETY;) {
    const response = await fetch(`${app}/api/v1/products?limit=24&cursor=${cursor}`);
    const { meta } = (await response.json()) as { meta: { nextCursor: string | null } };
    if (meta.nextCursor === null) break;
    cursors.push((cursor = meta.nextCursor));
  }
  return cursors;
}

async function compare({ name, goal, ours, bare }: Workload, app: string, limit: string): Promise<void> {
  const figures = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    if (bare.length > 0) figures.bare.push(await measure(limit, bare));
    figures.ours.push(await measure(app, ours));
  }
  const our = median(figures.ours);
  const theirs = median(figures.bare);
  const ratio = bare.length > 0 ? (our / theirs).toFixed(2) : "–";
  console.log(
    `${name.padEnd(20)} ${our.toFixed(0).padStart(6)}/s   bare ${theirs.toFixed(0).padStart(6)}/s   ratio ${ratio}` +
      (goal === null ? "" : `   goal ${goal}`),
  );
}

async function measure(url: string, paths: string[]): Promise<number> {
  const requests = paths.map((to) => ({ path: to }));
  const run = (duration: number) => autocannon({ url, connections: 16, duration, requests });
  await run(1);
  const { requests: done, non2xx, errors } = await run(SECONDS);
  if (non2xx + errors > 0)
    throw new Error(`${non2xx} responses other than 2xx and ${errors} errors from ${url}${paths[0]}`);
  return done.average;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

void main();
