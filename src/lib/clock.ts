/** The current time; tests can replace it. */
export const clock = {
  now: (): Date => new Date(),
};

/** The time in the given number of seconds. */
export const secondsFromNow = (seconds: number): Date => new Date(clock.now().getTime() + seconds * 1000);
