import type { TaskKind } from '@carbon/approvals';
import { requireHolderMayAct } from '@carbon/custody';
import { reaches } from '@carbon/http';
import { accountInReach } from '@carbon/ledger';
import { describeLots, requireOwnPeople, requireRegistrySide } from '../../holdings/index';
import { lotsOf, totalOf } from '../../pending-units/index';
import { applySurrender } from '../use-cases/apply-surrender';
import type { SurrenderDesk } from '../use-cases/desk';
import { beneficiaryOf, requireNotProvincial } from '../use-cases/grounds';
import { endingsOfSurrender } from './execute-surrender';
import { AllowanceSurrenderPayload } from './payloads';

/** SUR-012: an enterprise applies, its province or the registry reviews; in between the units are in nobody's reach. */
export function allowanceSurrenderKind(desk: SurrenderDesk): TaskKind<AllowanceSurrenderPayload> {
  return {
    kind: 'allowance-surrender',
    title: { zh: '配额清缴（含减排量抵销）', en: 'Surrender of allowances, with credits for offset' },
    payload: AllowanceSurrenderPayload,
    propose: 'compliance.propose',
    approve: 'compliance.review',
    ...endingsOfSurrender(desk),

    async prepare(tx, { taskId, payload, caller, now, documentHash }) {
      const { market, year, beneficiary, arrears } = payload;
      const account = await accountInReach(tx, payload.account, caller.reach);
      requireRegistrySide(account);
      requireOwnPeople(account, caller);
      requireHolderMayAct(account, caller);
      await requireNotProvincial(tx, account);
      const allowances = lotsOf(payload.allowances ?? []);
      const credits = lotsOf(payload.credits ?? []);
      const lots = [...allowances, ...credits];
      const { number, holderId: payerId } = account;
      const quantity = totalOf(lots);
      const whose = { market, year, payerId, named: beneficiary, quantity };
      const { holderId, ground } = await beneficiaryOf(tx, whose);
      await applySurrender(
        tx,
        desk,
        {
          ...{ id: taskId, market, year, holderId, payerId, account: number, ground },
          ...{ allowances, credits, arrears, documentHash, told: reaches(caller.reach, holderId) },
        },
        { caller, now },
      );
      const what = describeLots(lots);
      return {
        holderId: payerId,
        subject: { kind: 'surrender', id: taskId },
        quantity,
        summary: {
          zh: `${number} 以 ${what} 清缴 ${market} ${year} 年度${beneficiary === undefined ? '' : `（代 ${beneficiary}）`}`,
          en: `${number} surrenders ${what} for ${market} ${year}${beneficiary === undefined ? '' : ` on behalf of ${beneficiary}`}`,
        },
      };
    },
  };
}
