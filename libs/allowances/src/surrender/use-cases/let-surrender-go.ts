import type { Ending } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { giveLotsBack } from '../../holdings/index';
import { noteEnded } from '../persistence/write-surrenders';
import { heldSurrender } from './complete-surrender';
import type { SurrenderDesk } from './desk';

/** Nothing came of an application: the very units that were set apart are the holder's again; a court's stay frozen. */
export async function letSurrenderGo(
  tx: Transaction,
  { ledger }: SurrenderDesk,
  id: string,
  { how, now, by, reason }: Ending,
): Promise<void> {
  const { surrender, lots } = await heldSurrender(tx, id);
  const { account, part, payerId, holderId } = surrender;
  const cause = { actor: by, reference: `surrender:${id}`, reason: how };
  const back = part === 'pending' ? await giveLotsBack(tx, ledger, { account, lots, cause }) : [];
  await noteEnded(tx, id, { state: how, at: now, by, reason: reason ?? null });
  for (const whose of new Set([payerId, holderId])) {
    await recordAudit(
      tx,
      {
        action: `surrender.${how}`,
        subject: { kind: 'surrender', id },
        holderId: whose,
        before: { state: surrender.state },
        after: {
          state: how,
          givenBack: back.map(({ instrument, quantity }) => ({ instrument, quantity: quantity.toString() })),
        },
        ...(reason === undefined ? {} : { reason }),
      },
      now,
      { actor: by },
    );
  }
}
