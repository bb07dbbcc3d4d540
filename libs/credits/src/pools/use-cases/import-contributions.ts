import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { fault, type FieldFault, sumWithin } from '@carbon/kernel';
import { toldFaults } from '../domain/csv';
import { isThroughout } from '../domain/days';
import { reductionOf } from '../domain/measure';
import { contributionsRefused, periodClosed } from '../domain/refusals';
import { membersWithin, programmesIn } from '../persistence/members';
import { findPeriod } from '../persistence/periods';
import { lockPool } from '../persistence/pools';
import type { Pool } from '../persistence/records';
import { sharesOf, writeMeasures } from '../persistence/shares';

export interface Contribution {
  /** Its place in the input, `rows[3]` or `lines[4]`. */
  readonly at: string;
  readonly member: string;
  /** Micrograms, Wh or thousandths of a weight: see `parseMeasure`. */
  readonly measure: bigint;
}

/**
 * Takes what members of a period contributed, all rows or none. Each member is told once a period (CNV-003), unless the
 * aggregator says that it corrects itself. A figure stands for every day of the period: who was a member for a part of
 * it has none, and one that was told before is corrected to 0 (PHI-003).
 * @throws Refusal POOL_PERIOD_UNKNOWN, POOL_PERIOD_CLOSED, POOL_CONTRIBUTIONS_REFUSED naming each row
 */
export async function importContributions(
  tx: Transaction,
  pool: Pool,
  input: {
    readonly period: number;
    readonly rows: readonly Contribution[];
    readonly replace: boolean;
    readonly fileHash?: string;
  },
  caller: Caller,
  now: Date,
): Promise<number> {
  await lockPool(tx, pool);
  const period = await findPeriod(tx, pool, input.period);
  if (period.state !== 'open') throw periodClosed(period.ordinal, period.state);
  const members = await membersWithin(tx, pool, period.from, period.to);
  const before = await sharesOf(tx, period.id);
  // a figure is corrected to 0 even when its member has gone altogether
  const idOf = new Map([
    ...before.map(({ reference, memberId }) => [reference, memberId] as const),
    ...members.map(({ reference, id }) => [reference, id] as const),
  ]);
  const whole = new Set(
    members.flatMap(({ reference, joinedOn, leftOn }) =>
      isThroughout(period, { from: joinedOn, to: leftOn }) ? [reference] : [],
    ),
  );
  const programmes = await programmesIn(tx, pool);
  const told = new Set(input.replace ? [] : before.map(({ reference }) => reference));
  const faults: FieldFault[] = [];
  const seen = new Set<string>();
  for (const { at, member, measure } of input.rows) {
    if (!idOf.has(member)) faults.push(ROW.unknown(at));
    else if (programmes.has(member)) faults.push(ROW.programme(at));
    else if (seen.has(member)) faults.push(ROW.repeated(at));
    else if (told.has(member)) faults.push(ROW.told(at));
    else if (measure > 0n && pool.basis !== 'weight' && !whole.has(member)) faults.push(ROW.partly(at));
    seen.add(member);
  }
  if (faults.length > 0) throw contributionsRefused(toldFaults(faults));
  const kept = before.flatMap(({ reference, measure }) => (seen.has(reference) ? [] : (measure ?? 0n)));
  const all = [...kept, ...input.rows.map(({ measure }) => measure)];
  sumWithin(
    all.map((measure) => reductionOf(pool.basis, measure, period.factor) ?? measure),
    'rows',
  );
  const rows = input.rows.map(({ member, measure }) => ({ memberId: idOf.get(member) ?? '', measure }));
  await writeMeasures(tx, period, rows, caller.id);
  await recordAudit(
    tx,
    {
      action: 'pool.contributions-imported',
      subject: { kind: 'pool', id: pool.number },
      holderId: pool.holderId,
      after: { period: period.ordinal, rows: rows.length, replace: input.replace },
      ...(input.fileHash === undefined ? {} : { documentHash: input.fileHash }),
    },
    now,
  );
  return rows.length;
}

const ROW = {
  unknown: (at: string) => fault(`${at}.member`, 'unknown', 'is no member in this period', '本期没有此成员'),
  repeated: (at: string) => fault(`${at}.member`, 'repeated', 'stands twice', '重复出现'),
  partly: (at: string) =>
    fault(`${at}.member`, 'partly', 'was not a member on every day of the period', '并非整个监测期在册'),
  programme: (at: string) =>
    fault(
      `${at}.member`,
      'programme',
      'is a programme: what it brings is the sum of a round of its residents',
      '为碳普惠项目，其数据即居民汇集批次的合计，不得手工报送',
    ),
  told: (at: string) => fault(`${at}.member`, 'told', 'was told in this period before', '本期已报送过'),
} as const;
