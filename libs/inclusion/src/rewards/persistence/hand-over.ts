import type { Transaction } from '@carbon/database';

/** In a merger what a merchant has to give and what a funder granted go over; settlement lines stay as they were. */
export async function handOverRewards(tx: Transaction, from: string, to: string): Promise<void> {
  await tx.query('update inclusion.voucher set merchant_id = $2 where merchant_id = $1', [from, to]);
  await tx.query('update inclusion.reward set merchant_id = $2 where merchant_id = $1', [from, to]);
  await tx.query('update inclusion.funding set funder_id = $2 where funder_id = $1', [from, to]);
}
