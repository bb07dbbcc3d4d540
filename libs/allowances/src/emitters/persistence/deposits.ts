import type { Reader, Transaction } from '@carbon/database';
import { EVERYTHING, inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, type ChinaMonth, newId, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { PackReference } from '@carbon/rules/domain';
import type { DepositDatum } from '../../domain/emitters/index';

/** What a unit deposited of a month; a correction is a further version. */
export interface Deposit {
  readonly id: string;
  readonly unitId: string;
  readonly month: ChinaMonth;
  readonly version: number;
  readonly market: string;
  /** Whose unit it was then. */
  readonly holderId: string;
  readonly data: readonly DepositDatum[];
  /** SHA-256 of documents, hex. */
  readonly evidence: readonly string[];
  readonly dueOn: ChinaDate | null;
  readonly depositedOn: ChinaDate;
  /** Of the first version; corrections are not late. */
  readonly daysLate: number;
  readonly reason: string | null;
  readonly importId: string | null;
  readonly pack: (PackReference & { readonly hash: string }) | null;
  readonly recordedAt: Date;
}

/** A deposit with where it comes from. */
export interface DepositView extends Deposit {
  readonly holder: string;
  readonly site: string;
  readonly unit: string;
}

export type NewDeposit = Omit<Deposit, 'id' | 'recordedAt'>;

const COLUMNS = `d.id, d.unit_id as "unitId", d.month, d.version, d.market, d.holder_id as "holderId", d.data, d.evidence,
  d.due_on::text as "dueOn", d.deposited_on::text as "depositedOn", d.days_late as "daysLate", d.reason,
  d.import_id as "importId", d.pack, d.recorded_at as "recordedAt"`;
const VIEW = `${COLUMNS}, h.code as holder, s.code as site, u.code as unit`;
const PLACE = `join allowances.facility u on u.id = d.unit_id join allowances.facility s on s.id = u.parent_id
  join identity.holder h on h.id = u.holder_id`;

/** Whose they are, and the month that they tell of: who looks at some days only looks at those of its months. */
const OF_MONTH = {
  holder: 'u.holder_id',
  moment: `((d.month || '-01')::timestamp at time zone 'Asia/Shanghai')`,
};

/** Writes deposits down, for one month of one unit or for thousands; the units are locked. */
export async function insertDeposits(
  tx: Transaction,
  deposits: readonly NewDeposit[],
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<string[]> {
  const rows = deposits.map((deposit) => ({ ...deposit, id: newId() }));
  await tx.query(
    `insert into allowances.deposit (id, unit_id, month, version, market, holder_id, data, evidence, due_on,
       deposited_on, days_late, reason, import_id, pack, recorded_at, recorded_by)
     select r.id, r."unitId", r.month, r.version, r.market, r."holderId", r.data, r.evidence, r."dueOn",
       r."depositedOn", r."daysLate", r.reason, r."importId", r.pack, $2, $3
     from jsonb_to_recordset($1::jsonb) as r (id uuid, "unitId" uuid, month text, version int, market text,
       "holderId" uuid, data jsonb, evidence text[], "dueOn" date, "depositedOn" date, "daysLate" int, reason text,
       "importId" uuid, pack jsonb)`,
    [JSON.stringify(rows), now, by],
  );
  return rows.map(({ id }) => id);
}

/** What counts now of these units and months, by `unitId month`. */
export async function depositsNow(
  reader: Reader,
  places: readonly { readonly unitId: string; readonly month: ChinaMonth }[],
): Promise<ReadonlyMap<string, Deposit>> {
  const rows = await reader.query<Deposit>(
    `select ${COLUMNS} from (
       select distinct p."unitId", p.month from jsonb_to_recordset($1::jsonb) as p ("unitId" uuid, month text)) p
     cross join lateral (
       select * from allowances.deposit d where d.unit_id = p."unitId" and d.month = p.month
       order by d.version desc limit 1) d`,
    [JSON.stringify(places.map(({ unitId, month }) => ({ unitId, month })))],
  );
  return new Map(rows.map((row) => [`${row.unitId} ${row.month}`, row]));
}

export interface DepositQuery {
  readonly reach: Reach;
  readonly market?: string | undefined;
  readonly from?: ChinaMonth | undefined;
  readonly to?: ChinaMonth | undefined;
  readonly holderId?: string | undefined;
  readonly unitId?: string | undefined;
  readonly late?: boolean | undefined;
}

/** Deposits as they count now, by month, unit. */
export async function readDeposits(
  reader: Reader,
  { reach, market, from, to, holderId, unitId, late }: DepositQuery,
  { limit, after }: PageRequest,
): Promise<Page<DepositView>> {
  const rows = await reader.query<DepositView>(
    `select ${VIEW} from allowances.deposit_now d ${PLACE}
      where ($1::text is null or d.market = $1) and ($2::text is null or d.month >= $2)
        and ($3::text is null or d.month <= $3) and ($4::uuid is null or u.holder_id = $4)
        and ($5::uuid is null or d.unit_id = $5) and (not $6 or d.days_late > 0)
        and ($7::text is null or (d.month, d.unit_id) > ($7, $8::uuid))
        and ${inReach(10, OF_MONTH)}
      order by d.month, d.unit_id limit $9`,
    [
      ...[market ?? null, from ?? null, to ?? null, holderId ?? null, unitId ?? null, late === true],
      ...[after?.[0] ?? null, after?.[1] ?? null, limit + 1, ...reachValues(reach)],
    ],
  );
  return toPage(rows, limit, ({ month, unitId: unit }) => [month, unit]);
}

/** All versions of a month's deposit, the newest first. */
export async function readDepositVersions(
  reader: Reader,
  { unitId, month }: { readonly unitId: string; readonly month: ChinaMonth },
  { limit, after }: PageRequest,
  reach: Reach = EVERYTHING,
): Promise<Page<DepositView>> {
  const rows = await reader.query<DepositView>(
    `select ${VIEW} from allowances.deposit d ${PLACE}
      where d.unit_id = $1 and d.month = $2 and ($3::int is null or d.version < $3)
        and ${inReach(5, OF_MONTH)}
      order by d.version desc limit $4`,
    [unitId, month, after?.[0] ?? null, limit + 1, ...reachValues(reach)],
  );
  return toPage(rows, limit, ({ version }) => [String(version)]);
}
