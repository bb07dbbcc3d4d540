import type { Reader } from '@carbon/database';

/** A party of an attestation as everybody may know it. */
export interface Party {
  readonly code: string;
  readonly nameZh: string | null;
  readonly nameEn: string | null;
}

/** Holders and certifiers by id; of residents the code only. */
export async function partiesOf(
  reader: Reader,
  ones: readonly { readonly holderId: string; readonly certifierId: string }[],
): Promise<ReadonlyMap<string, Party>> {
  const ids = [...new Set(ones.flatMap(({ holderId, certifierId }) => [holderId, certifierId]))];
  const rows = await reader.query<Party & { readonly id: string }>(
    `select id, code, case when kind <> 'resident' then name_zh end as "nameZh",
            case when kind <> 'resident' then name_en end as "nameEn"
       from identity.holder where id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, ...party }) => [id, party]));
}
