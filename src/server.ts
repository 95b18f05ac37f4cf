/** The process: starts the shop, and stops it without losing anything. What starts is in boot/boot.ts. */
import { runProcess } from "./boot/runProcess.js";

runProcess(async () => {
  const { boot } = await import("./boot/boot.js");
  await boot();
});
