import type { ChinaDate } from '@carbon/kernel';
import {
  fields,
  type PackReference,
  type PackSource,
  positiveNumber,
  type Reader,
  releasedPacks,
  RulePacks,
} from '@carbon/rules/domain';
import rounds2026 from '../../../../rules/packs/allocation-rounds.2026-1.json';
import manifest from '../../../../rules/packs/manifest.json';

const marketCodes: Reader<readonly string[]> = (value) => {
  if (!Array.isArray(value) || !value.every((code) => typeof code === 'string' && code !== '')) {
    throw new RangeError('must be a list of market codes');
  }
  return value as string[];
};

/** Days of the procedure, in working days. */
export interface ProcedureDays {
  /** ETS-013: to appeal after the draft was shown. */
  readonly objectionDays: number;
  /** ETS-013: to decide on an appeal. */
  readonly decisionDays: number;
  /** ALC-012: to approve again when verified figures change. */
  readonly reapprovalDays: number;
}

const shape = {
  keys: {
    'cap.needed-in': marketCodes,
    'hand-back.working-days': positiveNumber,
    'remarkable.change-percent': positiveNumber,
    'procedure.where-unsaid': fields<{ [K in keyof ProcedureDays]: ProcedureDays[K] }>({
      objectionDays: positiveNumber,
      decisionDays: positiveNumber,
      reapprovalDays: positiveNumber,
    }),
  },
} as const;

export const allocationRoundPacks = new RulePacks('allocation-rounds', shape, [rounds2026], manifest);

/** What rounds go by beside the rules of the markets; own design (X), as the pack says. */
export interface RoundSettings {
  /** Markets, by the rules they go by, in which nothing is allocated without a cap. */
  readonly capNeededIn: readonly string[];
  readonly handBackWorkingDays: number;
  readonly remarkableChangePercent: number;
  /** For markets whose own rules name no days. */
  readonly procedureWhereUnsaid: ProcedureDays;
  readonly pack: PackReference;
}

/** @throws Refusal RULES_NO_PACK before the first version */
export function roundSettings(day: ChinaDate, packs: PackSource = releasedPacks): RoundSettings {
  const pack = packs.on(allocationRoundPacks, day);
  const [cap, handBack, change, procedure] = [
    pack.value('cap.needed-in'),
    pack.value('hand-back.working-days'),
    pack.value('remarkable.change-percent'),
    pack.value('procedure.where-unsaid'),
  ];
  return {
    capNeededIn: cap.value,
    handBackWorkingDays: handBack.value,
    remarkableChangePercent: change.value,
    procedureWhereUnsaid: procedure.value,
    pack: pack.reference([cap, handBack, change, procedure]),
  };
}
