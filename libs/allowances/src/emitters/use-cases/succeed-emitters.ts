import { recordAudit } from '@carbon/audit';
import type { Succession } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { insertPublication, type ListingRow, lockList } from '../persistence/publications';
import type { ListedEmitter } from '../persistence/read-listings';

/**
 * Sites, units and devices of a merged enterprise go over to its successor, each with a row of who had it before; where the
 * merged one is listed, the successor is from now on, and that is published (ETS-015). What was deposited stays with the
 * units.
 */
export const succeedEmitters: Succession = async (tx, { from, to, review }) => {
  const { by, approver, reason, documentHash, now } = review;
  const moved = await tx.query<{ level: string; code: string }>(
    `with moved as (
       update allowances.facility set holder_id = $2 where holder_id = $1 returning id, level, code),
     kept as (
       insert into allowances.facility_succession
         (facility_id, from_holder, to_holder, at, by_whom, approver, reason, document_hash)
       select id, $1, $2, $3, $4, $5, $6, decode($7, 'hex') from moved)
     select level, code from moved order by level, code`,
    [from.id, to.id, now, by, approver, reason, documentHash],
  );
  const lists = await succeedOnLists(tx, { from: from.id, to: to.id }, review);
  if (moved.length === 0 && lists.length === 0) return;
  const sites = moved.filter(({ level }) => level === 'site').map(({ code }) => code);
  for (const { id } of [from, to]) {
    const entry = {
      action: 'holder.emissions-handed-over',
      subject: { kind: 'holder', id },
      holderId: id,
      before: { holder: from.code },
      after: { holder: to.code, sites, facilities: moved.length, lists },
      reason,
      ...(documentHash === null ? {} : { documentHash }),
      ...(approver === null ? {} : { approver }),
    };
    await recordAudit(tx, entry, now, { actor: by });
  }
};

/** @returns the lists on which the successor stands instead, `CN 2026` */
async function succeedOnLists(
  tx: Transaction,
  { from, to }: { readonly from: string; readonly to: string },
  { by, approver, reason, documentHash, taskId, now }: Parameters<Succession>[1]['review'],
): Promise<string[]> {
  const entries = await tx.query<ListedEmitter & { readonly has: boolean }>(
    `select l.market, l.year, l.holder_id as "holderId", l.sector, l.gases, l.class_text as "classText", l.province,
            l.included_since as "includedSince", l.reason,
            exists (select from allowances.listed_now s
                     where s.market = l.market and s.year = l.year and s.holder_id = $2) as has
       from allowances.listed_now l where l.holder_id = $1 order by l.market, l.year`,
    [from, to],
  );
  for (const entry of entries) {
    const { market, year } = entry;
    await lockList(tx, market, year);
    await insertPublication(
      tx,
      {
        ...{ market, year, cause: 'succession', publishedOn: chinaDate(now), reason, documentHash },
        ...{ by, approvedBy: approver, now },
        ...(taskId === null ? {} : { taskId }),
      },
      [rowOf(entry, from, 'remove'), ...(entry.has ? [] : [rowOf(entry, to, 'add')])],
    );
  }
  return entries.map(({ market, year }) => `${market} ${year}`);
}

const rowOf = (entry: ListedEmitter, holderId: string, act: ListingRow['act']): ListingRow => ({
  ...{ holderId, act, sector: entry.sector, gases: entry.gases, classText: entry.classText },
  ...{ province: entry.province, includedSince: entry.includedSince, reason: MERGED },
  ...{ verdict: 'within-rule', rule: 'ETS-015', basis: { verified: [] } },
});

const MERGED = '重点排放单位合并 merged into another enterprise';
