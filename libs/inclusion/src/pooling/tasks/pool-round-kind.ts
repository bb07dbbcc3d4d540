import type { TaskKind } from '@carbon/approvals';
import { formatGrams, parseChinaMonth } from '@carbon/kernel';
import { getProgramme } from '../../programmes/programme';
import { operatedProgramme } from '../../programmes/use-cases/operated-programme';
import type { PoolingParts } from '../parts';
import { openRound, planRound } from '../use-cases/open-round';
import { InclusionPoolRoundPayload } from './payloads';

/** Taking what is residents' needs two of the operator's people (CNV-001). */
export function poolRoundKind(parts: PoolingParts): TaskKind<InclusionPoolRoundPayload> {
  return {
    kind: 'inclusion-pool-round',
    title: { zh: '汇集居民减排量', en: 'Pool reductions of residents' },
    payload: InclusionPoolRoundPayload,
    propose: 'inclusion.propose',
    approve: 'inclusion.approve',

    async prepare(tx, { payload, caller, now }) {
      const programme = await operatedProgramme(tx, payload.programme, caller);
      const upTo = parseChinaMonth(payload.upTo, 'payload.upTo');
      const { residents, micrograms } = await planRound(tx, parts, { programme, upTo }, now);
      const grams = formatGrams(micrograms);
      return {
        holderId: programme.operatorId,
        subject: { kind: 'programme', id: programme.code },
        summary: {
          zh: `汇集 ${programme.code} 截至 ${upTo} 的减排量：${residents} 位同意的居民，约 ${grams} 克`,
          en: `Pool reductions of ${programme.code} up to ${upTo}: ${residents} residents who consent, about ${grams} g`,
        },
      };
    },

    async execute(tx, { payload, initiator }, { approver, now }) {
      const programme = await getProgramme(tx, payload.programme);
      const upTo = parseChinaMonth(payload.upTo, 'payload.upTo');
      const by = { proposedBy: initiator.id, approvedBy: approver.id, now };
      const opened = await openRound(tx, parts, { programme, upTo }, by);
      return {
        ...{ round: opened.ordinal, period: opened.period, residents: opened.residents },
        ...{ grams: formatGrams(opened.micrograms), evidence: opened.evidence },
      };
    },
  };
}
