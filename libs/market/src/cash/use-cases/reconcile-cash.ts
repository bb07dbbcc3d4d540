import { type Reader, readSupply } from '@carbon/ledger';
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
}

export async function reconcileCash(reader: Reader): Promise<CashReconciliation> {
  const { deposits, withdrawals } = await bookedTotals(reader);
  const { held } = await readSupply(reader, CNY);
  return { deposits, withdrawals, held, difference: held - (deposits - withdrawals) };
}
