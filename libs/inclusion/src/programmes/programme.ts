import type { Reader } from '@carbon/database';
import { Refusal, type Text } from '@carbon/kernel';

export const PROGRAMME_KINDS = ['city', 'park', 'employer'] as const;
export type ProgrammeKind = (typeof PROGRAMME_KINDS)[number];

/** Who runs inclusion for whom, and by which pack. */
export interface Programme {
  readonly id: number;
  readonly code: string;
  readonly kind: ProgrammeKind;
  readonly name: Text;
  /** The holder that runs it. */
  readonly operatorId: string;
  /** The family of its rules, `inclusion-shenzhen`. */
  readonly pack: string;
  /** Its points on the ledger, and the account a pass brings them from. */
  readonly pointsInstrument: string;
  readonly pointsPool: string;
  /** Where its pooled reductions may become credits. */
  readonly creditScheme: string | null;
  readonly source: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

interface ProgrammeRow {
  id: number;
  code: string;
  kind: ProgrammeKind;
  name_zh: string;
  name_en: string;
  operator_id: string;
  pack: string;
  points_instrument: string;
  points_pool: string;
  credit_scheme: string | null;
  source: string;
  opened_at: Date;
  closed_at: Date | null;
}

const toProgramme = (row: ProgrammeRow): Programme => ({
  id: row.id,
  code: row.code,
  kind: row.kind,
  name: { zh: row.name_zh, en: row.name_en },
  operatorId: row.operator_id,
  pack: row.pack,
  pointsInstrument: row.points_instrument,
  pointsPool: row.points_pool,
  creditScheme: row.credit_scheme,
  source: row.source,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
});

/** All programmes by number; there are few. */
export async function readProgrammes(reader: Pick<Reader, 'query'>): Promise<ReadonlyMap<number, Programme>> {
  const rows = await reader.query<ProgrammeRow>('select * from inclusion.programme order by id');
  return new Map(rows.map((row) => [row.id, toProgramme(row)]));
}

/** @throws Refusal PROGRAMME_UNKNOWN (404) */
export async function getProgramme(reader: Pick<Reader, 'query'>, code: string): Promise<Programme> {
  const [row] = await reader.query<ProgrammeRow>('select * from inclusion.programme where code = $1', [code]);
  if (row === undefined) throw programmeUnknown(code);
  return toProgramme(row);
}

export function programmeUnknown(code: string): Refusal {
  return new Refusal(
    'PROGRAMME_UNKNOWN',
    404,
    { zh: `没有碳普惠项目 ${code.slice(0, 40)}`, en: `There is no programme ${code.slice(0, 40)}` },
    { details: { programme: code.slice(0, 40) } },
  );
}
