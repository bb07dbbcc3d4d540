import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { type Programme, readProgrammes } from '../programme';

/** A programme with who runs it, as everybody may read it. */
export interface PublicProgramme extends Programme {
  readonly operator: { readonly code: string; readonly nameZh: string; readonly nameEn: string };
}

interface OperatorRow {
  readonly id: string;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** Programmes in the order of their codes; there are few, so that a page is cut from all of them. */
export async function listProgrammes(
  reader: Pick<Reader, 'query'>,
  page: PageRequest,
): Promise<Page<PublicProgramme>> {
  const after = page.after?.[0] ?? '';
  const wanted = [...(await readProgrammes(reader)).values()]
    .filter(({ code }) => code > after)
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .slice(0, page.limit + 1);
  return toPage(await withOperators(reader, wanted), page.limit, ({ code }) => [code]);
}

export async function withOperators(
  reader: Pick<Reader, 'query'>,
  programmes: readonly Programme[],
): Promise<PublicProgramme[]> {
  const rows = await reader.query<OperatorRow>(
    `select id, code, name_zh as "nameZh", name_en as "nameEn" from identity.holder where id = any($1)`,
    [programmes.map(({ operatorId }) => operatorId)],
  );
  const byId = new Map(rows.map(({ id, ...operator }) => [id, operator]));
  return programmes.map((programme) => {
    const operator = byId.get(programme.operatorId);
    if (operator === undefined) throw new Error(`programme ${programme.code} has no operator`);
    return { ...programme, operator };
  });
}
