import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { Complaint, EXIT } from "./complaint.js";

/** Prompts on the terminal without echoing the input. */
export function askSecret(question: string): Promise<string> {
  // readline echoes the line it edits; discard that.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  // Prompt only after the echo is off, so that a fast answer is not shown either.
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
