import { recordAudit } from '@carbon/audit';
import type { Reader, Transaction } from '@carbon/database';
import type { Reach } from '@carbon/http';
import { accountInReach } from '@carbon/ledger';
import { type Acting, type AllocationDesk, auditActor } from '../desk';
import { heldTooLittle } from '../domain/refusals';
import {
  insertProvincial,
  provinceHoldsLess,
  type ProvincialHolding,
  readProvincialHoldings,
} from '../persistence/provincial';

export interface ProvincialRelease {
  readonly market: string;
  readonly holderId: string;
  readonly instrument: string;
  readonly quantity: bigint;
  readonly reason: string;
  /** The enterprise's account. */
  readonly to: string;
}

/**
 * What the province holds for the enterprise, in one account. @throws Refusal ALLOCATION_PROVINCE_HOLDS_LESS,
 * LEDGER_ACCOUNT_UNKNOWN for an account that is not the enterprise's
 */
export async function requireHeld(
  reader: Reader,
  { market, holderId, instrument, quantity, to }: ProvincialRelease,
  reach: Reach,
): Promise<ProvincialHolding> {
  const account = await accountInReach(reader, to, reach);
  const held = await readProvincialHoldings(reader, { market, holderIds: [holderId], instrument });
  const enough = held.find(({ heldT }) => heldT >= quantity);
  const most = held.reduce((sum, { heldT }) => (heldT > sum ? heldT : sum), 0n);
  if (enough === undefined || account.holderId !== holderId) throw heldTooLittle(holderId, most, quantity);
  return enough;
}

/** Gives an enterprise what its province's account holds for it (ALC-010), when the ground has gone. */
export async function releaseProvincial(
  tx: Transaction,
  desk: AllocationDesk,
  request: ProvincialRelease,
  by: Acting,
  reach: Reach,
): Promise<{ readonly transaction: string }> {
  const { account, market, year } = await requireHeld(tx, request, reach);
  const { holderId, instrument, quantity, reason, to } = request;
  const [outcome] = await desk.ledger.submit(tx, [
    {
      ...{ kind: 'transfer' as const, instrument, quantity, from: account, to },
      cause: { ...by, reference: 'ALC-010', reason },
    },
  ]);
  if (outcome === undefined || outcome.status === 'refused')
    throw outcome?.refusal ?? new Error('no outcome');
  const { transactionId } = outcome;
  const now = desk.clock.now();
  try {
    await insertProvincial(
      tx,
      [
        {
          ...{ market, year, holderId, account, instrument, kind: 'released', quantity: -quantity },
          ...{ reference: 'ALC-010', transactionId },
        },
      ],
      by,
      now,
    );
  } catch (error) {
    if (provinceHoldsLess(error)) throw heldTooLittle(holderId, 0n, quantity);
    throw error;
  }
  await recordAudit(
    tx,
    {
      action: 'allowances.released-by-province',
      subject: { kind: 'holder', id: holderId },
      holderId,
      after: { instrument, quantity: quantity.toString(), from: account, to },
      ...{ reason, ...(by.approver !== undefined && { approver: by.approver }) },
    },
    now,
    auditActor(by),
  );
  return { transaction: transactionId.toString() };
}
