import type { Transaction } from '@carbon/database';
import { Injectable } from '@nestjs/common';
import type { VerifiedYear } from './verified-records';

/** Told in the transaction that writes verified figures down, e.g. to approve an allocation again (ALC-012). */
export type VerifiedListener = (
  tx: Transaction,
  change: { readonly before: VerifiedYear | undefined; readonly after: VerifiedYear; readonly now: Date },
) => Promise<void>;

/** Who in this process wants to know of verified figures. */
@Injectable()
export class VerifiedListeners {
  private readonly listeners: VerifiedListener[] = [];

  add(listener: VerifiedListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: Transaction, change: Parameters<VerifiedListener>[1]): Promise<void> {
    for (const listener of this.listeners) await listener(tx, change);
  }
}
