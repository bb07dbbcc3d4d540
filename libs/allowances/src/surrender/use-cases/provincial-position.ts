import type { Reader } from '@carbon/database';
import { readProvincialHoldings } from '../../allocation/index';
import { insertProvincial, provinceHoldsLess } from '../../allocation/persistence/provincial';
import type { Lot } from '../../pending-units/index';
import { provinceHoldsTooLittle } from '../domain/refusals';
import type { SurrenderListener } from '../surrender-listeners';

/**
 * What a province's account holds for one entity meets that entity's obligation and nobody else's (ALC-010).
 * @throws Refusal SURRENDER_PROVINCE_HOLDS_LESS
 */
export async function requireHeldFor(
  reader: Reader,
  of: { readonly market: string; readonly holderId: string; readonly account: string },
  lots: readonly Lot[],
): Promise<void> {
  const { market, holderId, account } = of;
  const held = await readProvincialHoldings(reader, { market, holderIds: [holderId] });
  for (const { instrument, quantity } of lots) {
    const heldT = held
      .filter((one) => one.account === account && one.instrument === instrument)
      .reduce((total, one) => total + one.heldT, 0n);
    if (heldT < quantity) throw provinceHoldsTooLittle(account, instrument, heldT);
  }
}

/** Surrendered from a province's account, or put back there: what it holds for the entity follows. */
export const followProvincial: SurrenderListener = async (
  tx,
  { what, surrender, lots, holderId, by, approver, now },
) => {
  if (surrender.ground !== 'provincial') return;
  const { id, market, year, account, transactionId, reversalId } = surrender;
  const sign = what === 'completed' ? -1n : 1n;
  const transaction = what === 'completed' ? transactionId : reversalId;
  try {
    await insertProvincial(
      tx,
      lots.map(({ instrument, quantity }) => ({
        ...{ market, year, holderId, account, instrument, kind: 'surrendered', quantity: sign * quantity },
        reference: `surrender:${id}`,
        ...(transaction === null ? {} : { transactionId: transaction }),
      })),
      { actor: by, approver },
      now,
    );
  } catch (error) {
    if (provinceHoldsLess(error)) throw provinceHoldsTooLittle(account, lots[0]?.instrument ?? '', 0n);
    throw error;
  }
};
