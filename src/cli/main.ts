import { readFileSync } from "node:fs";
import path from "node:path";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { complain, EXIT } from "./complaint.js";

const { version } = JSON.parse(readFileSync(path.resolve(__dirname, "../../package.json"), "utf8")) as {
  version: string;
};

type ImportFlags = { strict?: true; dryRun?: true; json?: true; keepStock?: true; patience: number };

function seconds(value: string): number {
  if (!/^\d{1,5}$/.test(value))
    throw new InvalidArgumentError("It must be a whole number of seconds below 100000.");
  return Number(value);
}

/**
 * Builds the command line. The modules of a command are loaded when it runs, so that --help and --version need
 * neither configuration nor database.
 */
function buildProgram(): Command {
  const program = new Command("cartwright")
    .description("Operator commands for a Cartwright shop.")
    .version(version)
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      `
The database is DATABASE_URL, else the embedded PostgreSQL in DATA_DIR (default .data), which is started for the
command if the shop is not running. Commands also work while the shop is running.`,
    );

  const imports = program.command("import").description("Import data from other systems.");
  imports
    .command("products")
    .description("Import products from a Shopify CSV export.")
    .argument("<file>", "the CSV file; - reads standard input")
    .option("--strict", "all or nothing: if any row is refused, write nothing")
    .option("--dry-run", "report what would happen; write nothing")
    .option("--keep-stock", "keep the stock of existing variants unchanged")
    .option(
      "--patience <seconds>",
      "how long to retry while the database is busy or unreachable",
      seconds,
      30,
    )
    .option("--json", "print the summary and all rejections and warnings as JSON")
    .addHelpText(
      "after",
      `
Products are matched by handle, variants by their options or else their SKU, so importing the same file again changes
nothing. A missing column leaves its field unchanged; variants missing from the file are kept.

Shopify allows one SKU on several variants; this shop does not. The first row with a SKU keeps it; the variants of later
rows are imported without a SKU, with a warning. --strict refuses them.

Stock: the quantities of the file replace those of the shop. A file that was exported before sales, or is imported
again after them, adds the sold pieces back. --keep-stock sets the stock of new variants only. --dry-run and the summary
count the variants whose stock is set, and the pieces.

While the database is busy or unreachable, the import retries, for 30 seconds by default, and then stops. No row is refused
for this reason; run the same command again to continue.

Rejections and warnings go to standard error as FILE:LINE  column  reason, the first 100 of them.

Exit codes:
  0    everything was imported, with or without warnings
  1    rows were refused; the others are imported (with --strict: nothing is)
  2    wrong usage, an unreadable file, or no database at the start
  3    the database stayed busy or unreachable; earlier batches are kept (with --strict: nothing is)
  130  interrupted; earlier batches are kept (with --strict: nothing is)`,
    )
    .action(async (file: string, options: ImportFlags) => {
      const { runImport } = await import("./importProducts.js");
      await runImport(file, options);
    });

  program
    .command("admin:create")
    .description("Create an account with all permissions.")
    .requiredOption("--email <address>", "the e-mail address to log in with")
    .option("--password-stdin", "read the password from standard input instead of prompting for it")
    .action(async (options: { email: string; passwordStdin?: true }) => {
      const { runAdminCreate } = await import("./createAdmin.js");
      await runAdminCreate(options);
    });

  program
    .command("user:role")
    .description("Change a user's role.")
    .argument("<login>", "e-mail address or username")
    .argument("<role>", "customer, admin or a custom role")
    .action(async (login: string, role: string) => {
      const { runUserRole } = await import("./users.js");
      await runUserRole(login, role);
    });

  program
    .command("user:sessions:end")
    .description("Log a user out everywhere.")
    .argument("<login>", "e-mail address or username")
    .action(async (login: string) => {
      const { runUserSessionsEnd } = await import("./users.js");
      await runUserSessionsEnd(login);
    });

  program
    .command("user:password")
    .description("Set a user's password and log them out everywhere.")
    .argument("<login>", "e-mail address or username")
    .option("--password-stdin", "read the password from standard input instead of prompting for it")
    .action(async (login: string, options: { passwordStdin?: true }) => {
      const { runUserPassword } = await import("./users.js");
      await runUserPassword(login, options);
    });

  program
    .command("user:mfa:remove")
    .description("Remove a user's lost second factor and log them out everywhere.")
    .argument("<login>", "e-mail address or username")
    .action(async (login: string) => {
      const { runUserMfaRemove } = await import("./users.js");
      await runUserMfaRemove(login);
    });

  program
    .command("audit:verify")
    .description("Find the first entry of the audit log that was altered, removed or reordered.")
    .option("--expect-head <hash>", "a head printed by an earlier run; it must still be in the chain")
    .addHelpText(
      "after",
      `
The chain alone cannot prove that its last entries were not removed. Store the printed head elsewhere and pass it to the
next run with --expect-head.

Exit codes:
  0  the log is unaltered
  1  the log was altered; the first wrong entry is printed
  2  wrong usage, or no database`,
    )
    .action(async (options: { expectHead?: string }) => {
      const { runAuditVerify } = await import("./verifyAudit.js");
      await runAuditVerify(options);
    });

  program
    .command("jobs:dead")
    .description("List the background jobs that have used up their retries.")
    .option("--json", "print them as JSON")
    .addHelpText(
      "after",
      "\nA job is tried 25 times within about four days. The list includes its last error.",
    )
    .action(async (options: { json?: true }) => {
      const { runJobsDead } = await import("./jobs.js");
      await runJobsDead(options);
    });

  program
    .command("jobs:retry")
    .description("Run dead jobs again, immediately.")
    .argument("[ids...]", "ids printed by jobs:dead")
    .option("--all", "all of them")
    .action(async (ids: string[], options: { all?: true }) => {
      const { runJobsRetry } = await import("./jobs.js");
      await runJobsRetry(ids, options);
    });

  program
    .command("jobs:discard")
    .description("Delete dead jobs; their work is never done.")
    .argument("[ids...]", "ids printed by jobs:dead")
    .option("--all", "all of them")
    .action(async (ids: string[], options: { all?: true }) => {
      const { runJobsDiscard } = await import("./jobs.js");
      await runJobsDiscard(ids, options);
    });

  program
    .command("verify")
    .description("Check that the database is consistent: stock, orders, payments, accounts.")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Reads one snapshot of the database; the shop may be running. Prints the name and meaning of each violated invariant and
the first 10 rows that violate it, without personal data. docs/operations.md describes how to fix each one.

Exit codes:
  0  every invariant holds
  1  rows violate an invariant
  2  wrong usage, no database, or a check could not run`,
    )
    .action(async (options: { json?: true }) => {
      const { runVerify } = await import("./verify.js");
      await runVerify(options);
    });

  program
    .command("db:url")
    .description("Print the database URL, as in: psql $(npx cartwright db:url)")
    .action(async () => {
      const { printDatabaseUrl } = await import("./databaseUrl.js");
      await printDatabaseUrl();
    });
  return program;
}

async function main(): Promise<void> {
  // Node would print every property of the error, including the parameters of a statement.
  process.on("uncaughtException", (error) => {
    complain(error);
    process.exit();
  });
  const program = buildProgram();
  const commands = [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)];
  for (const command of commands) command.exitOverride();
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) complain(error);
    // Commander has already printed the usage error or the help.
    else process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.unusable;
  }
}

void main();
