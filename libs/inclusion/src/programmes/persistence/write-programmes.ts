import type { Transaction } from '@carbon/database';
import type { Programme } from '../programme';

/** Enters a programme under its code. @returns false when another has it */
export async function insertProgramme(
  tx: Transaction,
  programme: Omit<Programme, 'id' | 'closedAt'>,
): Promise<boolean> {
  const { code, kind, name, operatorId, pack, pointsInstrument, pointsPool, creditScheme } = programme;
  const rows = await tx.query(
    `insert into inclusion.programme (code, kind, name_zh, name_en, operator_id, pack, points_instrument, points_pool,
       credit_scheme, source, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (code) do nothing returning id`,
    [
      ...[code, kind, name.zh, name.en, operatorId, pack, pointsInstrument, pointsPool],
      ...[creditScheme, programme.source, programme.openedAt],
    ],
  );
  return rows.length > 0;
}

/** @returns false when it was closed before */
export async function closeProgramme(tx: Transaction, code: string, now: Date): Promise<boolean> {
  const rows = await tx.query<{ code: string }>(
    `update inclusion.programme set closed_at = $2 where code = $1 and closed_at is null returning code`,
    [code, now],
  );
  return rows.length > 0;
}

/** All programmes of one operator become another's. @returns their codes */
export async function handOverProgrammes(tx: Transaction, from: string, to: string): Promise<string[]> {
  const rows = await tx.query<{ code: string }>(
    'update inclusion.programme set operator_id = $2 where operator_id = $1 returning code',
    [from, to],
  );
  return rows.map(({ code }) => code).sort();
}

/** The programme whose points an account issues; undefined for every other account. */
export async function programmeOfPool(tx: Transaction, account: string): Promise<string | undefined> {
  const [row] = await tx.query<{ code: string }>(
    'select code from inclusion.programme where points_pool = $1 limit 1',
    [account],
  );
  return row?.code;
}
