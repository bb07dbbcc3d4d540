import type { Reader } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { programmeRules } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { type Programme, readProgrammes } from '../../programmes/programme';
import { type ActOfResident, explain, type ExplainedAct } from '../domain/told-act';

export interface ActInProgramme extends ExplainedAct {
  readonly programme: Programme;
}

/**
 * Acts with the rules of the day on which they were judged; of today where they wait.
 * @throws Refusal RULES_NO_PACK
 */
export async function explainActs(
  reader: Reader,
  parts: Pick<InclusionParts, 'packs'>,
  acts: readonly ActOfResident[],
  now: Date,
): Promise<ActInProgramme[]> {
  if (acts.length === 0) return [];
  const [programmes, packs] = [await readProgrammes(reader), await parts.packs(reader)];
  const today = chinaDate(now);
  return acts.map((act) => {
    const programme = programmes.get(act.programme);
    if (programme === undefined) throw new Error(`act ${act.number.toString()} is of no programme`);
    const day = act.verdict === undefined ? today : chinaDate(act.verdict.judgedAt);
    return { ...explain(act, programmeRules(packs, programme.pack, day), today), programme };
  });
}
