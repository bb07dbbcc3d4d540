import { type ChinaMonth, Refusal } from '@carbon/kernel';
import { type Wh, wh } from './energy';
import type { GecPack } from './rules/gec';
import { energyOf, slice, type SourceRange } from './source-ranges';

export { energyOf, type SourceRange } from './source-ranges';

export interface PlantMonth {
  readonly month: ChinaMonth;
  readonly energyWh: Wh;
  /** What earlier months left un-issued, oldest first: `carried` of the issue before. */
  readonly carried: readonly SourceRange[];
}

/** The batch of certificates (核发) of one plant and month. */
export interface MonthlyIssue {
  /** Production month of all its certificates, also of those that begin with energy carried from earlier (X). */
  readonly month: ChinaMonth;
  readonly certificates: bigint;
  readonly whPerCertificate: Wh;
  /** What the certificates consumed, oldest first; together exactly `certificates × whPerCertificate`. */
  readonly consumed: readonly SourceRange[];
  /** What is left for later months, oldest first. */
  readonly carried: readonly SourceRange[];
  /** Energy of `carried`: always below one certificate. */
  readonly remainderWh: Wh;
}

/**
 * GEC-001: issues the whole certificates of a plant-month, oldest un-issued energy first; the remainder below one
 * certificate carries to the next month.
 * @throws Refusal GEC_MONTH_OUT_OF_ORDER (409) when energy of this month or a later one was already carried
 * @throws RangeError when `carried` could not have come from an earlier issue
 */
export function issueMonth({ month, energyWh, carried }: PlantMonth, pack: GecPack): MonthlyIssue {
  const whPerCertificate = wh(pack.whPerCertificate.value);
  refuseOutOfOrder(carried, month);
  checkCarried(carried, whPerCertificate);
  const fresh: readonly SourceRange[] = energyWh > 0n ? [{ month, fromWh: wh(0n), toWh: energyWh }] : [];
  return issueAvailable(month, [...carried, ...fresh], pack);
}

/** The whole certificates of energy laid end to end, oldest first, and what is left of it. */
export function issueAvailable(
  month: ChinaMonth,
  available: readonly SourceRange[],
  pack: GecPack,
): MonthlyIssue {
  const whPerCertificate = wh(pack.whPerCertificate.value);
  const availableWh = energyOf(available);
  const certificates = availableWh / whPerCertificate;
  const issuedWh = wh(certificates * whPerCertificate);
  return {
    month,
    certificates,
    whPerCertificate,
    consumed: slice(available, wh(0n), issuedWh),
    carried: slice(available, issuedWh, availableWh),
    remainderWh: wh(availableWh - issuedWh),
  };
}

/**
 * The energy behind certificates `first` to `first + count - 1` of an issue, counted from 0.
 * @throws RangeError when the issue has no such certificates
 */
export function sourceOfSerials(issue: MonthlyIssue, first: bigint, count: bigint): readonly SourceRange[] {
  if (first < 0n || count < 1n || first + count > issue.certificates) {
    throw new RangeError(
      `certificates ${first.toString()} + ${count.toString()} of ${issue.certificates.toString()}`,
    );
  }
  const from = wh(first * issue.whPerCertificate);
  return slice(issue.consumed, from, wh(from + count * issue.whPerCertificate));
}

/** The energy behind one certificate of an issue, counted from 0: one range, or several where months meet. */
export function sourceOfSerial(issue: MonthlyIssue, serialOffset: bigint): readonly SourceRange[] {
  return sourceOfSerials(issue, serialOffset, 1n);
}

function refuseOutOfOrder(carried: readonly SourceRange[], month: ChinaMonth): void {
  const latest = carried.at(-1)?.month;
  if (latest === undefined || latest < month) return;
  throw new Refusal(
    'GEC_MONTH_OUT_OF_ORDER',
    409,
    {
      zh: `${month} 不晚于已结转电量的月份 ${latest}，须按月份先后核发`,
      en: `${month} is not later than ${latest}, whose energy is already carried: months are issued in order`,
    },
    { rule: 'GEC-001', details: { month, carriedMonth: latest } },
  );
}

/** Only the oldest carried month may have lost its head to certificates; the tail is never touched. */
function checkCarried(carried: readonly SourceRange[], whPerCertificate: Wh): void {
  carried.forEach((range, index) => {
    const before = carried[index - 1];
    if (
      range.fromWh >= range.toWh ||
      (before !== undefined && (before.month >= range.month || range.fromWh !== 0n))
    ) {
      throw new RangeError(`carried energy is not the tail of earlier months at ${range.month}`);
    }
  });
  if (energyOf(carried) >= whPerCertificate) throw new RangeError('carried energy makes a whole certificate');
}
