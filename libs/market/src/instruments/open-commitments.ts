import type { Transaction } from '@carbon/database';
import { commitmentsOpen } from './domain/refusals';

/** What of a trading account one part of this room has still open, in a word; undefined for nothing. */
export type CommitmentCheck = (tx: Transaction, tradingAccount: string) => Promise<string | undefined>;

/** What must be over before a trading account is closed or passed on. Parts register what they keep open for one. */
export class OpenCommitments {
  private readonly checks = new Map<string, CommitmentCheck>();

  constructor() {
    this.register('orders', async (tx, tradingAccount) => {
      const [order] = await tx.query<{ id: string }>(
        `select id::text from market.exchange_order
          where trading_account = $1 and state in ('submitted', 'part-filled') limit 1`,
        [tradingAccount],
      );
      return order === undefined ? undefined : `order ${order.id}`;
    });
  }

  /** @throws Error when two parts bring a check of one name */
  register(name: string, check: CommitmentCheck): void {
    if (this.checks.has(name)) throw new Error(`two parts bring the check of commitments ${name}`);
    this.checks.set(name, check);
  }

  /** @throws Refusal TRADING_COMMITMENTS_OPEN of the first check that found something */
  async requireNone(tx: Transaction, tradingAccount: string): Promise<void> {
    for (const check of this.checks.values()) {
      const open = await check(tx, tradingAccount);
      if (open !== undefined) throw commitmentsOpen(tradingAccount, open);
    }
  }
}
