import type { TaskKind } from '@carbon/approvals';
import { countOf, takeLowest } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import { accountInReach } from '@carbon/ledger';
import { describeLots } from '../../holdings/index';
import { type Lot, type LotApart, lotsOf, totalOf } from '../../pending-units/index';
import { documentRequired, frozenLess } from '../domain/refusals';
import { readFrozen } from '../persistence/read-frozen';
import { holdObligation, obligorOf } from '../persistence/obligations';
import { applySurrender } from '../use-cases/apply-surrender';
import type { SurrenderDesk } from '../use-cases/desk';
import { requireAuthority } from '../use-cases/grounds';
import { endingsOfSurrender } from './execute-surrender';
import { JudicialSurrenderPayload } from './payloads';

/** Units that a court froze meet their holder's obligation by order: they go from the judicial part and nowhere else. */
export function judicialSurrenderKind(desk: SurrenderDesk): TaskKind<JudicialSurrenderPayload> {
  return {
    kind: 'judicial-surrender',
    title: { zh: '司法冻结配额清缴', en: 'Surrender of allowances frozen by a court' },
    payload: JudicialSurrenderPayload,
    propose: 'compliance.propose',
    approve: 'compliance.review',
    ...endingsOfSurrender(desk),

    async prepare(tx, { taskId, payload, caller, now, documentHash }) {
      requireAuthority(caller);
      if (documentHash === undefined) throw documentRequired();
      const { market, year } = payload;
      const { number, holderId: payerId } = await accountInReach(tx, payload.account, caller.reach);
      const holderId = await obligorOf(tx, payerId);
      await holdObligation(tx, { market, year, holderId });
      const allowances = lotsOf(payload.allowances);
      await applySurrender(
        tx,
        desk,
        {
          ...{ id: taskId, market, year, holderId, payerId, account: number, ground: 'judicial' },
          ...{ allowances, credits: [], frozen: await frozenUnits(tx, number, allowances) },
          ...{ arrears: undefined, documentHash, told: true },
        },
        { caller, now },
      );
      const what = describeLots(allowances);
      return {
        // as with the freeze itself: a debtor is not told before
        holderId: null,
        subject: { kind: 'surrender', id: taskId },
        quantity: totalOf(allowances),
        summary: {
          zh: `以 ${number} 中司法冻结的 ${what} 清缴 ${market} ${year} 年度`,
          en: `Surrender ${what} frozen in ${number} for ${market} ${year}`,
        },
      };
    },
  };
}

/** The lowest serials that courts have frozen, or those that are named. @throws Refusal SURRENDER_FROZEN_LESS */
async function frozenUnits(tx: Transaction, account: string, lots: readonly Lot[]): Promise<LotApart[]> {
  const chosen: LotApart[] = [];
  for (const { instrument, quantity, serials } of lots) {
    const frozen = await readFrozen(tx, account, instrument);
    if (countOf(frozen) < quantity) throw frozenLess(account, instrument, countOf(frozen), quantity);
    chosen.push({ instrument, quantity, serials: serials ?? takeLowest(frozen, quantity).taken });
  }
  return chosen;
}
