import type { Database } from '@carbon/database';
import { intakeBusy } from './domain/refusals';
import { countWaiting } from './persistence/batches';

export interface LandingLimits {
  /** Batches that land at a time in this process. */
  readonly atOnce: number;
  /** Batches that wait for their turn to land; those beyond are asked to come again. */
  readonly queued: number;
  /** Batches that wait to be judged before new ones are asked to come again. */
  readonly unjudged: number;
}

export const USUAL_LIMITS: LandingLimits = { atOnce: 4, queued: 96, unjudged: 10_000 };

const COUNT_EVERY_MS = 1_000;
const SOON_SECONDS = 2;
const LATER_SECONDS = 60;

/** Lets so many batches land as the database can take; what is turned away has not begun. */
export class LandingGate {
  private landing = 0;
  private readonly queue: (() => void)[] = [];
  private counted: { readonly at: number; readonly waiting: number } | undefined;

  constructor(
    private readonly database: Database,
    private readonly limits: LandingLimits = USUAL_LIMITS,
  ) {}

  /** Runs a landing when it is its turn. @throws Refusal ACT_INTAKE_BUSY (503, with Retry-After); what `work` throws */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.queue.length >= this.limits.queued) throw intakeBusy('landing', SOON_SECONDS);
    await this.requireRoom();
    await this.turn();
    try {
      return await work();
    } finally {
      this.landing -= 1;
      this.queue.shift()?.();
    }
  }

  private turn(): Promise<void> {
    if (this.landing < this.limits.atOnce) {
      this.landing += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) =>
      this.queue.push(() => {
        this.landing += 1;
        resolve();
      }),
    );
  }

  private async requireRoom(): Promise<void> {
    const at = performance.now();
    if (this.counted === undefined || at - this.counted.at > COUNT_EVERY_MS) {
      this.counted = { at, waiting: await countWaiting(this.database, this.limits.unjudged) };
    }
    if (this.counted.waiting >= this.limits.unjudged) throw intakeBusy('waiting', LATER_SECONDS);
  }
}
