import type { TaskKind } from '@carbon/approvals';
import { chinaDate } from '@carbon/kernel';
import { accountInReach } from '@carbon/ledger';
import { ClaimManyBody, claimCommandsOf } from '../http/claims-bodies';
import type { ClaimDesk } from '../use-cases/beneficiaries';
import { chooseCertificates } from '../use-cases/choose-certificates';
import { claimMany } from '../use-cases/claim-certificates';
import { rulesToday } from '../use-cases/desk';
import { refuseExpired } from '../use-cases/judge-lots';
import { refusePersons } from './refuse-persons';

/** Claims of many sites and months in one proposal (GEC-014): one transaction, a receipt for each. */
export function claimsKind(desk: ClaimDesk): TaskKind<ClaimManyBody> {
  return {
    kind: 'certificate-claims',
    title: { zh: '批量绿证核销', en: 'Claim certificates for several sites and months' },
    payload: ClaimManyBody,
    propose: 'claims.propose',
    approve: 'claims.approve',
    async prepare(tx, { payload, caller, now }) {
      const { holderId, number } = await accountInReach(tx, payload.account, caller.reach);
      payload.claims.forEach(({ beneficiary }, at) => {
        refusePersons(beneficiary, `payload.claims[${at}].beneficiary.kind`);
      });
      let quantity = 0n;
      for (const { certificates } of claimCommandsOf(payload, caller.id)) {
        const lots = await chooseCertificates(tx, certificates);
        refuseExpired(lots, chinaDate(now), rulesToday(desk).pack);
        quantity += lots.reduce((sum, lot) => sum + lot.quantity, 0n);
      }
      const count = payload.claims.length;
      return {
        holderId,
        subject: { kind: 'account', id: number },
        quantity,
        summary: {
          zh: `从 ${number} 分 ${count} 笔核销绿证 ${quantity.toString()} 张`,
          en: `Claim ${quantity.toString()} certificates of ${number} in ${count} claims`,
        },
      };
    },
    async execute(tx, { payload, initiator }, { approver }) {
      const commands = claimCommandsOf(payload, initiator.id);
      const receipts = await claimMany(
        tx,
        desk,
        commands.map((command) => ({ ...command, approver: approver.id })),
      );
      return {
        claims: receipts.map(({ claim: { id, receiptNumber, quantity } }) => ({
          ...{ claim: id, receiptNumber, quantity: quantity.toString() },
        })),
      };
    },
  };
}
