import { PLANT_FILE } from '../domain/asset';

/**
 * The source keys of assets as half-open ranges of text, `[lo, hi)` in the order of bytes: `grp(id, root)` names the
 * assets and what each counts as. The grammar is that of `domain/source-keys.ts`.
 */
export const KEYS_OF_ASSETS = `
  select g.root, 'energy:' || substr(f.filed_as, 7) || ':' as lo, 'energy:' || substr(f.filed_as, 7) || ';' as hi
    from grp g join sources.asset_filing f on f.asset_id = g.id and f.filed_as like 'plant:%'
  union
  select g.root, 'energy:' || i.normal || ':', 'energy:' || i.normal || ';'
    from grp g join sources.asset_identity i on i.asset_id = g.id and i.kind = 'number'
    and i.giver = '${PLANT_FILE}' and i.normal ~ '^[0-9]{17}$'
  union
  select g.root, 'reduction:' || g.id, 'reduction:' || g.id || chr(1) from grp g
  union
  select g.root, 'stock:' || p.parcel, 'stock:' || p.parcel || chr(1)
    from grp g join sources.asset_identity i on i.asset_id = g.id and i.kind = 'parcel'
   cross join lateral (values (i.value), (i.normal)) as p(parcel)`;
