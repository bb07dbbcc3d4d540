import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { HolderKind } from '../domain/holder';
import type { HolderState } from '../domain/holder-state';

/** What anybody may know of an organisation in the registry. */
export interface PublicHolder {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: HolderKind;
  readonly province: string | null;
  readonly state: HolderState;
  /** Code of the holder it was merged into. */
  readonly successor: string | null;
  /** Names it had before, latest first (ETS-015). */
  readonly formerNames: readonly { readonly nameZh: string; readonly nameEn: string; readonly until: Date }[];
}

interface Row extends Omit<PublicHolder, 'nameZh' | 'nameEn' | 'formerNames'> {
  readonly name_zh: string;
  readonly name_en: string;
  readonly former: readonly { zh: string; en: string; until: string }[] | null;
}

/**
 * Organisations by code, never residents. `search` finds the beginning of a code, or a part of a name that the holder has
 * or had.
 */
export async function readPublicHolders(
  reader: Reader,
  page: PageRequest,
  filter: { readonly search?: string | undefined; readonly kind?: HolderKind | undefined } = {},
): Promise<Page<PublicHolder>> {
  const rows = await reader.query<Row>(
    `select h.code, h.name_zh, h.name_en, h.kind, h.province, h.state, s.code as successor,
            (select jsonb_agg(jsonb_build_object('zh', c.name_zh_before, 'en', c.name_en_before, 'until', c.changed_at)
                              order by c.changed_at desc, c.id desc)
               from identity.holder_change c where c.holder_id = h.id and c.act = 'rename') as former
       from identity.holder h left join identity.holder s on s.id = h.successor_id
      where h.kind <> 'resident' and h.code > $1 and ($2::text is null or h.kind = $2)
        and ($3::text is null
             or starts_with(h.code, upper($3)) or strpos(lower(h.name_zh), lower($3)) > 0
             or strpos(lower(h.name_en), lower($3)) > 0
             or exists (select from identity.holder_change c
                         where c.holder_id = h.id and c.act = 'rename'
                           and (strpos(lower(c.name_zh_before), lower($3)) > 0
                                or strpos(lower(c.name_en_before), lower($3)) > 0)))
      order by h.code limit $4`,
    [page.after?.[0] ?? '', filter.kind ?? null, filter.search ?? null, page.limit + 1],
  );
  const found = toPage(rows, page.limit, (row) => [row.code]);
  return { ...found, items: found.items.map(toPublicHolder) };
}

function toPublicHolder({ name_zh, name_en, former, ...row }: Row): PublicHolder {
  return {
    ...row,
    nameZh: name_zh,
    nameEn: name_en,
    formerNames: (former ?? []).map(({ zh, en, until }) => ({
      nameZh: zh,
      nameEn: en,
      until: new Date(until),
    })),
  };
}
