/** Pauses between attempts, in seconds (own choice): quick at first, then over three days. */
const PAUSES = [5, 30, 120, 600, 3_600, 21_600, 43_200, 86_400, 86_400] as const;

/** When to try again after so many attempts; undefined when enough was tried. */
export function nextAttempt(attempts: number, now: Date): Date | undefined {
  const pause = PAUSES[attempts - 1];
  return pause === undefined ? undefined : new Date(now.getTime() + pause * 1000);
}
