import type { TaskKind } from '@carbon/approvals';
import { fault, malformed } from '@carbon/kernel';
import { accountInReach } from '@carbon/ledger';
import { PURPOSE_TITLES } from '@carbon/receipts';
import { CreditRetirementPayload, retirementOf } from '../http/payloads';
import type { RetirementDesk } from '../use-cases/desk';
import { judgeCommand, retireCredits } from '../use-cases/retire-credits';

/** Retiring ends units: a holder's maker proposes, its checker approves (REG-008, CCR-010). */
export function creditRetirementKind(desk: RetirementDesk): TaskKind<CreditRetirementPayload> {
  return {
    kind: 'credit-retirement',
    title: { zh: '碳信用注销', en: 'Retire credits' },
    payload: CreditRetirementPayload,
    propose: 'retirements.propose',
    approve: 'retirements.approve',
    async prepare(tx, { payload, caller, now }) {
      const { holderId, number } = await accountInReach(tx, payload.account, caller.reach);
      refusePersons(payload);
      const { scheme, quantity } = await judgeCommand(tx, retirementOf(payload, caller.id), now);
      const purpose = PURPOSE_TITLES[payload.purpose];
      const { nameZh, nameEn } = payload.beneficiary;
      return {
        holderId,
        subject: { kind: 'account', id: number },
        quantity,
        summary: {
          zh: `从 ${number} 为${nameZh}注销 ${scheme} ${quantity.toString()} 个单位，用于${purpose.zh}`,
          en: `Retire ${quantity.toString()} units of ${scheme} in ${number} for ${nameEn}: ${purpose.en}`,
        },
      };
    },
    async execute(tx, { payload, initiator }, { approver }) {
      const command = { ...retirementOf(payload, initiator.id), approver: approver.id };
      const { receiptNumber, quantity, transactionId } = await retireCredits(tx, desk, command);
      return { receiptNumber, quantity: quantity.toString(), transaction: transactionId.toString() };
    },
  };
}

/** A proposal is read by several people and kept: a private person's particulars do not belong into it. */
function refusePersons({ beneficiary }: CreditRetirementPayload): void {
  if (beneficiary.kind === 'organisation') return;
  throw malformed([
    fault(
      'payload.beneficiary.kind',
      'organisation',
      'must be organisation: a private person retires for itself',
      '须为机构；个人须本人办理注销',
    ),
  ]);
}
