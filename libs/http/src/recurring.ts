export interface RecurringWork {
  /** Milliseconds from one turn to the next. */
  readonly every: number;
  /** The first turn comes at the start, not a while after it. */
  readonly atOnce?: boolean;
  readonly work: () => Promise<unknown>;
  /** Hears of a turn that failed; the next comes all the same. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Work that comes again and again as long as the application lives. Turns never overlap: one that takes longer than the
 * pause makes the next wait. It keeps no process alive.
 */
export class Recurring {
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> | undefined;

  /** Starting twice is fine. */
  start({ every, atOnce = false, work, onFault }: RecurringWork): void {
    if (this.timer !== undefined) return;
    const take = (): void => {
      this.turn ??= work()
        .then(() => undefined, onFault)
        .finally(() => (this.turn = undefined));
    };
    this.timer = setInterval(take, every);
    this.timer.unref();
    if (atOnce) take();
  }

  /** Begins no further turn and waits for the one that runs. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.turn;
  }
}
