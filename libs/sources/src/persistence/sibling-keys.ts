import type { Reader } from '@carbon/database';
import type { SourceRange } from '@carbon/ledger';

/** A range to look for, and which of those asked for it is. */
export interface AskedRange extends SourceRange {
  readonly asked: number;
}

/**
 * Ranges, each with those that mean the same under the other names of its asset: a plant that was filed twice has energy
 * under two codes. Only the key of the first is used from the day they were found to be one; units of before stay.
 */
export async function withSiblings(reader: Reader, ranges: readonly SourceRange[]): Promise<AskedRange[]> {
  const names = [...new Set(ranges.flatMap(({ key }) => nameOf(key)?.name ?? []))];
  const siblings = names.length === 0 ? new Map<string, string[]>() : await siblingsOf(reader, names);
  return ranges.flatMap((range, asked) => {
    const found = nameOf(range.key);
    const others = found === undefined ? [] : (siblings.get(found.name) ?? []);
    return [
      { ...range, asked },
      ...others.map((other) => ({ ...range, asked, key: range.key.replace(found?.name ?? '', other) })),
    ];
  });
}

const NAMED = /^(?:energy:([^:]+):\d{4}-\d{2}|reduction:([0-9a-f-]{36}))$/;

/** The plant code or asset id within a key; undefined in keys of what has one name for good. */
function nameOf(key: string): { readonly name: string } | undefined {
  const [, plant, asset] = NAMED.exec(key) ?? [];
  const name = plant ?? asset;
  return name === undefined ? undefined : { name };
}

async function siblingsOf(reader: Reader, names: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await reader.query<{ name: string; other: string }>(
    `with known as (
       select substr(f.filed_as, 7) as name, coalesce(a.same_as, a.id) as root, true as plant
         from sources.asset_filing f join sources.asset a on a.id = f.asset_id
        where f.filed_as = any(select 'plant:' || n from unnest($1::text[]) n)
       union
       select a.id::text, coalesce(a.same_as, a.id), false from sources.asset a where a.id::text = any($1)
     )
     select k.name, o.name as other from known k
       cross join lateral (
         select substr(f.filed_as, 7) as name from sources.asset_filing f join sources.asset a on a.id = f.asset_id
          where k.plant and f.filed_as like 'plant:%' and coalesce(a.same_as, a.id) = k.root
         union
         select a.id::text from sources.asset a where not k.plant and (a.id = k.root or a.same_as = k.root)) o
      where o.name <> k.name order by 1, 2`,
    [names],
  );
  const siblings = new Map<string, string[]>();
  for (const { name, other } of rows) siblings.set(name, [...(siblings.get(name) ?? []), other]);
  return siblings;
}

/** The code under which a plant's energy counts from now on: of the file that came first. */
export async function canonicalPlantCodes(
  reader: Reader,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.query<{ code: string; first: string }>(
    `select distinct on (c.code) c.code, substr(o.filed_as, 7) as first
       from unnest($1::text[]) as c(code)
       join sources.asset_filing f on f.filed_as = 'plant:' || c.code
       join sources.asset a on a.id = f.asset_id
       join sources.asset s on s.id = coalesce(a.same_as, a.id) or s.same_as = coalesce(a.same_as, a.id)
       join sources.asset_filing o on o.asset_id = s.id and o.filed_as like 'plant:%'
      order by c.code, s.ordinal, o.at, o.filed_as`,
    [codes],
  );
  const first = new Map(rows.map((row) => [row.code, row.first]));
  return new Map(codes.map((code) => [code, first.get(code) ?? code]));
}
