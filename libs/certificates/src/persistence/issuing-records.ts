import type { ChinaMonth } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import { energyKey } from '@carbon/sources/domain';
import type { ClassCarry, Correction } from '../domain/class-issue';
import type { Reporter } from '../domain/csv/meter-months-csv';
import type { ElectricityClass } from '../domain/electricity-class';
import { type Wh, wh } from '../domain/energy';
import type { IssueHistory, MeteredMonth } from '../domain/issue-plan';
import type { SourceRange } from '../domain/monthly-issue';
import { readRanges, type StoredRange } from './columns';
import { splitOf, type StoredSplit } from './meter-split';
import { siblingCodes } from './plant-assets';

/** A reported month that may issue, with its evidence. */
export interface WaitingMonth extends MeteredMonth {
  readonly id: string;
  readonly evidenceHash: Buffer;
}

export interface IssuingState {
  readonly history: IssueHistory;
  /** Reported months after the latest issued one, by whomever. */
  readonly waiting: readonly WaitingMonth[];
  /** Energy of those months, and of what is carried, that other units stand for already (INV-04). */
  readonly taken: readonly SourceRange[];
}

/** A plant as far as issuing states need it. */
export interface IssuingPlant {
  readonly id: string;
  readonly code: string;
}

/** Where issuing stands, by plant id. */
export async function issuingStates(
  reader: Reader,
  plants: readonly IssuingPlant[],
): Promise<Map<string, IssuingState>> {
  const ids = plants.map(({ id }) => id);
  const histories = await readHistories(reader, ids);
  const waiting = await readWaiting(reader, ids, histories);
  const taken = await readTaken(reader, plants, histories, waiting);
  return new Map(
    ids.map((id) => [
      id,
      {
        history: histories.get(id) ?? { carries: [] },
        waiting: waiting.get(id) ?? [],
        taken: taken.get(id) ?? [],
      },
    ]),
  );
}

async function readHistories(reader: Reader, ids: readonly string[]): Promise<Map<string, IssueHistory>> {
  const rows = await reader.query<{
    plant_id: string;
    month: ChinaMonth;
    electricity_class: ElectricityClass | null;
    carried: StoredRange[] | null;
    owed_wh: string | null;
  }>(
    `select p.id as plant_id, i.month, l.electricity_class, l.carried, l.owed_wh from unnest($1::uuid[]) as p(id)
      cross join lateral (select id, month from certificates.issue
        where plant_id = p.id order by month desc limit 1) i
       left join certificates.issue_lot l on l.issue_id = i.id
      order by p.id, l.ordinal`,
    [ids],
  );
  const histories = new Map<
    string,
    { lastMonth: ChinaMonth; carries: ClassCarry[]; corrections: Correction[] }
  >();
  for (const { plant_id, month, electricity_class, carried, owed_wh } of rows) {
    const history = histories.get(plant_id) ?? { lastMonth: month, carries: [], corrections: [] };
    histories.set(plant_id, history);
    if (electricity_class === null) continue;
    history.carries.push({
      electricityClass: electricity_class,
      carried: readRanges(carried ?? []),
      owedWh: wh(BigInt(owed_wh ?? 0)),
    });
  }
  await addCorrections(reader, histories);
  return histories;
}

/** Corrections since the latest issue of each plant: the next one takes them in. */
async function addCorrections(
  reader: Reader,
  histories: ReadonlyMap<string, { readonly lastMonth: ChinaMonth; readonly corrections: Correction[] }>,
): Promise<void> {
  const rows = await reader.query<{
    plant_id: string;
    month: ChinaMonth;
    electricity_class: ElectricityClass;
    added_from_wh: string | null;
    added_to_wh: string | null;
    owed_wh: string;
  }>(
    `select c.* from unnest($1::uuid[], $2::text[]) as p(id, month)
       join certificates.meter_month_correction c on c.plant_id = p.id and c.after_month = p.month
      order by c.id`,
    [[...histories.keys()], [...histories.values()].map(({ lastMonth }) => lastMonth)],
  );
  for (const row of rows) {
    histories.get(row.plant_id)?.corrections.push({
      electricityClass: row.electricity_class,
      added:
        row.added_from_wh === null || row.added_to_wh === null
          ? undefined
          : { month: row.month, fromWh: energy(row.added_from_wh), toWh: energy(row.added_to_wh) },
      owedWh: energy(row.owed_wh),
    });
  }
}

async function readWaiting(
  reader: Reader,
  ids: readonly string[],
  histories: ReadonlyMap<string, IssueHistory>,
): Promise<Map<string, WaitingMonth[]>> {
  const rows = await reader.query<
    StoredSplit & {
      id: string;
      plant_id: string;
      month: ChinaMonth;
      reported_by: Reporter;
      energy_wh: string;
      evidence_hash: Buffer;
    }
  >(
    `select m.* from unnest($1::uuid[], $2::text[]) as p(id, last_month)
       join certificates.meter_month m on m.plant_id = p.id and m.month > p.last_month
      order by m.plant_id, m.month`,
    [ids, ids.map((id) => histories.get(id)?.lastMonth ?? '')],
  );
  const waiting = new Map<string, WaitingMonth[]>(ids.map((id) => [id, []]));
  for (const row of rows) {
    waiting.get(row.plant_id)?.push({
      id: row.id,
      month: row.month,
      reportedBy: row.reported_by,
      energyWh: energy(row.energy_wh),
      split: splitOf(row),
      evidenceHash: row.evidence_hash,
    });
  }
  return waiting;
}

/** What units stand for already, of the months that are about to be issued and of what is carried into them. */
async function readTaken(
  reader: Reader,
  plants: readonly IssuingPlant[],
  histories: ReadonlyMap<string, IssueHistory>,
  waiting: ReadonlyMap<string, readonly WaitingMonth[]>,
): Promise<Map<string, SourceRange[]>> {
  const siblings = await siblingCodes(
    reader,
    plants.map(({ id }) => id),
  );
  const asked = plants.flatMap(({ id, code }) => {
    const { carries = [], corrections = [] } = histories.get(id) ?? {};
    const months = new Set([
      ...(waiting.get(id) ?? []).map(({ month }) => month),
      ...carries.flatMap(({ carried }) => carried.map(({ month }) => month)),
      ...corrections.flatMap(({ added }) => (added === undefined ? [] : [added.month])),
    ]);
    const codes = [code, ...(siblings.get(id) ?? [])];
    return [...months].flatMap((month) => codes.map((each) => ({ id, month, key: energyKey(each, month) })));
  });
  const rows = await reader.query<{
    plant_id: string;
    month: ChinaMonth;
    from_unit: string;
    to_unit: string;
  }>(
    `select k.plant_id, k.month, s.from_unit, s.to_unit
       from unnest($1::text[], $2::text[], $3::text[]) as k(plant_id, month, key)
       join ledger.source_range s on s.source_key = k.key and not s.released
      order by 1, 2, 3`,
    [asked.map(({ id }) => id), asked.map(({ month }) => month), asked.map(({ key }) => key)],
  );
  const taken = new Map<string, SourceRange[]>();
  for (const { plant_id, month, from_unit, to_unit } of rows) {
    const ranges = taken.get(plant_id) ?? [];
    ranges.push({ month, fromWh: energy(from_unit), toWh: energy(to_unit) });
    taken.set(plant_id, ranges);
  }
  return taken;
}

const energy = (text: string): Wh => wh(BigInt(text));

/** Plants with data of the grid company or the power exchange that is not issued yet, in the order of their ids. */
export async function plantsWaiting(reader: Reader, after: string, limit: number): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `select p.id from certificates.plant p
      where p.id > $1 and exists (
        select from certificates.meter_month m
         where m.plant_id = p.id and m.reported_by <> 'owner'
           and m.month > coalesce((select max(i.month) from certificates.issue i where i.plant_id = p.id), ''))
      order by p.id limit $2`,
    [after, limit],
  );
  return rows.map(({ id }) => id);
}

/** Plant-months that may issue once those before them are, some of them held back by a gap, and their plants. */
export async function countWaiting(
  reader: Reader,
): Promise<{ readonly months: number; readonly plants: number }> {
  const [row] = await reader.query<{ months: number; plants: number }>(
    `select count(distinct (m.plant_id, m.month))::int as months, count(distinct m.plant_id)::int as plants
       from certificates.meter_month m
      where m.reported_by <> 'owner' and m.month > coalesce(
        (select max(i.month) from certificates.issue i where i.plant_id = m.plant_id), '')`,
  );
  return row ?? { months: 0, plants: 0 };
}
