import type { ChinaDate } from '@carbon/kernel';
import type { AssetFacts, AssetKind } from '../domain/asset';

/** An asset of the registry of sources: what was filed of it, under which number. */
export interface Asset extends AssetFacts {
  readonly id: string;
  /** Short public number, `AS-000123`. */
  readonly number: string;
  readonly holderId: string;
  /** Another asset this one was found to be; then everything counts there. */
  readonly sameAs: string | null;
}

export interface AssetRow {
  id: string;
  number: string;
  ordinal: string;
  kind: AssetKind;
  holder_id: string;
  same_as: string | null;
  province: string | null;
  technology: string | null;
  capacity_kw: string | null;
  started_on: string | null;
  latitude: string | null;
  longitude: string | null;
  identities: readonly { kind: string; giver: string; value: string }[] | null;
}

/** With all it is known by, that of assets found to be the same included. */
export const SELECT_ASSETS = `
  select a.id, a.number, a.ordinal, a.kind, a.holder_id, a.same_as, a.province, a.technology,
         trim_scale(a.capacity_kw)::text as capacity_kw, a.started_on::text as started_on,
         trim_scale(a.latitude)::text as latitude, trim_scale(a.longitude)::text as longitude,
         (select jsonb_agg(jsonb_build_object('kind', i.kind, 'giver', i.giver, 'value', i.value) order by i.id)
            from sources.asset_identity i
           where i.asset_id = a.id or i.asset_id in (select s.id from sources.asset s where s.same_as = a.id))
           as identities
    from sources.asset a`;

export function toAsset(row: AssetRow): Asset {
  const identities = row.identities ?? [];
  const valuesOf = (kind: string) => [
    ...new Set(identities.flatMap((each) => (each.kind === kind ? [each.value] : []))),
  ];
  return {
    id: row.id,
    number: row.number,
    holderId: row.holder_id,
    sameAs: row.same_as,
    kind: row.kind,
    names: valuesOf('name'),
    meters: valuesOf('meter'),
    parcels: valuesOf('parcel'),
    numbers: Object.fromEntries(
      identities.flatMap(({ kind, giver, value }) => (kind === 'number' ? [[giver, value]] : [])),
    ),
    ...(row.province === null ? {} : { province: row.province }),
    ...(row.technology === null ? {} : { technology: row.technology }),
    ...(row.capacity_kw === null ? {} : { capacityKw: row.capacity_kw }),
    ...(row.started_on === null ? {} : { startedOn: row.started_on as ChinaDate }),
    ...(row.latitude === null ? {} : { latitude: row.latitude }),
    ...(row.longitude === null ? {} : { longitude: row.longitude }),
  };
}
