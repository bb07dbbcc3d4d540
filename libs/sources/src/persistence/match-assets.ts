import type { Reader } from '@carbon/database';
import type { AssetFacts } from '../domain/asset';
import { degreesOf } from '../domain/distance';
import { placeOf } from '../domain/likeness';
import { normalName, normalNumber, unsureNames } from '../domain/names';
import { LIKENESS, type Sign } from '../domain/rules/likeness';

/** Assets that have a meter or a number of these facts, with what they share; what was merged counts as its first. */
export async function exactMatches(reader: Reader, facts: AssetFacts): Promise<Map<string, Sign[]>> {
  const numbers = Object.entries(facts.numbers);
  const rows = await reader.query<{ asset_id: string; kind: 'meter' | 'number' }>(
    `select distinct coalesce(a.same_as, a.id) as asset_id, i.kind, min(a.ordinal) over (partition by coalesce(a.same_as, a.id)) as ordinal
       from sources.asset_identity i join sources.asset a on a.id = i.asset_id
      where i.kind = 'meter' and i.normal = any($1::text[])
         or i.kind = 'number' and (i.giver, i.normal) in (select * from unnest($2::text[], $3::text[]))
      order by ordinal, i.kind`,
    [
      facts.meters.map(normalNumber),
      numbers.map(([giver]) => giver),
      numbers.map(([, number]) => normalNumber(number)),
    ],
  );
  const matches = new Map<string, Sign[]>();
  for (const { asset_id: id, kind } of rows) {
    matches.set(id, [...(matches.get(id) ?? []), kind === 'meter' ? 'same-meter' : 'same-number']);
  }
  return matches;
}

/** Assets that may be like these facts: by a name, a place, a parcel. Whether they are is for the rules to say. */
export async function candidates(reader: Reader, facts: AssetFacts, except: string): Promise<string[]> {
  const names = facts.names.map(normalName);
  const place = placeOf(facts);
  const rows = await reader.query<{ asset_id: string }>(
    `select distinct coalesce(a.same_as, a.id) as asset_id
       from (
         select asset_id from sources.asset_identity where kind = 'name' and normal = any($1::text[])
         union
         -- names that could share enough pairs of characters: neither is much longer than the other
         select i.asset_id from sources.asset_identity i
           join unnest($2::text[], $3::int[]) as n(grams, count) on i.kind = 'name' and i.grams && string_to_array(n.grams, E'\\x1f')
          where (select count(*) from unnest(i.grams) g where g = any(string_to_array(n.grams, E'\\x1f'))) * 200
                >= $4 * (cardinality(i.grams) + n.count)
         union
         select asset_id from sources.asset_identity where kind = 'parcel' and normal = any($5::text[])
         union
         select id from sources.asset
          where latitude between $6::numeric - $7::numeric and $6::numeric + $7::numeric
       ) c
       join sources.asset a on a.id = c.asset_id
      where coalesce(a.same_as, a.id) <> $8::uuid`,
    [
      names.flatMap(({ key, maybe }) => (maybe === undefined ? [key] : [key, ...unsureNames(maybe)])),
      names.map(({ grams }) => grams.join('\u001f')),
      names.map(({ grams }) => grams.length),
      LIKENESS.value.likeNamePercent,
      facts.parcels.map(normalNumber),
      place?.latitude ?? null,
      degreesOf(LIKENESS.value.nearMetres),
      except,
    ],
  );
  return rows.map((row) => row.asset_id);
}
