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
    throw new InvalidArgumentError("It is a whole number of seconds, below 100000.");
  return Number(value);
}

/**
 * Builds the command line. A command's own modules are loaded when it runs, so that --help and --version need
 * neither configuration nor database.
 */
function buildProgram(): Command {
  const program = new Command("cartwright")
    .description("The operator's commands of a Cartwright shop.")
    .version(version)
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      `
The database is DATABASE_URL, else the embedded PostgreSQL in DATA_DIR (default .data), which is started for the
command when the shop does not run. Commands work while the shop is running.`,
    );

  const imports = program.command("import").description("Take data over from elsewhere.");
  imports
    .command("products")
    .description("Import products from a Shopify CSV export.")
    .argument("<file>", "the CSV file; - reads standard input")
    .option("--strict", "all or nothing: if anything is wrong, nothing is written")
    .option("--dry-run", "say what would happen; write nothing")
    .option("--keep-stock", "leave the stock of variants that the shop has as it is")
    .option("--patience <seconds>", "how long to retry while the database is busy or away", seconds, 30)
    .option("--json", "print the summary and all rejections and warnings as JSON")
    .addHelpText(
      "after",
      `
A product is known by its handle, a variant by its options or else its SKU, so the same file again changes nothing.
Columns that the file does not have leave their fields as they are; variants that it does not name stay.

Shopify allows one SKU on several variants, this shop does not. The first row of the file has the SKU; the variants of later
rows are imported without SKU, with a warning. --strict refuses them.

Stock: the quantities of the file replace those of the shop. A file that was exported before sales, or that is imported
again after them, puts the sold pieces back. --keep-stock takes quantities for new variants only. --dry-run and the summary
count the variants whose stock is set, and the pieces.

While the database is busy or cannot be reached, the import retries and waits, for 30 seconds by default, and then stops.
No row is refused for that; run the same command again to go on.

Rejections and warnings go to standard error as FILE:LINE  column  reason, the first 100 of them.

Exit codes:
  0    everything was imported, with or without warnings
  1    rows were refused; the good ones are imported (with --strict: nothing is)
  2    wrong usage, an unreadable file, or no database at the beginning
  3    the database stayed busy or away; the batches before are kept (with --strict: nothing is)
  130  interrupted; the batches before are kept (with --strict: nothing is)`,
    )
    .action(async (file: string, options: ImportFlags) => {
      const { runImport } = await import("./importProducts.js");
      await runImport(file, options);
    });

  program
    .command("admin:create")
    .description("Make an account with all permissions.")
    .requiredOption("--email <address>", "the e-mail address to log in with")
    .option("--password-stdin", "read the password from standard input instead of asking for it")
    .action(async (options: { email: string; passwordStdin?: true }) => {
      const { runAdminCreate } = await import("./createAdmin.js");
      await runAdminCreate(options);
    });

  program
    .command("user:role")
    .description("Give a user another role.")
    .argument("<login>", "e-mail address or username")
    .argument("<role>", "customer, admin, or a role of the shop's own")
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
    .description("Set a user's password, and log them out everywhere.")
    .argument("<login>", "e-mail address or username")
    .option("--password-stdin", "read the password from standard input instead of asking for it")
    .action(async (login: string, options: { passwordStdin?: true }) => {
      const { runUserPassword } = await import("./users.js");
      await runUserPassword(login, options);
    });

  program
    .command("user:mfa:remove")
    .description("Remove the second factor of a user who has lost it, and log them out everywhere.")
    .argument("<login>", "e-mail address or username")
    .action(async (login: string) => {
      const { runUserMfaRemove } = await import("./users.js");
      await runUserMfaRemove(login);
    });

  program
    .command("audit:verify")
    .description("Find the first entry of the audit log that was altered, removed or put elsewhere.")
    .option("--expect-head <hash>", "a head that an earlier run printed: it must still be in the chain")
    .addHelpText(
      "after",
      `
The chain cannot tell by itself that its last entries were removed. Keep the head that this prints somewhere else, and
hand it in with the next run.

Exit codes:
  0  the log is as it was written
  1  it is not; the first entry that is wrong is named
  2  wrong usage, or no database`,
    )
    .action(async (options: { expectHead?: string }) => {
      const { runAuditVerify } = await import("./verifyAudit.js");
      await runAuditVerify(options);
    });

  program
    .command("jobs:dead")
    .description("List the background jobs that failed for good.")
    .option("--json", "print them as JSON")
    .addHelpText("after", "\nA job is tried 25 times in about four days. Its last error is printed with it.")
    .action(async (options: { json?: true }) => {
      const { runJobsDead } = await import("./jobs.js");
      await runJobsDead(options);
    });

  program
    .command("jobs:retry")
    .description("Run dead jobs again, at once.")
    .argument("[ids...]", "ids that jobs:dead prints")
    .option("--all", "all of them")
    .action(async (ids: string[], options: { all?: true }) => {
      const { runJobsRetry } = await import("./jobs.js");
      await runJobsRetry(ids, options);
    });

  program
    .command("jobs:discard")
    .description("Delete dead jobs: what they were to do is never done.")
    .argument("[ids...]", "ids that jobs:dead prints")
    .option("--all", "all of them")
    .action(async (ids: string[], options: { all?: true }) => {
      const { runJobsDiscard } = await import("./jobs.js");
      await runJobsDiscard(ids, options);
    });

  program
    .command("verify")
    .description(
      "Check that the rows of the database agree with each other: stock, orders, payments, accounts.",
    )
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Reads one snapshot of the database, while the shop runs or not. Prints the name and the meaning of each invariant that
is broken, and the first 10 rows that break it, without personal data. docs/operations.md says what to do about each.

Exit codes:
  0  every invariant holds
  1  rows break an invariant
  2  wrong usage, no database, or a check could not run`,
    )
    .action(async (options: { json?: true }) => {
      const { runVerify } = await import("./verify.js");
      await runVerify(options);
    });

  program
    .command("db:url")
    .description("Print the database's address, as in: psql $(npx cartwright db:url)")
    .action(async () => {
      const { printDatabaseUrl } = await import("./databaseUrl.js");
      await printDatabaseUrl();
    });
  return program;
}

async function main(): Promise<void> {
  // Node would print all that is on the error, the parameters of a statement among it.
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
    // Commander has said what is wrong with the usage, or printed the help that was asked for.
    else process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.unusable;
  }
}

void main();
