import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import { Recurring } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import type { GreenPowerParts } from './parts';
import { noteUnread } from './persistence/contracts';
import { lockOverdue, readUncleared, settleDone } from './persistence/intervals';
import { clearInterval } from './use-cases/clear-interval';
import { payContracts, returnMoney } from './use-cases/settle-contracts';

export interface GreenPowerClockOptions {
  /** Milliseconds from one turn to the next. */
  readonly every?: number;
  /** Demands or contracts settled in one transaction. */
  readonly batch?: number;
  /** Called after each batch that is durable. */
  readonly onBatch?: () => void;
  /** What nobody else would hear of. */
  readonly onFault?: (error: unknown) => void;
}

/** What a turn did. */
export interface GreenPowerTurn {
  readonly cleared: number;
  readonly unread: number;
  readonly settled: number;
}

const SECOND = 1_000;
const BATCH = 5_000;

type Step = (
  tx: Transaction,
  how: { readonly limit: number; readonly failed: boolean; readonly now: Date },
) => Promise<number>;

/**
 * Clears intervals as their gates close, gives money back, pays what was metered, and lets go of what no reading came of. Any
 * number of processes may run it; one that comes late, or was killed, catches up.
 */
export class GreenPowerClock {
  private readonly rounds = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly parts: GreenPowerParts,
    private readonly clock: Clock,
    private readonly options: GreenPowerClockOptions = {},
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start({
      every: this.options.every ?? SECOND,
      work: () => this.sweep(),
      onFault: (error) => this.options.onFault?.(error),
    });
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  async sweep(): Promise<GreenPowerTurn> {
    let cleared = 0;
    for (const start of await readUncleared(this.database, this.clock.now())) {
      const contracts = await this.database.transaction((tx) => clearInterval(tx, start, this.clock.now()));
      if (contracts !== undefined) cleared += 1;
    }
    const unread = await this.database.transaction((tx) => this.letGo(tx));
    for (const step of this.steps()) await this.all(step);
    const settled = await this.database.transaction((tx) => settleDone(tx, this.clock.now()));
    return { cleared, unread, settled };
  }

  private steps(): readonly Step[] {
    return [(tx, how) => returnMoney(tx, this.parts, how), (tx, how) => payContracts(tx, this.parts, how)];
  }

  /** First what was refused before, once; then batch by batch all the rest. */
  private async all(step: Step): Promise<void> {
    const { batch: limit = BATCH, onBatch } = this.options;
    await this.database.transaction((tx) => step(tx, { limit, failed: true, now: this.clock.now() }));
    for (;;) {
      const done = await this.database.transaction((tx) =>
        step(tx, { limit, failed: false, now: this.clock.now() }),
      );
      if (done > 0) onBatch?.();
      if (done < limit) return;
    }
  }

  private async letGo(tx: Transaction): Promise<number> {
    const now = this.clock.now();
    const starts = await lockOverdue(tx, now);
    const unread = await noteUnread(tx, starts);
    if (unread === 0) return 0;
    const entry = {
      action: 'green-power.readings-missed',
      subject: { kind: 'power-interval', id: starts[0]?.toISOString() ?? '' },
      after: { contracts: unread, intervals: starts.length },
    };
    await recordAudit(tx, entry, now, { actor: 'system' });
    return unread;
  }
}
