import type { Reader } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { type ProgrammeRules, programmeRules } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { type Programme, readProgrammes } from '../../programmes/programme';

/** Programmes with their rules of a day, by number. */
export interface ProgrammesWithRules {
  readonly programme: (number: number) => Programme;
  readonly rules: (number: number) => ProgrammeRules;
}

/** @throws Refusal RULES_NO_PACK when a programme asked for has none on that day */
export async function programmesWithRules(
  reader: Reader,
  parts: Pick<InclusionParts, 'packs'>,
  now: Date,
): Promise<ProgrammesWithRules> {
  const [programmes, packs] = [await readProgrammes(reader), await parts.packs(reader)];
  const programme = (number: number): Programme => {
    const found = programmes.get(number);
    if (found === undefined) throw new Error(`there is no programme ${number}`);
    return found;
  };
  return { programme, rules: (number) => programmeRules(packs, programme(number).pack, chinaDate(now)) };
}
