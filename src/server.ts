/** The server process: starts the shop (boot/boot.ts) and shuts it down gracefully. */
import { runProcess } from "./boot/runProcess.js";

runProcess(async () => {
  const { boot } = await import("./boot/boot.js");
  await boot();
});
