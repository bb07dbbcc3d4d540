import type { Reader, Transaction } from '@carbon/database';
import { chinaDate, type ChinaMonth } from '@carbon/kernel';
import type { Cause, Command } from '@carbon/ledger';
import type { PackReference } from '@carbon/rules';
import { countMember, type MemberCount } from '../../domain/internal/count-member';
import { internalRules } from '../../domain/internal/internal-rules';
import { readSeries } from '../../groups/index';
import { notMeasured, yearCounted, yearNotOver } from '../domain/refusals';
import { type UnitsOfMember, unitsOf } from '../persistence/balances';
import { type InternalMarket, type InternalYear, readMembers } from '../persistence/internal-markets';
import type { InternalDesk } from './desk';

export interface CountedMember extends MemberCount {
  readonly holderId: string;
  readonly holder: string;
  readonly measuredT: string;
  readonly units: readonly UnitsOfMember[];
}

export interface YearCount {
  readonly members: readonly CountedMember[];
  readonly pack: PackReference;
}

const MONTHS = 12;

/**
 * What counting a year against measured emissions would come to; only units that are free can be given.
 * @throws Refusal INTERNAL_YEAR_COUNTED, INTERNAL_YEAR_NOT_OVER, INTERNAL_NOT_MEASURED
 */
export async function planCount(
  reader: Reader,
  desk: InternalDesk,
  market: InternalMarket,
  year: InternalYear,
): Promise<YearCount> {
  if (year.countedAt !== null) throw yearCounted(market.code, year.year);
  const today = chinaDate(desk.clock.now());
  if (today <= `${year.year}-12-31`) throw yearNotOver(market.code, year.year);
  const rules = internalRules(await desk.rulebook.packs(reader), today);
  const allocated = new Set(await allocatedHolders(reader, year));
  const members = await countedHolders(reader, market, year);
  const ids = members.map(({ id }) => id);
  const units = new Map(ids.map((id): [string, UnitsOfMember[]] => [id, []]));
  for (const one of await unitsOf(reader, year.instrument, ids)) units.get(one.holderId)?.push(one);
  const missing: string[] = [];
  const counted: CountedMember[] = [];
  for (const { id, code } of members) {
    const series = (await readSeries(reader, [id], { until: `${year.year}-12` as ChinaMonth })).filter(
      ({ month }) => month.startsWith(`${year.year}-`),
    );
    // who got no share owes nothing; its units come to their end with the others
    const owes = allocated.has(id);
    if (owes && series.length < MONTHS) missing.push(code);
    const measuredT = owes ? sumOf(series.map(({ tonnes }) => tonnes)) : sumOf([]);
    const own = units.get(id) ?? [];
    const availableT = own.reduce((sum, { available }) => sum + available, 0n);
    const rewardFenPerTonne = owes ? year.rewardFenPerTonne : 0n;
    counted.push({
      ...{ holderId: id, holder: code, measuredT, units: own },
      ...countMember(rules, { measuredT, availableT, rewardFenPerTonne }),
    });
  }
  if (missing.length > 0) throw notMeasured(missing);
  return { members: counted, pack: rules.pack };
}

/** Adds decimals of three places exactly. */
function sumOf(tonnes: readonly string[]): string {
  const thousandths = tonnes.reduce((sum, text) => {
    const [whole = '0', part = ''] = text.split('.');
    return sum + BigInt(whole + part.padEnd(3, '0'));
  }, 0n);
  const digits = thousandths.toString().padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

/** Whoever got a share of the year, and every member that has units of it; by code. */
async function countedHolders(
  reader: Reader,
  market: InternalMarket,
  { year, instrument }: InternalYear,
): Promise<{ readonly id: string; readonly code: string }[]> {
  const ids = (await readMembers(reader, market)).map(({ id }) => id);
  return reader.query(
    `select h.id, h.code from identity.holder h
      where exists (select from allowances.internal_allocation s
                     where s.market = $1 and s.year = $2 and s.holder_id = h.id)
         or h.id = any($3::uuid[]) and exists (
              select from ledger.account a join ledger.balance b on b.account_id = a.id
                join ledger.instrument i on i.id = b.instrument_id
               where a.holder_id = h.id and i.code = $4
                 and b.available + b.frozen + b.locked + b.pledged + b.judicial + b.pending > 0)
      order by h.code`,
    [market.code, year, ids, instrument],
  );
}

async function allocatedHolders(reader: Reader, { market, year }: InternalYear): Promise<string[]> {
  const rows = await reader.query<{ holder_id: string }>(
    'select holder_id from allowances.internal_allocation where market = $1 and year = $2',
    [market, year],
  );
  return rows.map((row) => row.holder_id);
}

/** Takes what is due from the members, ends what is left where the year says so, and writes the count down. */
export async function settleCount(
  tx: Transaction,
  desk: InternalDesk,
  year: InternalYear,
  { members, pack }: YearCount,
  cause: Cause,
): Promise<void> {
  const commands = members.flatMap((member) => takings(year, member, cause));
  for (const outcome of await desk.ledger.submit(tx, commands)) {
    if (outcome.status !== 'done') throw outcome.refusal;
  }
  const now = desk.clock.now();
  const rows = members.map((member) => ({
    holder_id: member.holderId,
    measured_t: member.measuredT,
    due_t: member.dueT.toString(),
    surrendered_t: member.surrenderedT.toString(),
    shortfall_t: member.shortfallT.toString(),
    surplus_t: member.surplusT.toString(),
    reward_fen: member.rewardFen.toString(),
  }));
  await tx.query(
    `insert into allowances.internal_count (market, year, holder_id, measured_t, due_t, surrendered_t, shortfall_t,
       surplus_t, reward_fen, pack, counted_at)
     select $1, $2, r.*, $4, $5
       from jsonb_to_recordset($3::jsonb) as r (holder_id uuid, measured_t numeric, due_t bigint, surrendered_t bigint,
         shortfall_t bigint, surplus_t bigint, reward_fen bigint)`,
    [year.market, year.year, JSON.stringify(rows), JSON.stringify(pack), now],
  );
  await tx.query('update allowances.internal_year set counted_at = $3 where market = $1 and year = $2', [
    year.market,
    year.year,
    now,
  ]);
}

function takings(year: InternalYear, { units, surrenderedT }: CountedMember, cause: Cause): Command[] {
  let left = surrenderedT;
  return units.flatMap(({ account, available }) => {
    const taken = available < left ? available : left;
    left -= taken;
    const rest = year.afterCount === 'expire' ? available - taken : 0n;
    const of = { instrument: year.instrument, from: account, cause };
    return [
      ...(taken > 0n ? [{ kind: 'surrender' as const, quantity: taken, ...of }] : []),
      ...(rest > 0n ? [{ kind: 'expire' as const, quantity: rest, ...of }] : []),
    ];
  });
}
