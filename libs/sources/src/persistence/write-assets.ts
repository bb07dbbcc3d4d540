import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import { type AssetFacts, PLANT_FILE } from '../domain/asset';
import { normalName, normalNumber } from '../domain/names';
import { plantFileClaimed } from '../domain/refusals';

/** Filings come one after the other, so that of two at once the later finds the earlier. */
export async function lockAssets(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('sources.assets'))`);
}

export async function insertAsset(
  tx: Transaction,
  facts: AssetFacts,
  { holderId, now }: { readonly holderId: string; readonly now: Date },
): Promise<string> {
  const id = newId();
  await tx.query(
    `insert into sources.asset (id, kind, holder_id, province, technology, capacity_kw, started_on, latitude, longitude,
                                registered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, facts.kind, holderId, ...factColumns(facts), now],
  );
  return id;
}

/** Fills in what the asset's files were silent on. */
export async function completeAsset(tx: Transaction, id: string, facts: AssetFacts): Promise<void> {
  await tx.query(
    `update sources.asset
        set province = coalesce(province, $2), technology = coalesce(technology, $3),
            capacity_kw = coalesce(capacity_kw, $4), started_on = coalesce(started_on, $5),
            latitude = case when latitude is null then $6 else latitude end,
            longitude = case when latitude is null then $7 else longitude end
      where id = $1`,
    [id, ...factColumns(facts)],
  );
}

const factColumns = (facts: AssetFacts) => [
  facts.province ?? null,
  facts.technology ?? null,
  facts.capacityKw ?? null,
  facts.startedOn ?? null,
  facts.longitude === undefined ? null : (facts.latitude ?? null),
  facts.latitude === undefined ? null : (facts.longitude ?? null),
];

/** Adds what an asset is known by; what is there already, and what is another asset's, stays. Returns what is new. */
export async function addIdentities(
  tx: Transaction,
  assetId: string,
  facts: Pick<AssetFacts, 'names' | 'meters' | 'numbers' | 'parcels'>,
  { filedAs, now }: { readonly filedAs: string; readonly now: Date },
): Promise<number> {
  const rows = [
    ...facts.names.map((value) => {
      const { key, grams } = normalName(value);
      return { kind: 'name', giver: '', value, normal: key, grams: grams.join('\u001f') };
    }),
    ...facts.meters.map((value) => ({
      kind: 'meter',
      giver: '',
      value,
      normal: normalNumber(value),
      grams: null,
    })),
    ...facts.parcels.map((value) => ({
      kind: 'parcel',
      giver: '',
      value,
      normal: normalNumber(value),
      grams: null,
    })),
    ...Object.entries(facts.numbers).map(([giver, value]) => ({
      kind: 'number',
      giver,
      value,
      normal: normalNumber(value),
      grams: null,
    })),
  ].filter(({ normal }) => normal !== '');
  const added = await tx.query(
    `insert into sources.asset_identity (asset_id, kind, giver, value, normal, grams, filed_as, at)
     select $1, r.kind, r.giver, r.value, r.normal, string_to_array(r.grams, E'\\x1f'), $7, $8
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) with ordinality
            as r(kind, giver, value, normal, grams, at)
      where not exists (
        select from sources.asset_identity i join sources.asset a on a.id = i.asset_id
         where coalesce(a.same_as, a.id) = $1
           and (i.kind, i.giver, i.normal, i.value) = (r.kind, r.giver, r.normal, r.value))
      order by r.at
     on conflict do nothing returning id`,
    [
      assetId,
      rows.map((row) => row.kind),
      rows.map((row) => row.giver),
      rows.map((row) => row.value),
      rows.map((row) => row.normal),
      rows.map((row) => row.grams),
      filedAs,
      now,
    ],
  );
  return added.length;
}

/** The asset a file is of, as it counts now; undefined for a new one. */
export async function filedAsset(tx: Transaction, filedAs: string): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `select coalesce(a.same_as, a.id) as id from sources.asset_filing f join sources.asset a on a.id = f.asset_id
      where f.filed_as = $1`,
    [filedAs],
  );
  return row?.id;
}

export async function insertFiling(
  tx: Transaction,
  filing: {
    readonly filedAs: string;
    readonly assetId: string;
    readonly holderId: string;
    readonly facts: AssetFacts;
    readonly now: Date;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into sources.asset_filing (filed_as, asset_id, holder_id, facts, at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning filed_as`,
    [filing.filedAs, filing.assetId, filing.holderId, JSON.stringify(filing.facts), filing.now],
  );
  return rows.length > 0;
}

/** @throws Refusal INPUT_MALFORMED for the file code of a plant in any file but the plant's own */
export function requireOwnPlantFile({ numbers }: Pick<AssetFacts, 'numbers'>, filedAs: string): void {
  const code = numbers[PLANT_FILE];
  if (code !== undefined && filedAs !== `plant:${normalNumber(code)}`) throw plantFileClaimed(code);
}
