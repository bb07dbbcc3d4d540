import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, type Text, toPage } from '@carbon/kernel';

/** A budget for rewards of a programme. */
export interface Funding {
  readonly id: string;
  readonly number: bigint;
  readonly programmeId: number;
  readonly programme: string;
  readonly operatorId: string;
  readonly funderId: string;
  readonly purpose: Text;
  readonly budgetFen: bigint;
  /** Of vouchers that may still be used, were used, and of gifts. */
  readonly takenFen: bigint;
  /** What was settled of it. */
  readonly settledFen: bigint;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly source: string;
  readonly grantedAt: Date;
  readonly endedAt: Date | null;
}

interface Row {
  id: string;
  number: string;
  programme_id: number;
  programme: string;
  operator_id: string;
  funder_id: string;
  purpose_zh: string;
  purpose_en: string;
  budget_fen: string;
  taken_fen: string;
  settled_fen: string;
  valid_from: Date;
  valid_to: Date | null;
  source: string;
  granted_at: Date;
  ended_at: Date | null;
}

const SELECT = `
  select f.*, p.code as programme, p.operator_id,
         (select coalesce(sum(fen), 0)::text from inclusion.settlement_line l where l.funding_id = f.id) as settled_fen
    from inclusion.funding f join inclusion.programme p on p.id = f.programme_id`;

const toFunding = (row: Row): Funding => ({
  ...{ id: row.id, number: BigInt(row.number), programmeId: row.programme_id, programme: row.programme },
  ...{ operatorId: row.operator_id, funderId: row.funder_id },
  ...{ purpose: { zh: row.purpose_zh, en: row.purpose_en }, budgetFen: BigInt(row.budget_fen) },
  ...{ takenFen: BigInt(row.taken_fen), settledFen: BigInt(row.settled_fen) },
  ...{ validFrom: row.valid_from, validTo: row.valid_to, source: row.source },
  ...{ grantedAt: row.granted_at, endedAt: row.ended_at },
});

/** Whose: those who granted them and those whose programme has them; null for all. */
const SEEN = '($1::uuid[] is null or f.funder_id = any($1) or p.operator_id = any($1))';

export async function findFunding(
  reader: Pick<Reader, 'query'>,
  id: string,
  parties: readonly string[] | null,
): Promise<Funding | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where ${SEEN} and f.id = $2`, [parties, id]);
  return row && toFunding(row);
}

/** In the order in which they came. */
export async function readFundings(
  reader: Pick<Reader, 'query'>,
  parties: readonly string[] | null,
  page: PageRequest,
  { programme }: { readonly programme?: string | undefined },
): Promise<Page<Funding>> {
  const rows = await reader.query<Row>(
    `${SELECT} where ${SEEN} and ($2::text is null or p.code = $2) and f.number > $3::bigint
      order by f.number limit $4`,
    [parties, programme ?? null, page.after?.[0] ?? '0', page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ number }) => [number]);
  return { ...found, items: found.items.map(toFunding) };
}

export async function insertFunding(
  tx: Transaction,
  funding: Pick<
    Funding,
    'id' | 'programmeId' | 'funderId' | 'purpose' | 'budgetFen' | 'validFrom' | 'validTo' | 'source'
  >,
  now: Date,
): Promise<void> {
  const { purpose } = funding;
  await tx.query(
    `insert into inclusion.funding (id, programme_id, funder_id, purpose_zh, purpose_en, budget_fen, valid_from, valid_to,
       source, granted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[funding.id, funding.programmeId, funding.funderId, purpose.zh, purpose.en],
      ...[funding.budgetFen.toString(), funding.validFrom, funding.validTo, funding.source, now],
    ],
  );
}

/** Pays for nothing new; what was taken stays paid. @returns whether it was still open */
export async function endFunding(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    'update inclusion.funding set ended_at = $2 where id = $1 and ended_at is null returning id',
    [id, now],
  );
  return rows.length > 0;
}

/** A correction gives back what it lowered, or takes more. @returns whether the budget covers it */
export async function changeTaken(tx: Transaction, id: string, fen: bigint): Promise<boolean> {
  const rows = await tx.query(
    `update inclusion.funding set taken_fen = taken_fen + $2
      where id = $1 and taken_fen + $2 between 0 and budget_fen returning id`,
    [id, fen.toString()],
  );
  return rows.length > 0;
}
