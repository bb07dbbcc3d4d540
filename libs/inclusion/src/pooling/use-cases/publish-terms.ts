import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { formatGrams } from '@carbon/kernel';
import type { Programme } from '../../programmes/programme';
import { noCreditScheme, poolFixed } from '../domain/refusals';
import type { PoolingParts } from '../parts';
import { listRounds, lockPooling } from '../persistence/rounds';
import { insertTerms, type PoolingTerms } from '../persistence/terms';

export type NewTerms = Omit<PoolingTerms, 'version' | 'publishedAt'>;

export interface Agreed {
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly now: Date;
}

/**
 * Publishes what residents give and get, and makes the programme a member of the pool (CNV-001, PHI-005). Whoever
 * consented to earlier terms is in no round under these before consenting to them.
 * @throws Refusal POOLING_NO_SCHEME, POOLING_POOL_FIXED, POOL_UNKNOWN, POOL_NOT_FOR_PROGRAMME, POOL_MEMBER_ELSEWHERE
 */
export async function publishPoolingTerms(
  tx: Transaction,
  { pools }: Pick<PoolingParts, 'pools'>,
  programme: Programme,
  terms: NewTerms,
  { proposedBy, approvedBy, now }: Agreed,
): Promise<number> {
  await lockPooling(tx, programme.id);
  await requirePool(tx, programme, terms.pool);
  const version = await insertTerms(tx, programme, terms, { proposedBy, approvedBy, now });
  const joining = {
    ...{ programme: programme.code, operatorId: programme.operatorId, pool: terms.pool },
    ...{ scheme: programme.creditScheme ?? '', consentRecord: `pooling:${programme.code}:${version}` },
  };
  await pools.join(tx, joining, { actor: proposedBy, now });
  const limit = terms.residentLimitUg === null ? null : formatGrams(terms.residentLimitUg);
  await recordAudit(
    tx,
    {
      action: 'inclusion-pool.terms-published',
      subject: { kind: 'programme', id: programme.code },
      holderId: programme.operatorId,
      after: {
        ...{ version, pool: terms.pool, residentLimitGrams: limit },
        gramsPerBonusPoint: formatGrams(terms.bonusUgPerPoint),
      },
      ...(approvedBy === proposedBy ? {} : { approver: approvedBy }),
      ...(terms.documentHash === null ? {} : { documentHash: terms.documentHash }),
    },
    now,
    { actor: proposedBy },
  );
  return version;
}

/** @throws Refusal POOLING_NO_SCHEME, POOLING_POOL_FIXED */
export async function requirePool(tx: Transaction, programme: Programme, pool: string): Promise<void> {
  if (programme.creditScheme === null) throw noCreditScheme(programme.code);
  const [last] = (await listRounds(tx, programme, { limit: 1 })).items;
  if (last !== undefined && last.pool !== pool) throw poolFixed(last.pool);
}
