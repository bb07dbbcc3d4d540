import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import { addMonths, chinaDate, type ChinaDate, chinaMonth, type ChinaMonth } from '@carbon/kernel';
import { programmeRules } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { type Programme, readProgrammes } from '../../programmes/programme';
import { validThrough } from '../domain/first-in-first-out';
import { lockOverdue, removeLots } from '../persistence/expiry';

const A_CHUNK = 2_000;

/** PTS-002: ends points whose last day is over, first in first out, some residents at a time. @returns points that ended */
export async function expirePoints(database: Database, parts: InclusionParts, now: Date): Promise<bigint> {
  let ended = 0n;
  const packs = await parts.packs(database);
  for (const programme of (await readProgrammes(database)).values()) {
    const { pointsValidMonths } = programmeRules(packs, programme.pack, chinaDate(now));
    const through = lastMonthOver(chinaDate(now), chinaMonth(now), pointsValidMonths);
    for (let after: bigint | undefined = 0n; after !== undefined;) {
      const from: bigint = after;
      const chunk = await database.transaction((tx) =>
        expireChunk(tx, parts, { programme, through: `${through}-01`, after: from, now }),
      );
      ended += chunk.points;
      after = chunk.last;
    }
  }
  return ended;
}

/** The last month of crediting whose points are over on a day. */
export function lastMonthOver(today: ChinaDate, thisMonth: ChinaMonth, validMonths: number): ChinaMonth {
  const candidate = addMonths(thisMonth, -validMonths);
  return validThrough(candidate, validMonths) < today ? candidate : addMonths(candidate, -1);
}

interface Chunk {
  readonly programme: Programme;
  readonly through: string;
  readonly after: bigint;
  readonly now: Date;
}

/** An account the ledger will not touch (blocked) keeps its points and its lots until a later round. */
async function expireChunk(
  tx: Transaction,
  { ledger }: InclusionParts,
  { programme, through, after, now }: Chunk,
): Promise<{ readonly last: bigint | undefined; readonly points: bigint }> {
  const overdue = await lockOverdue(tx, { programme: programme.id, through, after, limit: A_CHUNK });
  const ending = overdue.filter(({ points }) => points > 0n);
  const outcomes = await ledger.submit(
    tx,
    ending.map(({ accountNumber, points }) => ({
      kind: 'expire',
      from: accountNumber,
      instrument: programme.pointsInstrument,
      quantity: points,
      cause: { actor: 'inclusion-expiry', reference: 'points-expired', businessTime: now },
    })),
  );
  const kept = new Set(ending.filter((_, at) => outcomes[at]?.status === 'refused'));
  const over = overdue.filter((each) => !kept.has(each));
  const residents = over.map(({ resident }) => resident);
  await removeLots(tx, { programme: programme.id, through, residents });
  const points = over.reduce((sum, each) => sum + each.points, 0n);
  if (points > 0n) {
    const facts = { programme: programme.code, through, residents: over.length, points: points.toString() };
    await recordAudit(
      tx,
      { action: 'points-expiry.run', subject: { kind: 'programme', id: programme.code }, after: facts },
      now,
      { actor: 'inclusion-expiry' },
    );
  }
  return { last: overdue.at(-1)?.resident, points };
}
