import type { TaskKind } from '@carbon/approvals';
import { holderInReach } from '@carbon/identity';
import { accountInReach } from '@carbon/ledger';
import { describeLots, requireRegistrySide } from '../../holdings/index';
import { lotsOf, totalOf } from '../../pending-units/index';
import { holdObligation, obligorOf } from '../persistence/obligations';
import { applySurrender } from '../use-cases/apply-surrender';
import type { SurrenderDesk } from '../use-cases/desk';
import { requireAuthority, requireProvincial } from '../use-cases/grounds';
import { requireHeldFor } from '../use-cases/provincial-position';
import { endingsOfSurrender } from './execute-surrender';
import { ProvincialSurrenderPayload } from './payloads';

/**
 * ALC-010: for an entity whose allowances were issued to its province's account (frozen by a court, in arrears, closing)
 * the registry surrenders from there.
 */
export function provincialSurrenderKind(desk: SurrenderDesk): TaskKind<ProvincialSurrenderPayload> {
  return {
    kind: 'provincial-surrender',
    title: { zh: '省级账户代清缴', en: 'Surrender on behalf, from a provincial account' },
    payload: ProvincialSurrenderPayload,
    propose: 'compliance.propose',
    approve: 'compliance.review',
    ...endingsOfSurrender(desk),

    async prepare(tx, { taskId, payload, caller, now, documentHash }) {
      requireAuthority(caller);
      const { market, year } = payload;
      const account = await accountInReach(tx, payload.account, caller.reach);
      requireRegistrySide(account);
      await requireProvincial(tx, account);
      const beneficiary = await holderInReach(tx.manager, payload.beneficiary, caller.reach);
      const holderId = await obligorOf(tx, beneficiary.id);
      await holdObligation(tx, { market, year, holderId });
      const allowances = lotsOf(payload.allowances);
      const { number, holderId: payerId } = account;
      await requireHeldFor(tx, { market, holderId, account: number }, allowances);
      await applySurrender(
        tx,
        desk,
        {
          ...{ id: taskId, market, year, holderId, payerId, account: number, ground: 'provincial' },
          ...{ allowances, credits: [], arrears: undefined, documentHash, told: true },
        },
        { caller, now },
      );
      const what = describeLots(allowances);
      return {
        holderId: payerId,
        subject: { kind: 'surrender', id: taskId },
        quantity: totalOf(allowances),
        summary: {
          zh: `自 ${number} 以 ${what} 代 ${beneficiary.nameZh} 清缴 ${market} ${year} 年度`,
          en: `Surrender ${what} from ${number} for ${beneficiary.nameEn}, ${market} ${year}`,
        },
      };
    },
  };
}
