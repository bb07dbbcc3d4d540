import type { OfferedOutcome, OfferedUnits, SurrenderJudgement, SurrenderOffer } from './compliance';
import { type ComplianceRules, type Figure, figureOf } from './compliance-rules';
import { acceptedKind, figuresFor, type OfferedCredit, unfitCredit } from './judge-credits';
import { basisOf } from './offset-cap';
import { creditLimits, type CreditPart, shareCredits } from './share-credits';
import { type Reason, reasons } from './surrender-reasons';
import { placeOfVintage, vintageNamed } from './vintages';

/** What is accepted of one offer. */
interface Verdict {
  readonly acceptedT: bigint;
  readonly reason?: Reason;
}

/**
 * What a surrender of the offered units would come to (SUR-001 to SUR-013). Eligible credits count first, in their order,
 * up to the limit: they serve nothing else once they are cancelled. Allowances meet what is left, in their order. What is
 * over the limit, or more than is due, is refused with the reason and stays with the holder. Units that do not count are
 * refused with the reason too; nothing is thrown for them.
 * @throws Refusal ALLOWANCES_NO_RULES (422) for a year without rules, ALLOWANCES_OFFSET_BASIS_MISSING (422)
 */
export function judgeSurrender(rules: ComplianceRules, offer: SurrenderOffer): SurrenderJudgement {
  const vintages = figureOf(
    rules,
    offer.arrears === true ? 'vintages.arrears' : 'vintages',
    offer.obligationYear,
  );
  const used = [figureOf(rules, 'offset', offer.obligationYear), ...figuresUsed(rules, offer, vintages)];
  const verdicts = new Map<OfferedUnits, Verdict>();

  const credits = judgeCredits(rules, offer);
  credits.verdicts.forEach((verdict, credit) => verdicts.set(credit, verdict));
  let room = offer.dueT - credits.acceptedT;
  for (const one of offer.offered) {
    if (one.kind === 'credit') continue;
    const unfit =
      one.kind === 'allowance'
        ? unfitAllowance(rules, offer, one, vintages.rules[0] ?? '')
        : unfitOther(rules, one);
    const acceptedT = unfit !== undefined ? 0n : smaller(one.quantity, room);
    room -= acceptedT;
    const reason = unfit ?? (acceptedT < one.quantity ? reasons.moreThanDue() : undefined);
    verdicts.set(one, { acceptedT, ...(reason && { reason }) });
  }

  const accepted = offer.offered.map((one): OfferedOutcome => {
    const { acceptedT, reason } = verdicts.get(one) ?? { acceptedT: 0n };
    const refusedT = one.quantity - acceptedT;
    return {
      instrument: one.instrument,
      quantity: one.quantity,
      acceptedT,
      refusedT,
      ...(reason && { reason }),
    };
  });
  const acceptedT = offer.dueT - room;
  return {
    ccerCapT: credits.capT,
    accepted,
    acceptedT,
    creditsT: credits.acceptedT,
    shortfallT: room,
    fulfilled: room === 0n,
    ...rules.judged(used, ['SUR-002', ...accepted.flatMap(({ reason }) => reason?.rule ?? [])]),
  };
}

function figuresUsed(rules: ComplianceRules, offer: SurrenderOffer, vintages: Figure): readonly Figure[] {
  return offer.offered.flatMap((one) => {
    if (one.kind === 'credit') return figuresFor(rules, offer.obligationYear, one);
    return one.kind === 'allowance' ? [vintages] : [];
  });
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

function judgeCredits(rules: ComplianceRules, offer: SurrenderOffer) {
  const verdicts = new Map<OfferedCredit, Verdict>();
  const eligible: OfferedCredit[] = [];
  for (const one of offer.offered) {
    if (one.kind !== 'credit') continue;
    const reason = unfitCredit(rules, offer, one);
    if (reason === undefined) eligible.push(one);
    else verdicts.set(one, { acceptedT: 0n, reason });
  }
  const { value: offset } = figureOf(rules, 'offset', offer.obligationYear);
  if (offset === null) return { verdicts, capT: 0n, acceptedT: 0n };
  const parts = eligible.map((credit): CreditPart => ({
    quantity: credit.quantity,
    kind: acceptedKind(offset, credit) ?? '',
    local: credit.local === true,
  }));
  const limits = creditLimits(
    offset,
    basisOf(rules, offset, { ...offer, year: offer.obligationYear }),
    parts,
  );
  // a limit taken from something else than the obligation may be above what is due
  const bounded = { ...limits, capT: smaller(limits.capT, offer.dueT) };
  const counted = shareCredits(parts, bounded);
  const acceptedT = counted.reduce((sum, one) => sum + one, 0n);
  eligible.forEach((credit, at) => {
    const taken = counted[at] ?? 0n;
    const reason = taken === credit.quantity ? undefined : cutOff(limits, offer.dueT, acceptedT);
    verdicts.set(credit, { acceptedT: taken, ...(reason && { reason }) });
  });
  return { verdicts, capT: limits.capT, acceptedT };
}

/** Why not all of some eligible credits count. */
function cutOff({ capT }: { readonly capT: bigint }, dueT: bigint, acceptedT: bigint): Reason {
  if (acceptedT === capT) return reasons.overCap(capT);
  return acceptedT === dueT ? reasons.moreThanDue() : reasons.overLocalShare();
}

/** SUR-008 to SUR-011: the sector that got the allowances makes no difference, their vintage does. */
function unfitAllowance(
  rules: ComplianceRules,
  { obligationYear, arrears }: SurrenderOffer,
  offered: Extract<OfferedUnits, { kind: 'allowance' }>,
  rule: string,
): Reason | undefined {
  const names = rules.figures.value('allowance.names').value;
  const vintage = vintageNamed(names, vintageOfOffer(rules, offered));
  if (vintage === undefined || vintageNamed(names, offered.instrument) === undefined) {
    return reasons.unknown(rules.market);
  }
  const usable = figureOf(rules, arrears === true ? 'vintages.arrears' : 'vintages', obligationYear).value;
  const place = placeOfVintage(usable, vintage, obligationYear);
  if (place === 'too-late' && offered.borrowed !== true) return reasons.tooLate(rule, obligationYear);
  return place === 'too-old' ? reasons.tooOld(rule, obligationYear) : undefined;
}

/** SUR-009: units that were carried over are those that they became. */
function vintageOfOffer(
  rules: ComplianceRules,
  { instrument, carriedOver }: Extract<OfferedUnits, { kind: 'allowance' }>,
): string {
  const carryOver = rules.figures.value('carry-over').value;
  return carriedOver === true && carryOver !== null ? carryOver.into : instrument;
}

function unfitOther(rules: ComplianceRules, { kind }: OfferedUnits): Reason | undefined {
  if (kind === 'certificate') {
    return rules.figures.value('certificates.count').value ? undefined : reasons.certificate();
  }
  return reasons.unknown(rules.market);
}
