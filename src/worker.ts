/** Background work alone, in a process of its own: `npm run worker`. */
import { runProcess } from "./boot/runProcess.js";

runProcess(async () => {
  const { bootWorker } = await import("./boot/bootWorker.js");
  await bootWorker();
});
