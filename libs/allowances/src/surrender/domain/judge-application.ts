import {
  type ComplianceRules,
  judgeSurrender,
  type OfferedOutcome,
  type OfferedUnits,
  type SurrenderJudgement,
  type SurrenderOffer,
} from '../../domain/index';

/** An obligation as an application finds it. */
export interface StandingObligation {
  readonly year: number;
  /** Verified emissions of the year (SUR-001). */
  readonly dueT: bigint;
  /** What was surrendered for it already or waits in other applications, in any state that still counts. */
  readonly earlier: readonly OfferedUnits[];
  /** What was allocated for the year; undefined where it is not known. */
  readonly allocationT?: bigint | undefined;
}

export interface ApplicationJudgement {
  /** Of everything together: earlier units first, then the offered ones. */
  readonly judgement: SurrenderJudgement;
  /** One for each offered, in their order. */
  readonly outcomes: readonly OfferedOutcome[];
  /** The most credits that count in the year, and how many of these are left for this application. */
  readonly capT: bigint;
  readonly capLeftT: bigint;
  /** What is due still, before this application and after what it has of use. */
  readonly openT: bigint;
  readonly shortfallT: bigint;
}

/**
 * What units come to beside what was given for the same obligation before: the limit of credits and what is due are shared
 * by all applications of a year (SUR-002, SUR-003), whenever and by whomever they are made.
 * @throws Refusal ALLOWANCES_NO_RULES (422)
 */
export function judgeApplication(
  rules: ComplianceRules,
  { year, dueT, earlier, allocationT }: StandingObligation,
  { offered, arrears, on }: Pick<SurrenderOffer, 'offered' | 'arrears' | 'on'>,
): ApplicationJudgement {
  const judgement = judgeSurrender(rules, {
    ...{ obligationYear: year, dueT, offered: [...earlier, ...offered], on },
    ...(arrears === undefined ? {} : { arrears }),
    // what is not known speaks for nobody: no allocation on file, no credits on its account
    allocationT: allocationT ?? 0n,
    shortfallT: allocationT === undefined ? 0n : atLeastZero(dueT - allocationT),
  });
  const capT = judgement.ccerCapT;
  const capLeftT = atLeastZero(capT - sum(earlier, 'credit'));
  const openT = atLeastZero(dueT - sum(earlier));
  const outcomes = withinRoom(judgement.accepted.slice(earlier.length), offered, { capLeftT, openT });
  const acceptedT = outcomes.reduce((total, one) => total + one.acceptedT, 0n);
  return { judgement, outcomes, capT, capLeftT, openT, shortfallT: openT - acceptedT };
}

/**
 * What was given earlier has its room whether or not the rules of today would still take it: outcomes are cut to what
 * that leaves.
 */
function withinRoom(
  outcomes: readonly OfferedOutcome[],
  offered: readonly OfferedUnits[],
  room: { readonly capLeftT: bigint; readonly openT: bigint },
): OfferedOutcome[] {
  let { capLeftT, openT } = room;
  const cut = new Map<number, OfferedOutcome>();
  const take = (at: number) => {
    const outcome = outcomes[at];
    if (outcome === undefined) return;
    const credit = offered[at]?.kind === 'credit';
    const most = credit ? least(capLeftT, openT) : openT;
    const acceptedT = least(outcome.acceptedT, most);
    openT -= acceptedT;
    if (credit) capLeftT -= acceptedT;
    cut.set(at, {
      ...outcome,
      acceptedT,
      refusedT: outcome.quantity - acceptedT,
      ...(acceptedT < outcome.acceptedT && { reason: noRoom(credit && capLeftT === 0n) }),
    });
  };
  // credits first, as the rules count them
  offered.forEach(({ kind }, at) => kind === 'credit' && take(at));
  offered.forEach(({ kind }, at) => kind !== 'credit' && take(at));
  return outcomes.map((outcome, at) => cut.get(at) ?? outcome);
}

function noRoom(ofCap: boolean): NonNullable<OfferedOutcome['reason']> {
  return ofCap
    ? {
        rule: 'SUR-003',
        zh: '本年度抵销上限已被已办和在办的清缴用完',
        en: 'the limit of credits of the year is used up by other surrenders',
      }
    : {
        rule: 'SUR-002',
        zh: '超过本年度尚应清缴的数量（含在办申请）',
        en: 'is more than is due still, applications under review included',
      };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const atLeastZero = (quantity: bigint): bigint => (quantity > 0n ? quantity : 0n);
const sum = (units: readonly OfferedUnits[], kind?: OfferedUnits['kind']): bigint =>
  units.reduce((total, one) => (kind === undefined || one.kind === kind ? total + one.quantity : total), 0n);
