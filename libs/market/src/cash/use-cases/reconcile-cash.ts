import { type Reader, readSupply } from '@carbon/ledger';
import type { BankReconciliation } from '../../bank/domain/reconciliation';
import { compareWithBank } from '../../bank/use-cases/make-reconciliation';
import { CNY } from '../domain/cny';
import { bookedTotals } from '../persistence/cash-movements';

/** Whether the money on the ledger is what the bank's references say came in and did not go out again; in fen. */
export interface CashReconciliation {
  readonly deposits: bigint;
  readonly withdrawals: bigint;
  /** What all accounts hold together. */
  readonly held: bigint;
  /** Held less what the references say; zero when all is well. */
  readonly difference: bigint;
  /** What the bank's statements say of it; undefined before the first. */
  readonly bank: BankReconciliation | undefined;
}

export async function reconcileCash(reader: Reader): Promise<CashReconciliation> {
  const { deposits, withdrawals } = await bookedTotals(reader);
  const { held } = await readSupply(reader, CNY);
  const bank = await compareWithBank(reader);
  return { deposits, withdrawals, held, difference: held - (deposits - withdrawals), bank };
}
