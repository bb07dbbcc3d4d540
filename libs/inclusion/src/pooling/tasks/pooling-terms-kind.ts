import type { TaskKind } from '@carbon/approvals';
import { fault, malformed, parseGrams } from '@carbon/kernel';
import { operatedProgramme } from '../../programmes/use-cases/operated-programme';
import { getProgramme } from '../../programmes/programme';
import type { PoolingParts } from '../parts';
import { type NewTerms, publishPoolingTerms, requirePool } from '../use-cases/publish-terms';
import { PoolingTermsPayload } from './payloads';

/** What residents give and get is published by the operator's people, two of them (PHI-005). */
export function poolingTermsKind(parts: PoolingParts): TaskKind<PoolingTermsPayload> {
  return {
    kind: 'inclusion-pooling-terms',
    title: { zh: '公布汇集规则', en: 'Publish terms of pooling' },
    payload: PoolingTermsPayload,
    propose: 'inclusion.propose',
    approve: 'inclusion.approve',

    async prepare(tx, { payload, caller }) {
      const programme = await operatedProgramme(tx, payload.programme, caller);
      const { pool } = termsOf(payload, null);
      await requirePool(tx, programme, pool);
      return {
        holderId: programme.operatorId,
        subject: { kind: 'programme', id: programme.code },
        summary: {
          zh: `公布 ${programme.code} 的汇集规则，经归集项目 ${pool} 登记：${payload.sharingZh}`,
          en: `Publish terms of pooling of ${programme.code}, through pool ${pool}: ${payload.sharingEn}`,
        },
      };
    },

    async execute(tx, { payload, initiator, documentHash }, { approver, now }) {
      const programme = await getProgramme(tx, payload.programme);
      const by = { proposedBy: initiator.id, approvedBy: approver.id, now };
      const version = await publishPoolingTerms(tx, parts, programme, termsOf(payload, documentHash), by);
      return { programme: programme.code, version };
    },
  };
}

/** @throws Refusal INPUT_MALFORMED */
function termsOf(payload: PoolingTermsPayload, documentHash: string | null): NewTerms {
  const { pool, sharingZh: zh, sharingEn: en, residentLimitGrams: limit, gramsPerBonusPoint } = payload;
  return {
    ...{ pool, sharing: { zh, en }, documentHash },
    residentLimitUg: limit === undefined ? null : above(limit, 'payload.residentLimitGrams'),
    bonusUgPerPoint: above(gramsPerBonusPoint, 'payload.gramsPerBonusPoint'),
  };
}

function above(text: string, field: string): bigint {
  const read = parseGrams(text, field);
  if (read === 0n) throw malformed([fault(field, 'positive', 'must be above 0', '应大于 0')]);
  return read;
}
