import type { TaskKind } from '@carbon/approvals';
import type { ReportDesk } from '../desk';
import { reviewedAgain } from '../domain/refusals';
import { partFigures } from '../http/fields';
import { correctionOf, type CorrectionWish } from '../use-cases/correct-verified';
import { recordAndTell } from '../use-cases/record-and-tell';
import { actingOfTask } from '../use-cases/step-report';
import { VerifiedCorrectionPayload } from './payloads';

/** ALC-012: verified figures change after they were confirmed; allocation and surrender hear of it in the transaction. */
export function verifiedCorrectionKind(desk: ReportDesk): TaskKind<VerifiedCorrectionPayload> {
  return {
    kind: 'verified-figures-correction',
    title: { zh: '更正核查结果', en: 'Correct verified figures' },
    payload: VerifiedCorrectionPayload,
    propose: 'emission-verification.propose',
    approve: 'emission-verification.approve',

    async prepare(tx, { payload, caller }) {
      const { holder, before, after } = await correctionOf(tx, wishOf(payload), caller.reach);
      const [was, is] = [before.verifiedT.toString(), after.verifiedT.toString()];
      return {
        holderId: caller.holder?.id ?? null,
        subject: { kind: 'verified-year', id: before.id },
        payload: { ...Object.fromEntries(Object.entries(payload)), holder: holder.code },
        summary: {
          zh: `更正 ${holder.code}（${holder.nameZh}）${payload.market} 市场 ${payload.year} 年度核查结果：${was} 吨改为 ${is} 吨。${payload.reason}`,
          en: `Correct what was verified of ${holder.code} (${holder.nameEn}), ${payload.market} ${payload.year}: from ${was} t to ${is} t. ${payload.reason}`,
        },
      };
    },

    async execute(tx, task, approval) {
      const { payload } = task;
      const { holder, before, after } = await correctionOf(tx, wishOf(payload), approval.approver.reach);
      // REG-001: it is approved on the figures that it was proposed for
      if (before.recordedAt > task.proposedAt) throw reviewedAgain(holder.code);
      const figures = { ...after, source: `correction:${task.id}` };
      const acting = actingOfTask(task, approval);
      const [verified] = await recordAndTell(tx, desk.listeners, [figures], acting, payload.reason);
      return {
        ...{ holder: holder.code, market: payload.market, year: payload.year },
        ...{ version: verified?.version ?? 0, verifiedT: after.verifiedT.toString() },
      };
    },
  };
}

const wishOf = ({ market, year, holder, parts, totalT }: VerifiedCorrectionPayload): CorrectionWish => ({
  ...{ market, year, holder, parts: partFigures(parts) },
  ...(totalT === undefined ? {} : { totalT: BigInt(totalT) }),
});
