import type { Transaction } from '@carbon/database';
import { KEYS_OF_ASSETS } from './asset-keys';

/**
 * What was issued for one and the same piece of a source under two assets: each as `<instrument> and <instrument>`, ten at
 * most. The ledger cannot see it, since the two have keys of their own.
 */
export async function claimedTwice(tx: Transaction, first: string, later: string): Promise<string[]> {
  const rows = await tx.query<{ claims: string }>(
    `with grp as (
       select a.id, coalesce(a.same_as, a.id) as root from sources.asset a
        where coalesce(a.same_as, a.id) in ($1, $2)
     ), prefix as (${KEYS_OF_ASSETS}), claim as (
       select p.root, u.code, s.from_unit, s.to_unit,
              -- what two keys of one source have in common: its kind, and the month or parcel
              split_part(s.source_key, ':', 1) || case split_part(s.source_key, ':', 1)
                when 'energy' then right(s.source_key, 7) when 'stock' then substr(s.source_key, 7) else '' end as thing
         from prefix p
         join ledger.source_range s on s.source_key collate "C" >= p.lo collate "C"
          and s.source_key collate "C" < p.hi collate "C" and not s.released
         join ledger.issuance i on i.id = s.issuance_id
         join ledger.instrument u on u.id = i.instrument_id
     )
     select distinct f.code || ' + ' || l.code as claims
       from claim f join claim l on f.root = $1 and l.root = $2 and f.thing = l.thing
        and f.from_unit < l.to_unit and l.from_unit < f.to_unit
      order by 1 limit 10`,
    [first, later],
  );
  return rows.map((row) => row.claims);
}
