import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { requireDocument } from '@carbon/documents';
import type { Caller } from '@carbon/http';
import {
  canonicalJson,
  type ChinaDate,
  chinaDate,
  type ChinaMonth,
  chinaMonth,
  type Json,
  lastDayOf,
  malformed,
} from '@carbon/kernel';
import type { PackReference, PackSource } from '@carbon/rules/domain';
import { complianceRules, depositDeadline } from '../../domain/compliance/index';
import { dataFaults, type DepositDatum, orderedData, type UnitFacts } from '../../domain/emitters/index';
import type { EmitterDesk } from '../desk';
import { daysLate } from '../domain/cycle-days';
import {
  correctionNeedsReason,
  depositUnchanged,
  facilityUnknown,
  monthNotOver,
  nothingToCorrect,
  unitNotRunning,
} from '../domain/refusals';
import { whereKnown } from '../domain/where-known';
import { type Deposit, depositsNow, insertDeposits, type NewDeposit } from '../persistence/deposits';
import { findFacility } from '../persistence/facilities';

/** What is deposited of a unit's month. */
export interface DepositFiling {
  readonly unitId: string;
  readonly month: ChinaMonth;
  readonly data: readonly DepositDatum[];
  readonly evidence: readonly string[];
  /** Why a month that was deposited is corrected. */
  readonly reason?: string | undefined;
}

/** What a deposit of a month is judged by. */
export interface DepositTerms {
  readonly dueOn: ChinaDate;
  readonly pack: PackReference & { readonly hash: string };
}

/** When a deposit of a month is due (CYC-09), and by which pack; undefined where the market says nothing. */
export function depositTerms(
  packs: PackSource,
  market: string,
  month: ChinaMonth,
  today: ChinaDate,
): DepositTerms | undefined {
  return whereKnown(() => {
    const rules = complianceRules(packs, market, today);
    return {
      dueOn: depositDeadline(rules, month),
      pack: rules.reference([rules.figures.value('deposit.days')]),
    };
  });
}

/**
 * Deposits a month of a unit (CYC-09). What comes late is taken and marked; a month that was deposited is corrected by a
 * further version, with a reason.
 * @throws Refusal EMITTERS_FACILITY_UNKNOWN, EMITTERS_MONTH_NOT_OVER, EMITTERS_UNIT_NOT_RUNNING, DOCUMENT_UNKNOWN,
 * EMITTERS_DEPOSIT_UNCHANGED, EMITTERS_CORRECTION_NEEDS_REASON, EMITTERS_NOTHING_TO_CORRECT, INPUT_MALFORMED
 */
export async function depositData(
  tx: Transaction,
  desk: EmitterDesk,
  { unitId, month, data, evidence, reason }: DepositFiling,
  caller: Caller,
  now: Date,
): Promise<Deposit> {
  const faults = dataFaults(data, 'data');
  if (faults.length > 0) throw malformed(faults);
  if (month >= chinaMonth(now)) throw monthNotOver(month);
  const { reach } = caller;
  const unit = await findFacility<UnitFacts>(
    tx,
    { level: 'unit', id: unitId, reach, on: lastDayOf(month) },
    true,
  );
  if (unit === undefined) throw facilityUnknown('unit', unitId);
  if (!ranIn(unit.facts, month)) throw unitNotRunning(unit.code, month);
  for (const document of evidence) await requireDocument(tx, document, caller);
  const before = (await depositsNow(tx, [{ unitId, month }])).get(`${unitId} ${month}`);
  const kept = orderedData(data);
  if (before !== undefined && says(before, kept, evidence)) throw depositUnchanged(month, before.version);
  if (before !== undefined && reason === undefined) throw correctionNeedsReason(1);
  if (before === undefined && reason !== undefined) throw nothingToCorrect(month);
  const today = chinaDate(now);
  const terms = depositTerms(await desk.packs(tx), unit.facts.market, month, today);
  const entry = nextVersion(before, terms, today, {
    ...{ unitId, month, market: unit.facts.market, holderId: unit.holderId, data: kept, evidence },
    ...{ reason: reason ?? null, importId: null },
  });
  const [id = ''] = await insertDeposits(tx, [entry], { now, by: caller.id });
  await tellDeposits(tx, unit.holderId, [{ ...entry, id }], now);
  return { ...entry, id, recordedAt: now };
}

/** Whether a unit ran on some day of a month. */
export function ranIn(
  { commissionedOn, closedOn }: Pick<UnitFacts, 'commissionedOn' | 'closedOn'>,
  month: ChinaMonth,
): boolean {
  return commissionedOn <= lastDayOf(month) && (closedOn === undefined || closedOn >= `${month}-01`);
}

/** Whether a deposit says the same already. */
export function says(
  { data, evidence }: Pick<Deposit, 'data' | 'evidence'>,
  kept: readonly DepositDatum[],
  documents: readonly string[],
): boolean {
  const same = canonicalJson(data as unknown as Json) === canonicalJson(kept as unknown as Json);
  return same && documents.every((document) => evidence.includes(document));
}

/** The next version: the first says whether it came in time, corrections keep what it said. */
export function nextVersion(
  before: Deposit | undefined,
  terms: DepositTerms | undefined,
  today: ChinaDate,
  entry: Omit<NewDeposit, 'version' | 'dueOn' | 'depositedOn' | 'daysLate' | 'pack'>,
): NewDeposit {
  return {
    ...entry,
    version: (before?.version ?? 0) + 1,
    dueOn: before === undefined ? (terms?.dueOn ?? null) : before.dueOn,
    depositedOn: today,
    daysLate: before === undefined ? daysLate(terms?.dueOn, today) : before.daysLate,
    pack: terms?.pack ?? null,
  };
}

/** One record an act: what was deposited, corrected, and what of it was late. */
export async function tellDeposits(
  tx: Transaction,
  holderId: string,
  deposits: readonly Pick<
    Deposit,
    'id' | 'unitId' | 'month' | 'version' | 'daysLate' | 'evidence' | 'reason'
  >[],
  now: Date,
): Promise<void> {
  const [first] = deposits;
  if (first === undefined) return;
  const one = deposits.length === 1;
  await recordAudit(
    tx,
    {
      action: first.version > 1 && one ? 'emission-deposit.corrected' : 'emission-deposit.made',
      subject: one ? { kind: 'emission-deposit', id: first.id } : { kind: 'holder', id: holderId },
      holderId,
      after: one
        ? { unit: first.unitId, month: first.month, version: first.version, daysLate: first.daysLate }
        : {
            months: deposits.length,
            corrections: deposits.filter(({ version }) => version > 1).length,
            late: deposits.filter(({ version, daysLate: days }) => version === 1 && days > 0).length,
          },
      ...(first.reason === null ? {} : { reason: first.reason }),
      ...(first.evidence[0] === undefined ? {} : { documentHash: first.evidence[0] }),
    },
    now,
  );
}
