import { type ChinaMonth, Refusal } from '@carbon/kernel';
import { type Wh, wh } from './energy';
import type { GecPack } from './rules/gec';

/**
 * A stretch `[fromWh, toWh)` of one month's energy of one plant. The energy of a plant-month is the stretch
 * `[0, energyWh)`; every certificate stands for stretches that no other certificate holds.
 */
export interface SourceRange {
  readonly month: ChinaMonth;
  readonly fromWh: Wh;
  readonly toWh: Wh;
}

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
  const available = [...carried, ...fresh];
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

/** Energy of ranges together. */
export function energyOf(ranges: readonly SourceRange[]): Wh {
  return wh(ranges.reduce((sum, range) => sum + range.toWh - range.fromWh, 0n));
}

/** The part `[from, to)` of ranges laid end to end. */
function slice(ranges: readonly SourceRange[], from: Wh, to: Wh): readonly SourceRange[] {
  const parts: SourceRange[] = [];
  let start = 0n;
  for (const { month, fromWh, toWh } of ranges) {
    const end = start + toWh - fromWh;
    const low = start > from ? start : from;
    const high = end < to ? end : to;
    if (low < high) {
      parts.push({ month, fromWh: wh(fromWh + low - start), toWh: wh(fromWh + high - start) });
    }
    start = end;
  }
  return parts;
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
