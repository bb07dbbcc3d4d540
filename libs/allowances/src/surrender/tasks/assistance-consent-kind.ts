import type { TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Caller } from '@carbon/http';
import { getHolder } from '@carbon/identity';
import { assistsItself, ownHolderOnly } from '../domain/refusals';
import { insertConsent } from '../persistence/consents';
import { AssistanceConsentPayload } from './payloads';

/** SUR-013: two people of a holder agree that another holder surrenders for it, up to so many tonnes. */
export const assistanceConsentKind: TaskKind<AssistanceConsentPayload> = {
  kind: 'assistance-consent',
  title: { zh: '同意他方代为清缴', en: 'Consent to be surrendered for by another' },
  payload: AssistanceConsentPayload,
  propose: 'allowances.propose',
  approve: 'allowances.approve',

  async prepare(tx, { payload: { market, year, assistant: name, limit }, caller }) {
    const holderId = ownHolder(caller);
    const assistant = await getHolder(tx.manager, name);
    if (assistant.id === holderId) throw assistsItself();
    return {
      holderId,
      subject: { kind: 'holder', id: holderId },
      quantity: BigInt(limit),
      payload: { market, year, assistant: assistant.code, limit },
      summary: {
        zh: `同意 ${assistant.nameZh} 代为清缴 ${market} ${year} 年度不超过 ${limit} 吨`,
        en: `${assistant.nameEn} may surrender up to ${limit} t for ${market} ${year} on our behalf`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { market, year, assistant: name, limit } = task.payload;
    const { id: assistantId, code } = await getHolder(tx.manager, name);
    const holderId = task.holderId ?? ownHolder(approver);
    const consent = { id: task.id, market, year, holderId, assistantId, limitT: BigInt(limit) };
    const given = { at: now, by: task.initiator.id, approvedBy: approver.id };
    await insertConsent(tx, consent, given);
    await recordAudit(
      tx,
      {
        action: 'assistance-consent.given',
        subject: { kind: 'holder', id: holderId },
        holderId,
        after: { market, year, assistant: code, limit },
        approver: approver.id,
      },
      now,
      { actor: task.initiator.id },
    );
    return { consent: task.id };
  },
};

/** @throws Refusal SURRENDER_OWN_HOLDER_ONLY for a machine that acts for nobody */
function ownHolder({ holder }: Caller): string {
  if (holder === undefined) throw ownHolderOnly();
  return holder.id;
}
