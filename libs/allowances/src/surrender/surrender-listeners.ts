import type { Transaction } from '@carbon/database';
import { Injectable } from '@nestjs/common';
import type { ComplianceLine } from './domain/compliance-status';
import type { Surrender, SurrenderLot } from './domain/surrender';

export interface SurrenderChange {
  readonly what: 'completed' | 'reversed';
  readonly surrender: Surrender;
  readonly lots: readonly SurrenderLot[];
  /** Whose obligation it is now, and how it stands with this change. */
  readonly holderId: string;
  readonly after: ComplianceLine;
  readonly by: string;
  readonly approver: string;
  readonly now: Date;
}

/** Told in the transaction that completes or undoes a surrender, e.g. to void a certificate of compliance (SUR-014). */
export type SurrenderListener = (tx: Transaction, change: SurrenderChange) => Promise<void>;

/** Who in this process wants to know of surrenders. */
@Injectable()
export class SurrenderListeners {
  private readonly listeners: SurrenderListener[] = [];

  add(listener: SurrenderListener): void {
    this.listeners.push(listener);
  }

  async tell(...[tx, change]: Parameters<SurrenderListener>): Promise<void> {
    for (const listener of this.listeners) await listener(tx, change);
  }
}
