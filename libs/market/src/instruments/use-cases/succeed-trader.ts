import { recordAudit } from '@carbon/audit';
import type { Succession } from '@carbon/custody';
import type { OpenCommitments } from '../open-commitments';
import { noteAct } from '../persistence/market-acts';
import {
  accountOfHolder,
  lockAccountsOf,
  passOn,
  setAccountState,
} from '../persistence/write-trading-accounts';

/**
 * Trading accounts of a holder that is merged into another: they become the other's, or close where it has one in the market
 * (CCT-004). Nothing of them may be open: an order stays its holder's.
 */
export const succeedTrader =
  (commitments: OpenCommitments): Succession =>
  async (tx, { from, to, review }) => {
    const { now, by, approver } = review;
    for (const { number, market } of await lockAccountsOf(tx, from.id)) {
      await commitments.requireNone(tx, number);
      const closes = (await accountOfHolder(tx, to.id, market)) !== undefined;
      if (closes) await setAccountState(tx, number, 'closed', now);
      else await passOn(tx, number, to.id, now);
      const act = closes ? 'closed' : 'passed-on';
      await noteAct(
        tx,
        { kind: 'trading-account', id: number },
        { act, reason: `${from.code} → ${to.code}`, by, now },
      );
      await recordAudit(
        tx,
        {
          action: `trading-account.${act}`,
          subject: { kind: 'trading-account', id: number },
          holderId: to.id,
          before: { holder: from.code },
          after: { holder: closes ? from.code : to.code },
          ...(approver === null ? {} : { approver }),
        },
        now,
        { actor: by },
      );
    }
  };
