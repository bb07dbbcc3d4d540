import type { TaskKind } from '@carbon/approvals';
import { chinaDate } from '@carbon/kernel';
import { accountInReach } from '@carbon/ledger';
import { ClaimCertificatesBody, claimCommandOf } from '../http/claim-bodies';
import { chooseCertificates } from '../use-cases/choose-certificates';
import { claimCertificates } from '../use-cases/claim-certificates';
import type { ClaimDesk } from '../use-cases/beneficiaries';
import { rulesToday } from '../use-cases/desk';
import { refuseExpired } from '../use-cases/judge-lots';
import { refusePersons } from './refuse-persons';

/** Claiming ends units for good: a holder's maker proposes, its checker approves (GEC-014). */
export function claimKind(desk: ClaimDesk): TaskKind<ClaimCertificatesBody> {
  return {
    kind: 'certificate-claim',
    title: { zh: '绿证核销', en: 'Claim certificates as used' },
    payload: ClaimCertificatesBody,
    propose: 'claims.propose',
    approve: 'claims.approve',
    async prepare(tx, { payload, caller, now }) {
      const { holderId, number } = await accountInReach(tx, payload.account, caller.reach);
      refusePersons(payload.beneficiary, 'payload.beneficiary.kind');
      const command = claimCommandOf(payload, { account: payload.account, actor: caller.id });
      const lots = await chooseCertificates(tx, command.certificates);
      refuseExpired(lots, chinaDate(now), rulesToday(desk).pack);
      const quantity = lots.reduce((sum, lot) => sum + lot.quantity, 0n);
      const { nameZh, nameEn } = payload.beneficiary;
      return {
        holderId,
        subject: { kind: 'account', id: number },
        quantity,
        summary: {
          zh: `从 ${number} 为 ${nameZh} 核销绿证 ${quantity.toString()} 张，用于${payload.purpose}`,
          en: `Claim ${quantity.toString()} certificates of ${number} for ${nameEn}: ${payload.purpose}`,
        },
      };
    },
    async execute(tx, { payload, initiator }, { approver }) {
      const command = {
        ...claimCommandOf(payload, { account: payload.account, actor: initiator.id }),
        approver: approver.id,
      };
      const { claim } = await claimCertificates(tx, desk, command);
      return { claim: claim.id, receiptNumber: claim.receiptNumber, quantity: claim.quantity.toString() };
    },
  };
}
