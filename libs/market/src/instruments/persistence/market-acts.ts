import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';

export const MARKET_ACTS = [
  'admitted',
  'halted',
  'resumed',
  'delisted',
  'opened',
  'changed',
  'suspended',
  'passed-on',
  'closed',
] as const;
export type MarketAct = (typeof MARKET_ACTS)[number];

export interface ActSubject {
  readonly kind: 'instrument' | 'trading-account';
  readonly id: string;
}

export interface RecordedAct {
  readonly id: string;
  readonly act: MarketAct;
  readonly reason: string | null;
  readonly at: Date;
}

/** Notes what was done to an instrument or a trading account, and why. */
export async function noteAct(
  tx: Transaction,
  { kind, id }: ActSubject,
  act: {
    readonly act: MarketAct;
    readonly reason?: string | undefined;
    readonly task?: string;
    readonly by: string;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into market.market_act (subject_kind, subject, act, reason, task_id, acted_by, acted_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [kind, id, act.act, act.reason ?? null, act.task ?? null, act.by, act.now],
  );
}

/** What was done to an instrument or a trading account, the latest first. */
export async function readActs(
  reader: Reader,
  { kind, id }: ActSubject,
  page: PageRequest,
): Promise<Page<RecordedAct>> {
  const rows = await reader.query<RecordedAct>(
    `select id::text, act, reason, acted_at as at from market.market_act
      where subject_kind = $1 and subject = $2 and id < coalesce($3::bigint, 9223372036854775807)
      order by id desc limit $4`,
    [kind, id, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => [row.id]);
}
