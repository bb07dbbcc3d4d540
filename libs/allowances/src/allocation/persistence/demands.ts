import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { MovedLine } from './movements';

/** Units that an enterprise must hand back and did not hold when they were due (ALC-012). */
export interface ReturnDemand extends Omit<MovedLine, 'province' | 'sector'> {
  readonly id: string;
  readonly instrument: string;
  readonly demandedT: bigint;
  readonly dueOn: ChinaDate;
}

export async function insertDemands(
  tx: Transaction,
  demands: readonly ReturnDemand[],
  at: Date,
): Promise<void> {
  if (demands.length === 0) return;
  const rows = demands.map((one) => ({
    ...{ id: one.id, round_id: one.roundId, holder_id: one.holderId, line_version: one.lineVersion },
    ...{ market: one.market, year: one.year, instrument: one.instrument },
    ...{ demanded_t: one.demandedT.toString(), due_on: one.dueOn },
  }));
  await tx.query(
    `insert into allowances.return_demand (id, round_id, holder_id, line_version, market, year, instrument, demanded_t,
       due_on, at)
     select d.*, $2 from jsonb_to_recordset($1::jsonb) as d (id uuid, round_id uuid, holder_id uuid, line_version int,
       market text, year int, instrument text, demanded_t bigint, due_on date)`,
    [JSON.stringify(rows), at],
  );
}

/** A demand with what became of it. */
export interface DemandRecord extends ReturnDemand {
  readonly round: string;
  readonly holder: string;
  /** Who owes it now: the enterprise, or its successor (ETS-015). */
  readonly owedById: string;
  readonly sector: string;
  readonly province: string;
  readonly handedBackT: bigint;
  readonly at: Date;
}

type Row = Omit<DemandRecord, 'demandedT' | 'handedBackT'> & {
  readonly demandedT: string;
  readonly handedBackT: string;
};

const COLUMNS = `d.id, d.round_id as "roundId", r.number as round, d.holder_id as "holderId", h.code as holder, h.id as "owedById",
  d.line_version as "lineVersion", d.market, d.year, d.instrument, l.sector, l.province, d.demanded_t as "demandedT",
  d.due_on::text as "dueOn", d.at, (select coalesce(sum(m.quantity), 0) from allowances.allocation_movement m
    where m.demand_id = d.id and m.kind = 'return')::bigint as "handedBackT"`;
const FROM = `allowances.return_demand d
  join allowances.allocation_round r on r.id = d.round_id
  join allowances.allocation_line l on (l.round_id, l.holder_id, l.version) = (d.round_id, d.holder_id, d.line_version)
  join identity.holder h on h.id = allowances.successor_of(d.holder_id)`;
const IN_REACH = inReach(1, { holder: 'h.id', moment: 'd.at' });

const demandOf = (row: Row): DemandRecord => ({
  ...row,
  demandedT: BigInt(row.demandedT),
  handedBackT: BigInt(row.handedBackT),
});

export async function findDemand(
  reader: Reader,
  id: string,
  reach: Reach,
): Promise<DemandRecord | undefined> {
  const [row] = await reader.query<Row>(`select ${COLUMNS} from ${FROM} where ${IN_REACH} and d.id = $4`, [
    ...reachValues(reach),
    id,
  ]);
  return row === undefined ? undefined : demandOf(row);
}

/** Demands within reach, the latest first. */
export async function readDemands(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
): Promise<Page<DemandRecord>> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from ${FROM} where ${IN_REACH} and ($4::uuid is null or d.id < $4) order by d.id desc limit $5`,
    [...reachValues(reach), page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows.map(demandOf), page.limit, ({ id }) => [id]);
}
