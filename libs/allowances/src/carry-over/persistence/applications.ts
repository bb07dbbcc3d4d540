import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import { type LotApart, lotsOf, sentLot, type SentLotApart } from '../../pending-units/index';

export const APPLICATION_STATES = ['pending', 'converted', 'ended'] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** An application for carry-over. Its id is that of its task. */
export interface CarryOverApplication {
  readonly id: string;
  readonly market: string;
  readonly holderId: string;
  readonly account: string;
  readonly quantity: bigint;
  readonly lots: readonly LotApart[];
  readonly into: string;
  /** Null for a late one (CAR-007). */
  readonly round: number | null;
  readonly doneBy: ChinaDate | null;
  readonly state: ApplicationState;
  readonly limitId: string;
  readonly appliedOn: ChinaDate;
  readonly appliedAt: Date;
  readonly appliedBy: string;
  readonly endedAt: Date | null;
  readonly transactionId: bigint | null;
}

type Row = Omit<CarryOverApplication, 'quantity' | 'lots' | 'transactionId'> & {
  readonly quantity: string;
  readonly lots: readonly SentLotApart[];
  readonly transactionId: string | null;
};

const SELECT = `
  select a.id, a.market, a.holder_id as "holderId", a.account_number as account, a.quantity, a.lots,
    a.into_instrument as "into", a.round, a.done_by::text as "doneBy", a.state, a.limit_id as "limitId",
    a.applied_on::text as "appliedOn", a.applied_at as "appliedAt", a.applied_by as "appliedBy",
    a.ended_at as "endedAt", a.transaction_id as "transactionId"
  from allowances.carry_over_application a`;

const toApplication = (row: Row): CarryOverApplication => ({
  ...row,
  quantity: BigInt(row.quantity),
  lots: lotsOf(row.lots).map((lot) => ({ ...lot, serials: lot.serials ?? [] })),
  transactionId: row.transactionId === null ? null : BigInt(row.transactionId),
});

export async function findApplication(reader: Reader, id: string): Promise<CarryOverApplication | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where a.id = $1`, [id]);
  return row === undefined ? undefined : toApplication(row);
}

/** Applications within reach, the latest first. */
export async function readApplications(
  reader: Reader,
  {
    market,
    reach,
    state,
  }: { readonly market: string; readonly reach: Reach; readonly state: string | undefined },
  page: PageRequest,
): Promise<Page<CarryOverApplication>> {
  const rows = await reader.query<Row>(
    `${SELECT} where a.market = $1 and ($2::uuid is null or a.id < $2) and ($4::text is null or a.state = $4)
        and ${inReach(5, { holder: 'a.holder_id', moment: 'a.applied_at' })}
      order by a.id desc limit $3`,
    [market, page.after?.[0] ?? null, page.limit + 1, state ?? null, ...reachValues(reach)],
  );
  return toPage(rows.map(toApplication), page.limit, ({ id }) => [id]);
}

/** How much was applied for late of an account, and not given up (CAR-007). */
export async function appliedLate(reader: Reader, market: string, account: string): Promise<bigint> {
  const [row] = await reader.query<{ total: string }>(
    `select coalesce(sum(quantity), 0)::text as total from allowances.carry_over_application
      where market = $1 and account_number = $2 and round is null and state <> 'ended'`,
    [market, account],
  );
  return BigInt(row?.total ?? 0);
}

export async function insertApplication(tx: Transaction, one: CarryOverApplication): Promise<void> {
  await tx.query(
    `insert into allowances.carry_over_application (id, market, holder_id, account_number, quantity, lots,
       into_instrument, round, done_by, state, limit_id, applied_on, applied_at, applied_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[one.id, one.market, one.holderId, one.account, one.quantity.toString()],
      ...[JSON.stringify(one.lots.map(sentLot)), one.into, one.round, one.doneBy, one.state, one.limitId],
      ...[one.appliedOn, one.appliedAt, one.appliedBy],
    ],
  );
}

export async function endApplication(
  tx: Transaction,
  id: string,
  end: {
    readonly state: ApplicationState;
    readonly now: Date;
    readonly by: string;
    readonly transactionId?: bigint;
  },
): Promise<void> {
  await tx.query(
    `update allowances.carry_over_application set state = $2, ended_at = $3, ended_by = $4, transaction_id = $5
      where id = $1`,
    [id, end.state, end.now, end.by, end.transactionId?.toString() ?? null],
  );
}

/** How far a round is (CAR-003). */
export interface RoundProgress {
  readonly round: number | null;
  readonly state: ApplicationState;
  readonly applications: number;
  readonly quantity: bigint;
}

export async function readRounds(reader: Reader, market: string, reach: Reach): Promise<RoundProgress[]> {
  const rows = await reader.query<Omit<RoundProgress, 'quantity'> & { quantity: string }>(
    `select a.round, a.state, count(*)::int as applications, sum(a.quantity)::text as quantity
       from allowances.carry_over_application a
      where a.market = $1 and ${inReach(2, { holder: 'a.holder_id', moment: 'a.applied_at' })}
      group by a.round, a.state order by a.round nulls last, a.state`,
    [market, ...reachValues(reach)],
  );
  return rows.map((row) => ({ ...row, quantity: BigInt(row.quantity) }));
}
