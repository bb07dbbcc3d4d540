import { type AuditActor, recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { LOCAL_MARKETS, NATIONAL_MARKET } from '../../domain/emitters/index';
import { insertPublication, type ListingRow, lockList } from '../persistence/publications';
import { listedEmitters } from '../persistence/read-listings';
import type { ResolvedList } from './resolve-list';

/** A list's publication, approved. */
export interface Publishing {
  readonly market: string;
  readonly year: number;
  readonly reason: string;
  readonly authorityId: string | null;
  readonly taskId: string;
  readonly documentHash: string | null;
  readonly by: string;
  readonly approvedBy: string | null;
  readonly now: Date;
}

export interface Published {
  readonly publication: number;
  readonly added: number;
  readonly removed: number;
  readonly leftLocalLists: number;
}

/**
 * Publishes what a proposal came to (CYC-07); whom the national list takes leaves the local ones of the year for the same
 * gas and sector (ETS-005). The list is locked.
 */
export async function publishList(
  tx: Transaction,
  { rows, dueOn, pack, codes }: ResolvedList,
  publishing: Publishing,
): Promise<Published> {
  const { market, now } = publishing;
  const { number } = await insertPublication(
    tx,
    { ...publishing, cause: 'list', publishedOn: chinaDate(now), dueOn, pack },
    rows,
  );
  const added = rows.filter(({ act }) => act === 'add');
  await tellList(tx, publishing, number, { added: added.length, removed: rows.length - added.length });
  await tellEmitters(tx, publishing, rows, codes);
  const left = market === NATIONAL_MARKET ? await leaveLocalLists(tx, publishing, added, codes) : 0;
  return {
    publication: number,
    added: added.length,
    removed: rows.length - added.length,
    leftLocalLists: left,
  };
}

/** ETS-005 @returns how many entries of local lists ended */
async function leaveLocalLists(
  tx: Transaction,
  publishing: Publishing,
  added: readonly ListingRow[],
  codes: ReadonlyMap<string, string>,
): Promise<number> {
  const { year, now } = publishing;
  const national = new Map(added.map((row) => [row.holderId, row]));
  let left = 0;
  for (const market of LOCAL_MARKETS) {
    await lockList(tx, market, year);
    const local = await listedEmitters(tx, { market, year, holderIds: [...national.keys()] });
    const rows = local.flatMap((entry): ListingRow[] => {
      const row = national.get(entry.holderId);
      if (row?.sector !== entry.sector || !entry.gases.some((gas) => row.gases.includes(gas))) return [];
      const { holderId, sector, gases, classText, province, includedSince } = entry;
      return [
        {
          ...{ holderId, sector, gases, classText, province, includedSince, act: 'remove' },
          ...{ reason: MOVED, verdict: 'within-rule', rule: 'ETS-005', basis: row.basis },
        },
      ];
    });
    if (rows.length === 0) continue;
    const leaving = { ...publishing, market, reason: MOVED };
    const { number } = await insertPublication(
      tx,
      { ...leaving, cause: 'national-list', publishedOn: chinaDate(now) },
      rows,
    );
    await tellList(tx, leaving, number, { added: 0, removed: rows.length });
    await tellEmitters(tx, leaving, rows, codes);
    left += rows.length;
  }
  return left;
}

const MOVED = '已纳入全国碳市场 taken into the national market';

const actorOf = ({ by }: Publishing): AuditActor => ({ actor: by });

async function tellList(
  tx: Transaction,
  publishing: Publishing,
  number: number,
  counts: { readonly added: number; readonly removed: number },
): Promise<void> {
  const { market, year, authorityId, documentHash, approvedBy, reason, now } = publishing;
  await recordAudit(
    tx,
    {
      action: 'emitter-list.published',
      subject: { kind: 'emitter-list', id: `${market}-${year}-${number}` },
      ...(authorityId === null ? {} : { holderId: authorityId }),
      after: { market, year, publication: number, ...counts },
      reason,
      ...(approvedBy === null ? {} : { approver: approvedBy }),
      ...(documentHash === null ? {} : { documentHash }),
    },
    now,
    actorOf(publishing),
  );
}

/** Each enterprise has a record of its own, so that it hears of it. */
async function tellEmitters(
  tx: Transaction,
  publishing: Publishing,
  rows: readonly ListingRow[],
  codes: ReadonlyMap<string, string>,
): Promise<void> {
  const { market, year, approvedBy, now } = publishing;
  for (const { holderId, act, sector, verdict, rule, ground, reason } of rows) {
    await recordAudit(
      tx,
      {
        action: act === 'add' ? 'emitter.listed' : 'emitter.delisted',
        subject: { kind: 'holder', id: codes.get(holderId) ?? holderId },
        holderId,
        after: {
          market,
          year,
          sector,
          verdict,
          ...(rule !== undefined && { rule }),
          ...(ground !== undefined && { ground }),
        },
        reason,
        ...(approvedBy === null ? {} : { approver: approvedBy }),
      },
      now,
      actorOf(publishing),
    );
  }
}
