import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { requireDocument } from '@carbon/documents';
import { type Caller, type Reach, reachIds } from '@carbon/http';
import { chinaDate, type ChinaMonth, chinaMonth, fault, type FieldFault } from '@carbon/kernel';
import { type DepositDatum, orderedData, type UnitFacts } from '../../domain/emitters/index';
import type { EmitterDesk } from '../desk';
import type { DepositRow } from '../domain/deposit-rows';
import {
  correctionNeedsReason,
  importDecided,
  importFaulty,
  importUnknown,
  rowsRefused,
} from '../domain/refusals';
import { depositsNow, insertDeposits, type NewDeposit } from '../persistence/deposits';
import {
  decideImport,
  type EmitterImport,
  importInReach,
  lockImport,
  rowsOfImport,
} from '../persistence/imports';
import { type DepositTerms, depositTerms, nextVersion, ranIn, says, tellDeposits } from './deposit-data';

/** What a commit did, in months of units. */
export interface DepositsCommitted {
  readonly added: number;
  readonly corrected: number;
  readonly unchanged: number;
  readonly late: number;
}

interface Place {
  readonly unitId: string;
  readonly holderId: string;
  readonly market: string;
  readonly month: ChinaMonth;
  readonly data: readonly DepositDatum[];
  readonly evidence: readonly string[];
}

/** So many faults are told of one file. */
const TOLD = 200;

/**
 * Makes the figures of a staged file count, all rows or none; months that say the same already stay as they are.
 * Committed again, it answers what the first time did.
 * @throws Refusal EMITTERS_IMPORT_UNKNOWN, EMITTERS_IMPORT_DECIDED, EMITTERS_IMPORT_FAULTY, EMITTERS_ROWS_REFUSED naming
 * rows, EMITTERS_CORRECTION_NEEDS_REASON, DOCUMENT_UNKNOWN
 */
export async function commitDeposits(
  tx: Transaction,
  desk: EmitterDesk,
  { id, reason }: { readonly id: string; readonly reason?: string | undefined },
  caller: Caller,
  now: Date,
): Promise<DepositsCommitted> {
  await lockImport(tx, id);
  const staged = await importInReach(tx, id, caller.reach);
  if (staged.kind !== 'deposits') throw importUnknown(id);
  if (staged.decision === 'committed') return staged.outcome as unknown as DepositsCommitted;
  if (staged.decision !== null) throw importDecided(staged.decision);
  if (staged.faultCount > 0 || staged.rowCount === 0) throw importFaulty(staged.faultCount);
  const places = await placesOf(tx, staged, caller, now);
  const before = await depositsNow(tx, places);
  const found = (place: Place) => before.get(`${place.unitId} ${place.month}`);
  const changed = places.filter((place) => {
    const last = found(place);
    return last === undefined || !says(last, place.data, []);
  });
  const corrected = changed.filter((place) => found(place) !== undefined).length;
  if (corrected > 0 && reason === undefined) throw correctionNeedsReason(corrected);
  const [packs, today] = [await desk.packs(tx), chinaDate(now)];
  const terms = new Map<string, DepositTerms | undefined>();
  const termsOf = ({ market, month }: Place) => {
    const key = `${market} ${month}`;
    if (!terms.has(key)) terms.set(key, depositTerms(packs, market, month, today));
    return terms.get(key);
  };
  const entries = changed.map((place): NewDeposit => {
    const last = found(place);
    const entry = { ...place, reason: last === undefined ? null : (reason ?? null), importId: id };
    return nextVersion(last, termsOf(place), today, entry);
  });
  const ids = await insertDeposits(tx, entries, { now, by: caller.id });
  await tellHolders(tx, entries, ids, now);
  const outcome: DepositsCommitted = {
    ...{ added: changed.length - corrected, corrected, unchanged: places.length - changed.length },
    late: entries.filter(({ version, daysLate }) => version === 1 && daysLate > 0).length,
  };
  await decideImport(tx, id, { decision: 'committed', by: caller.id, now, outcome });
  return outcome;
}

/** Lays a staged file aside for good. @throws Refusal EMITTERS_IMPORT_UNKNOWN, EMITTERS_IMPORT_DECIDED */
export async function discardImport(tx: Transaction, id: string, caller: Caller, now: Date): Promise<void> {
  await lockImport(tx, id);
  const { decision, holderId } = await importInReach(tx, id, caller.reach);
  if (decision === 'discarded') return;
  if (decision !== null) throw importDecided(decision);
  await decideImport(tx, id, { decision: 'discarded', by: caller.id, now, outcome: {} });
  await recordAudit(
    tx,
    {
      action: 'emitter-import.discarded',
      subject: { kind: 'emitter-import', id },
      ...(holderId === null ? {} : { holderId }),
    },
    now,
  );
}

async function tellHolders(
  tx: Transaction,
  entries: readonly NewDeposit[],
  ids: readonly string[],
  now: Date,
): Promise<void> {
  const byHolder = new Map<string, (NewDeposit & { readonly id: string })[]>();
  entries.forEach((entry, at) => {
    const deposit = { ...entry, id: ids[at] ?? '' };
    byHolder.set(entry.holderId, [...(byHolder.get(entry.holderId) ?? []), deposit]);
  });
  for (const [holderId, deposits] of byHolder) await tellDeposits(tx, holderId, deposits, now);
}

/** The months of units that a file is of; the units are locked. @throws Refusal EMITTERS_ROWS_REFUSED, DOCUMENT_UNKNOWN */
async function placesOf(
  tx: Transaction,
  { id, documentHash, market }: EmitterImport,
  caller: Caller,
  now: Date,
): Promise<Place[]> {
  const rows = await rowsOfImport<DepositRow>(tx, id);
  const units = await lockedUnits(
    tx,
    rows.map(({ content }) => content),
    caller.reach,
  );
  for (const hash of new Set(rows.flatMap(({ content }) => content.evidence)))
    await requireDocument(tx, hash, caller);
  const faults: FieldFault[] = [];
  const places = new Map<string, Place>();
  for (const { line, content } of rows) {
    const unit = units.get(`${content.site} ${content.unit} ${content.month}`);
    const wrong = faultOf(content, unit, market, chinaMonth(now));
    if (wrong !== undefined) faults.push(fault(`rows[${line}].${wrong[0]}`, ...wrong[1]));
    if (wrong !== undefined || unit === undefined) continue;
    const key = `${unit.id} ${content.month}`;
    const { data, evidence } = places.get(key) ?? { data: [], evidence: [documentHash] };
    places.set(key, {
      ...{ unitId: unit.id, holderId: unit.holderId, market, month: content.month },
      data: [...data, content.datum],
      evidence: [...new Set([...evidence, ...content.evidence])],
    });
  }
  if (faults.length > 0) throw rowsRefused(faults.length, faults.slice(0, TOLD), 'CYC-09');
  return [...places.values()].map((place) => ({ ...place, data: orderedData(place.data) }));
}

interface KnownUnit {
  readonly id: string;
  readonly holderId: string;
  readonly facts: UnitFacts;
}

function faultOf(
  { month }: DepositRow,
  unit: KnownUnit | undefined,
  market: string,
  current: ChinaMonth,
): readonly [string, readonly [string, string, string]] | undefined {
  if (month >= current) return ['month', ['not-over', 'is not over', '尚未结束']];
  if (unit === undefined) return ['unit', ['unknown', 'is not a unit of that site', '该场所没有此机组']];
  if (unit.facts.market !== market)
    return ['unit', ['market', `counts under ${unit.facts.market}`, `属 ${unit.facts.market} 市场`]];
  if (!ranIn(unit.facts, month))
    return ['month', ['not-running', 'the unit did not run then', '机组当月未运行']];
  return undefined;
}

/** Units within reach by `site unit month`, as they were at the end of each month; nobody else deposits for them now. */
async function lockedUnits(
  tx: Transaction,
  rows: readonly DepositRow[],
  reach: Reach,
): Promise<ReadonlyMap<string, KnownUnit>> {
  const named = [...new Map(rows.map(({ site, unit }) => [`${site} ${unit}`, { site, unit }])).values()];
  await tx.query(
    `select u.id from jsonb_to_recordset($1::jsonb) as n (site text, unit text)
       join allowances.facility s on s.level = 'site' and s.code = n.site
       join allowances.facility u on u.parent_id = s.id and u.code = n.unit
      order by u.id for update of u`,
    [JSON.stringify(named)],
  );
  const months = [
    ...new Map(
      rows.map(({ site, unit, month }) => [`${site} ${unit} ${month}`, { site, unit, month }]),
    ).values(),
  ];
  const found = await tx.query<KnownUnit & { site: string; unit: string; month: string }>(
    `select n.site, n.unit, n.month, u.id, u.holder_id as "holderId", v.facts
       from jsonb_to_recordset($1::jsonb) as n (site text, unit text, month text)
       join allowances.facility s on s.level = 'site' and s.code = n.site
       join allowances.facility u on u.parent_id = s.id and u.code = n.unit
       cross join lateral (
         select v.facts from allowances.facility_version v where v.facility_id = u.id
            and v.effective_from < ((n.month || '-01')::date + interval '1 month')
          order by v.effective_from desc, v.version desc limit 1) v
      where $2::uuid[] is null or u.holder_id = any($2)`,
    [JSON.stringify(months), reachIds(reach)],
  );
  return new Map(found.map(({ site, unit, month, ...known }) => [`${site} ${unit} ${month}`, known]));
}
