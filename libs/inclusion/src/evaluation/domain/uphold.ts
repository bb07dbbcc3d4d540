import { chinaDate } from '@carbon/kernel';
import {
  COUNTED,
  factorOn,
  type JudgedAct,
  judgeResident,
  type ProgrammeRules,
  type ToldAct,
  ACT_REASONS,
} from '../../domain/index';

/**
 * Acts that an appeal upheld count as the decision says: nothing they meet and no cap holds them back. A method that was
 * not in force on that day cannot be decided into force, and a reading saves no more than it is below its baseline
 * (PHI-003): what was read is no reduction.
 */
export const upholdActs: typeof judgeResident = (rulesOf, told) =>
  told.flatMap((act) => {
    const rules = rulesOf(act.programme);
    const isReading = rules.methodOf(act.method)?.kind === 'reading';
    return isReading ? judgeResident(rulesOf, [act], []) : [uphold(rules, act)];
  });

function uphold(rules: ProgrammeRules, { actNo, method: number, amount, startedMs }: ToldAct): JudgedAct {
  const method = rules.methodOf(number);
  const factor = method && factorOn(method, chinaDate(new Date(startedMs)));
  if (method === undefined || factor === undefined)
    return { ...{ actNo, reason: ACT_REASONS.notInForce.number }, ...NOTHING };
  const reducedUg = amount * factor.reducedUg;
  const emittedUg = amount * (factor.emittedUg ?? 0);
  if (!Number.isSafeInteger(reducedUg) || !Number.isSafeInteger(emittedUg))
    throw new RangeError(`act ${actNo.toString()} is beyond what can be counted exactly`);
  const points = method.earnsPoints ? Math.floor(reducedUg / rules.ugPerPoint) : 0;
  return { actNo, reason: COUNTED, amount, reducedUg, emittedUg, points };
}

/** What was taken back by its source. */
export const revokeActs: typeof judgeResident = (_, told) =>
  told.map(({ actNo }) => ({ ...{ actNo, reason: ACT_REASONS.revoked.number }, ...NOTHING }));

const NOTHING = { amount: 0, reducedUg: 0, emittedUg: 0, points: 0 } as const;
