import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { VerifiedFigures } from '../../domain/index';
import { readVerified } from '../../verified/read-verified';
import { recordVerified } from '../../verified/record-verified';
import type { VerifiedListeners } from '../../verified/verified-listeners';
import type { VerifiedYear } from '../../verified/verified-records';
import type { Acting } from './step-report';

const keyOf = ({ market, year, holderId }: Pick<VerifiedFigures, 'market' | 'year' | 'holderId'>) =>
  [market, year, holderId].join('\n');

/**
 * Writes verified figures down, tells whoever wants to know in this transaction, and leaves a record of each. An
 * enterprise's year stands in them once. @returns the versions, in the order of the figures
 */
export async function recordAndTell(
  tx: Transaction,
  listeners: VerifiedListeners,
  figures: readonly VerifiedFigures[],
  { by, approvedBy, now }: Acting,
  reason?: string,
): Promise<VerifiedYear[]> {
  await lockYears(tx, figures);
  const before = await standing(tx, figures);
  await recordVerified(tx, figures, { now, by, ...(approvedBy === undefined ? {} : { approvedBy }) });
  const after = await standing(tx, figures);
  const versions: VerifiedYear[] = [];
  for (const one of figures) {
    const version = after.get(keyOf(one));
    if (version === undefined) throw new Error('verified figures vanished');
    await listeners.tell(tx, { before: before.get(keyOf(one)), after: version, now });
    const was = before.get(keyOf(one));
    await recordAudit(
      tx,
      {
        action: was === undefined ? 'verified-year.recorded' : 'verified-year.corrected',
        subject: { kind: 'verified-year', id: version.id },
        holderId: one.holderId,
        ...(was === undefined
          ? {}
          : { before: { version: was.version, verifiedT: was.verifiedT.toString() } }),
        after: {
          ...{ market: one.market, year: one.year, version: version.version },
          ...{ verifiedT: one.verifiedT.toString(), source: one.source },
        },
        ...(reason === undefined ? {} : { reason }),
        ...(approvedBy === undefined ? {} : { approver: approvedBy }),
      },
      now,
      { actor: by },
    );
    versions.push(version);
  }
  return versions;
}

/** More enterprises than this are written as a whole year: PostgreSQL has room for so many locks only. */
const ONE_BY_ONE = 50;

/** Whoever writes the same enterprise's year, or the year as a whole, waits: versions have no gaps. */
async function lockYears(tx: Transaction, figures: readonly VerifiedFigures[]): Promise<void> {
  const years = [...new Set(figures.map(({ market, year }) => `${market} ${year}`))].sort();
  const all = figures.length > ONE_BY_ONE;
  const lock = (names: readonly string[], kind: '' | '_shared') =>
    tx.query(
      `select pg_advisory_xact_lock${kind}(hashtextextended('allowances.verified ' || name, 0))
         from (select unnest($1::text[]) as name order by 1) as named`,
      [names],
    );
  await lock(years, all ? '' : '_shared');
  if (!all) await lock(figures.map(keyOf), '');
}

/** The figures that count now of these enterprises and years. */
async function standing(
  tx: Transaction,
  figures: readonly VerifiedFigures[],
): Promise<ReadonlyMap<string, VerifiedYear>> {
  const found = new Map<string, VerifiedYear>();
  const years = new Map<
    string,
    { readonly market: string; readonly year: number; readonly holderIds: string[] }
  >();
  for (const { market, year, holderId } of figures) {
    const key = `${market}\n${year}`;
    const entry = years.get(key) ?? { market, year, holderIds: [] };
    entry.holderIds.push(holderId);
    years.set(key, entry);
  }
  for (const query of years.values()) {
    for (const version of await readVerified(tx, query)) found.set(keyOf(version), version);
  }
  return found;
}
