/** A process for background work only: `npm run worker`. */
import { runProcess } from "./boot/runProcess.js";

runProcess(async () => {
  const { bootWorker } = await import("./boot/bootWorker.js");
  await bootWorker();
});
