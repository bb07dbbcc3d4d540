import type { Database } from '@carbon/database';
import { Recurring } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import type { InclusionParts } from '../parts';
import { expirePoints, foldAfter } from '../points/index';
import { correctOnce } from './use-cases/correct';
import { evaluateOnce } from './use-cases/evaluate';

export interface InclusionLoopOptions {
  /** Milliseconds from one look at what waits to the next. */
  readonly every?: number;
  /** Milliseconds from one fold to the next. */
  readonly foldEvery?: number;
  readonly onFault?: (error: unknown) => void;
}

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** Residents folded in one transaction: with the issues of the programmes, within a batch of the ledger. */
const RESIDENTS_A_FOLD = 5_000;

/**
 * Judges what was told, folds what was judged, ends points whose time is over. Any number of processes may have it: one at
 * a time judges, and what one folds another does not find.
 */
export class InclusionLoop {
  private readonly judging = new Recurring();
  private readonly folding = new Recurring();
  private readonly expiring = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly parts: InclusionParts,
    private readonly clock: Clock,
    private readonly options: InclusionLoopOptions = {},
  ) {}

  onApplicationBootstrap(): void {
    const { every = SECOND, foldEvery = 60 * SECOND } = this.options;
    const onFault = (error: unknown) => this.options.onFault?.(error);
    this.judging.start({ every, work: () => this.judge(), onFault });
    this.folding.start({ every: foldEvery, work: () => this.fold(), onFault });
    this.expiring.start({
      every: HOUR,
      work: () => expirePoints(this.database, this.parts, this.clock.now()),
      onFault,
    });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.judging.stop(), this.folding.stop(), this.expiring.stop()]);
  }

  /** Judges until nothing waits. @returns acts judged */
  async judge(): Promise<number> {
    const now = () => this.clock.now();
    let acts = 0;
    for (;;) {
      const pass =
        (await evaluateOnce(this.database, this.parts, now)) ??
        (await correctOnce(this.database, this.parts, now));
      if (pass === undefined) return acts;
      acts += pass.acts;
    }
  }

  /** Folds until nothing waits. @returns points that reached the ledger */
  async fold(): Promise<bigint> {
    let points = 0n;
    for (let after: bigint | undefined = 0n; after !== undefined;) {
      const from: bigint = after;
      const folded = await this.database.transaction((tx) =>
        foldAfter(tx, this.parts, { after: from, residents: RESIDENTS_A_FOLD, now: this.clock.now() }),
      );
      points += folded.points;
      after = folded.last;
    }
    return points;
  }
}
