import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { Client } from "pg";
import { sql } from "../support/database.js";
import { PASSWORD } from "../support/factories/identity/users.js";
import { endServers, startServer, type ServerProcess } from "../support/serverProcess.js";

type Outcome = { status?: number; headers?: NodeJS.Dict<string | string[]>; error?: string };

/** Sends one request; returns the response, or the error code of a refused or lost connection. */
function send(server: ServerProcess, agent: Agent, method: string, path: string, body?: object) {
  return new Promise<Outcome>((resolve) => {
    const headers = body ? { "Content-Type": "application/json" } : {};
    const sent = request(`${server.url}${path}`, { method, agent, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers }));
      answer.on("error", (error) => resolve({ error: error.message }));
    });
    sent.on("error", (error: NodeJS.ErrnoException) => resolve({ error: error.code ?? error.message }));
    sent.end(body && JSON.stringify(body));
  });
}

const account = (email: string) => ({ email, password: PASSWORD });

let held: Client[] = [];
const release = async () => {
  for (const client of held) await client.end();
  held = [];
};

/** Inserts an e-mail address in a transaction that stays open: its registration waits for release(). */
async function holdEmail(email: string): Promise<void> {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  held.push(client);
  await client.query("BEGIN");
  await client.query("INSERT INTO users (id, email, password_hash) VALUES ($1, $2, 'x')", [
    randomUUID(),
    email,
  ]);
}

describe("Process shutdown", function () {
  this.timeout(90_000);
  afterEach(release);
  afterEach(endServers);

  it("drops no request on SIGTERM under load, and keeps all acknowledged writes", async () => {
    for (let round = 0; round < 3; round++) {
      const server = await startServer();
      const acknowledged: string[] = [];
      const lost: string[] = [];
      const client = async () => {
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        for (;;) {
          const email = `${randomUUID()}@example.com`;
          const { status, error } = await send(
            server,
            agent,
            "POST",
            "/api/v1/auth/register",
            account(email),
          );
          if (status === 201) acknowledged.push(email);
          else if (error === "ECONNREFUSED") return agent.destroy();
          else return void lost.push(error ?? String(status));
        }
      };
      const clients = Array.from({ length: 8 }, client);
      await delay(300 + 100 * round);
      server.signal("SIGTERM");
      await Promise.all(clients);

      expect(lost, server.output()).to.deep.equal([]);
      expect(await server.ended, server.output()).to.equal(0);
      expect(acknowledged).to.have.length.at.least(8);
      const [found] = await sql<{ count: number }>("SELECT count(*)::int FROM users WHERE email = ANY($1)", [
        acknowledged,
      ]);
      expect(found?.count).to.equal(acknowledged.length);
    }
  });

  it("becomes unready, finishes running requests and sends Connection: close", async () => {
    const server = await startServer();
    const email = `${randomUUID()}@example.com`;
    await holdEmail(email);
    const [slow, kept] = [new Agent({ keepAlive: true }), new Agent({ keepAlive: true, maxSockets: 1 })];
    const registration = send(server, slow, "POST", "/api/v1/auth/register", account(email));
    const before = await send(server, kept, "GET", "/health/ready");
    expect(before).to.deep.include({ status: 200 });
    expect(before.headers?.connection).to.equal("keep-alive");
    await delay(100);

    server.signal("SIGTERM");
    await delay(60);
    const during = await send(server, kept, "GET", "/health/ready");
    expect(during).to.deep.include({ status: 503 });
    expect(during.headers?.connection).to.equal("close");
    expect((await send(server, new Agent(), "GET", "/health/live")).error).to.equal("ECONNREFUSED");
    await delay(300);
    expect(server.child.exitCode).to.equal(null);

    await release();
    const answer = await registration;
    expect(answer.status).to.equal(201);
    expect(answer.headers?.connection).to.equal("close");
    expect(await server.ended).to.equal(0);
  });

  it("treats two signals in quick succession as one, and exits immediately on a later one", async () => {
    const server = await startServer();
    const email = `${randomUUID()}@example.com`;
    await holdEmail(email);
    const registration = send(server, new Agent(), "POST", "/api/v1/auth/register", account(email));
    await delay(100);
    server.signal("SIGINT");
    await delay(50);
    server.signal("SIGINT");
    await delay(700);
    expect(server.child.exitCode).to.equal(null);

    const second = performance.now();
    server.signal("SIGINT");
    expect(await server.ended).to.equal(1);
    // Without the third signal it would wait up to 15 s for the registration.
    expect(performance.now() - second).to.be.below(5000);
    expect((await registration).error).to.equal("ECONNRESET");
  });
});
