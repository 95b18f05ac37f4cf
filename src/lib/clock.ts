/** The current time; tests can replace it. */
export const clock = {
  now: (): Date => new Date(),
};

/** The moment that many seconds from now. */
export const secondsFromNow = (seconds: number): Date => new Date(clock.now().getTime() + seconds * 1000);
