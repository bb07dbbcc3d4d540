import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import { Recurring } from '@carbon/http';
import { chinaDate, type Clock, newId, Refusal } from '@carbon/kernel';
import type { InclusionParts } from '../parts';
import { voucherScanRules } from './domain/voucher-scan-rules';
import { type HeldVoucher, lockDue, lockDueOne, readDue } from './persistence/vouchers';
import { forgetWrongCodes } from './persistence/wrong-codes';
import { giveBack } from './use-cases/give-back';

const EVERY_MS = 60_000;
const BATCH = 500;
const ACTOR = 'voucher-expiry';

export interface VoucherSweeperOptions {
  /** Milliseconds from one turn to the next. */
  readonly every?: number;
  /** Vouchers of one transaction. */
  readonly batch?: number;
  readonly onFault?: (error: unknown) => void;
}

/** Ends vouchers whose time is over and gives back what they took. Any number of processes may run it. */
export class VoucherSweeper {
  private readonly rounds = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly parts: InclusionParts,
    private readonly clock: Clock,
    private readonly options: VoucherSweeperOptions = {},
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start({
      every: this.options.every ?? EVERY_MS,
      work: () => this.sweep(),
      onFault: (error) => this.options.onFault?.(error),
    });
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** @returns how many ended. One that the ledger does not give back yet waits for next time, and keeps no other waiting */
  async sweep(): Promise<number> {
    const now = this.clock.now();
    const { batch = BATCH } = this.options;
    const ended = await this.endAll(now, batch);
    const { minutes } = voucherScanRules(await this.parts.packs(this.database), chinaDate(now));
    await forgetWrongCodes(this.database, minutes, now);
    return ended;
  }

  private async endAll(now: Date, batch: number): Promise<number> {
    let ended = 0;
    let last: number;
    do {
      try {
        last = await this.endTogether(now, batch);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return ended + (await this.endOneByOne(now, batch));
      }
      ended += last;
    } while (last === batch);
    return ended;
  }

  private endTogether(now: Date, batch: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const due = await lockDue(tx, now, batch);
      await this.end(tx, due, now);
      return due.length;
    });
  }

  private async endOneByOne(now: Date, batch: number): Promise<number> {
    let ended = 0;
    for (let after = 0n, due: bigint[]; ; after = due.at(-1) ?? after) {
      due = await readDue(this.database, { now, after }, batch);
      for (const number of due) if (await this.tryToEnd(number, now)) ended += 1;
      if (due.length < batch) return ended;
    }
  }

  private async tryToEnd(number: bigint, now: Date): Promise<boolean> {
    try {
      return await this.database.transaction(async (tx) => {
        const due = await lockDueOne(tx, number, now);
        await this.end(tx, due, now);
        return due.length > 0;
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.options.onFault?.(error);
      return false;
    }
  }

  private async end(tx: Transaction, due: readonly HeldVoucher[], now: Date): Promise<void> {
    if (due.length === 0) return;
    const after = { vouchers: due.length.toString() };
    const subject = { kind: 'voucher-round', id: newId() };
    await recordAudit(tx, { action: 'voucher.expired', subject, after }, now, { actor: ACTOR });
    await giveBack(tx, this.parts, due, { state: 'expired', actor: ACTOR, now });
  }
}
