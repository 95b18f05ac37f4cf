import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { Complaint, EXIT } from "./complaint.js";

/** Asks on the terminal without showing what is typed. */
export function askSecret(question: string): Promise<string> {
  // readline echoes what it edits; here to nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  // Only now does the terminal keep silent; who answers at once must not be shown either.
  process.stderr.write(question);
  return new Promise((resolve, reject) => {
    terminal.once("line", (line) => {
      resolve(line);
      terminal.close();
    });
    terminal.once("SIGINT", () => terminal.close());
    terminal.once("close", () => {
      process.stderr.write("\n");
      reject(new Complaint("nothing was done", EXIT.interrupted));
    });
  });
}
