import type { ChinaMonth } from '@carbon/kernel';
import { CLASS_ORDER, type ElectricityClass } from './electricity-class';
import type { Stretch } from './energy-split';
import { type Wh, wh } from './energy';
import { issueAvailable, type MonthlyIssue } from './monthly-issue';
import type { GecPack } from './rules/gec';
import { energyOf, slice, type SourceRange, withoutTaken } from './source-ranges';

/** What a class has left from earlier months: energy below one certificate, or energy that it owes. */
export interface ClassCarry {
  readonly electricityClass: ElectricityClass;
  readonly carried: readonly SourceRange[];
  /** Issued for too much before a correction; later energy makes up for it before anything is issued. */
  readonly owedWh: Wh;
}

/** A later figure of a month that is issued: more energy of it, or less. */
export interface Correction {
  readonly electricityClass: ElectricityClass;
  readonly added: SourceRange | undefined;
  readonly owedWh: Wh;
}

/** Why energy makes no certificate: GEC-006; EXC-002, INV-04; a correction downwards. */
export const WITHHELD_REASONS = ['storage', 'used-elsewhere', 'correction'] as const;
export type WithheldReason = (typeof WITHHELD_REASONS)[number];

export interface Withheld extends SourceRange {
  readonly reason: WithheldReason;
}

/** The certificates of one class of a plant-month. Exact: carried in + energy + added = issued + withheld + remainder. */
export interface LotPlan {
  readonly electricityClass: ElectricityClass;
  readonly issue: MonthlyIssue;
  readonly carriedInWh: Wh;
  readonly energyWh: Wh;
  readonly addedWh: Wh;
  readonly withheld: readonly Withheld[];
  /** What is still owed afterwards. */
  readonly owedWh: Wh;
}

export interface ClassMonth {
  readonly month: ChinaMonth;
  readonly stretches: readonly Stretch[];
  readonly carries: readonly ClassCarry[];
  readonly corrections: readonly Correction[];
  /** Energy of any month that other units stand for already. */
  readonly taken: readonly SourceRange[];
}

/**
 * GEC-001 by class: a certificate is of one class, so each class carries its own remainder, and no energy changes class
 * on its way into a certificate (X). In the order of classes; classes that have nothing are missing.
 */
export function issueByClass(month: ClassMonth, pack: GecPack): LotPlan[] {
  return CLASS_ORDER.flatMap((electricityClass) => {
    const plan = lotOf(electricityClass, month, pack);
    return plan === undefined ? [] : [plan];
  });
}

function lotOf(electricityClass: ElectricityClass, input: ClassMonth, pack: GecPack): LotPlan | undefined {
  const { month, stretches, carries, corrections, taken } = input;
  const mine = <T extends { readonly electricityClass: ElectricityClass }>(all: readonly T[]) =>
    all.filter((each) => each.electricityClass === electricityClass);
  const carried = mine(carries).flatMap((each) => each.carried);
  const added = mine(corrections).flatMap((each) => each.added ?? []);
  const fresh = stretches
    .filter(({ goes }) => goes === electricityClass)
    .map(({ fromWh, toWh }) => ({ month, fromWh, toWh }));
  const owed = [...mine(carries), ...mine(corrections)].reduce((sum, each) => sum + each.owedWh, 0n);
  const available = [...carried, ...added, ...fresh].sort(byTime);
  if (available.length === 0 && owed === 0n) return undefined;

  const { left, lost } = withoutTaken(available, taken);
  const leftWh = energyOf(left);
  const paidWh = wh(owed < leftWh ? owed : leftWh);
  return {
    electricityClass,
    issue: issueAvailable(month, slice(left, paidWh, leftWh), pack),
    carriedInWh: energyOf(carried),
    energyWh: energyOf(fresh),
    addedWh: energyOf(added),
    withheld: [
      ...lost.map((range) => ({ ...range, reason: 'used-elsewhere' as const })),
      ...slice(left, wh(0n), paidWh).map((range) => ({ ...range, reason: 'correction' as const })),
    ],
    owedWh: wh(owed - paidWh),
  };
}

const byTime = (one: SourceRange, other: SourceRange): number =>
  one.month === other.month ? (one.fromWh < other.fromWh ? -1 : 1) : one.month < other.month ? -1 : 1;

/** GEC-006: discharge of storage stands apart and earns nothing. */
export function storageOf(month: ChinaMonth, stretches: readonly Stretch[]): Withheld[] {
  return stretches
    .filter(({ goes }) => goes === 'storage')
    .map(({ fromWh, toWh }) => ({ month, fromWh, toWh, reason: 'storage' }));
}

/**
 * Which certificates of a lot, counted from 0 and both ends included, stand for energy of any of these months, be it a
 * single Wh: those that a reservation on these months holds back (EXC-003).
 */
export function certificatesOfMonths(
  { consumed, whPerCertificate }: Pick<MonthlyIssue, 'consumed' | 'whPerCertificate'>,
  isReserved: (month: ChinaMonth) => boolean,
): { readonly first: bigint; readonly last: bigint }[] {
  const found: { first: bigint; last: bigint }[] = [];
  let start = 0n;
  for (const { month, fromWh, toWh } of consumed) {
    const end = start + toWh - fromWh;
    if (isReserved(month)) {
      const first = start / whPerCertificate;
      const last = (end - 1n) / whPerCertificate;
      const before = found.at(-1);
      if (before !== undefined && first <= before.last + 1n) before.last = last;
      else found.push({ first, last });
    }
    start = end;
  }
  return found;
}
