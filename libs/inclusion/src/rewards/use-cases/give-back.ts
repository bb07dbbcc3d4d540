import type { Transaction } from '@carbon/database';
import type { InclusionParts } from '../../parts';
import { releaseReserved } from '../../points/index';
import { readProgrammes } from '../../programmes/programme';
import type { GivenBackState } from '../domain/voucher';
import { giveBackTakings } from '../persistence/takings';
import { type HeldVoucher, noteGivenBack } from '../persistence/vouchers';

/**
 * Ends vouchers that nothing came of: what they took of limits, stock and budgets goes back, and so do the points.
 * @param vouchers open ones, locked
 * @throws Refusal of the ledger (a blocked account)
 */
export async function giveBack(
  tx: Transaction,
  parts: Pick<InclusionParts, 'ledger'>,
  vouchers: readonly HeldVoucher[],
  ending: {
    readonly state: GivenBackState;
    readonly actor: string;
    readonly reason?: string;
    readonly now: Date;
  },
): Promise<void> {
  if (vouchers.length === 0) return;
  const { actor, now } = ending;
  await noteGivenBack(
    tx,
    vouchers.map(({ id }) => id),
    ending,
  );
  await giveBackTakings(
    tx,
    vouchers.map(({ residentId, rewardId, fundingId, ...voucher }) => ({
      ...{ resident: residentId, reward: rewardId, funding: fundingId },
      ...{ period: voucher.period, settlementFen: voucher.settlementFen },
    })),
  );
  const programmes = await readProgrammes(tx);
  await releaseReserved(
    tx,
    parts,
    vouchers.map(({ id, accountNumber, programmeId, points }) => {
      const programme = programmes.get(programmeId);
      if (programme === undefined) throw new Error(`no programme ${programmeId}`);
      return { accountNumber, programme, points, reference: id, actor, now };
    }),
  );
}
