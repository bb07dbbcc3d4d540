import type { Reader } from '@carbon/database';
import { type ChinaDate, chinaDate, fault, malformed } from '@carbon/kernel';
import type { PackReference, PackSource } from '@carbon/rules/domain';
import type { UnitClass } from '../../domain/index';
import {
  classOfUnit,
  emitterRules,
  leastFavourable,
  type PowerFacts,
  type UnitFacts,
} from '../../domain/emitters/index';
import { mergedUnitUnknown, unitClassDiffers } from '../domain/refusals';

/** What a unit is entered with, its class judged and by which rules. */
export interface JudgedUnit extends UnitFacts {
  readonly classRules?: PackReference & { readonly hash: string };
}

/**
 * Judges the class of a unit by its facts, and by those of the units it is reported with (ALC-006), on the day from which
 * they hold. Where the rules have no figure for that day, the class is what its enterprise says.
 * @throws Refusal EMITTERS_CLASS_DIFFERS when another class was stated; EMITTERS_MERGED_UNIT_UNKNOWN; INPUT_MALFORMED
 */
export async function judgeUnit(
  reader: Reader,
  unit: UnitFacts,
  at: {
    readonly siteId: string;
    readonly code: string;
    readonly effectiveFrom: ChinaDate;
    readonly now: Date;
    readonly packs: PackSource;
  },
): Promise<JudgedUnit> {
  requireFacts(unit);
  if (unit.power === undefined) return unit;
  const rules = emitterRules(chinaDate(at.now), at.effectiveFrom, at.packs);
  const { unitClass: rule, leastFavourableFirst: order } = rules;
  if (rule === undefined || order === undefined) return unit;
  const others = await powerOf(reader, unit.mergedWith ?? [], at);
  const own = classOfUnit(rule.value, unit.power);
  const all = [own, ...others.map((facts) => classOfUnit(rule.value, facts))];
  const judged = others.length === 0 || own === undefined ? own : leastOf(order.value, all);
  if (unit.unitClass !== undefined && unit.unitClass !== judged) {
    throw unitClassDiffers(unit.unitClass, judged);
  }
  const used = others.length === 0 ? [rule] : [rule, order];
  return {
    ...unit,
    ...(judged === undefined ? {} : { unitClass: judged }),
    classRules: rules.reference(used),
  };
}

const leastOf = (order: readonly UnitClass[], classes: readonly (UnitClass | undefined)[]) =>
  leastFavourable(
    order,
    classes.flatMap((one) => one ?? []),
  );

function requireFacts({ kind, power, unitClass, mergedWith, commissionedOn, closedOn }: UnitFacts): void {
  const faults = [
    ...(kind === 'power-unit' && power === undefined
      ? [fault('power', 'required', 'a generating unit needs its facts', '发电机组须填写机组情况')]
      : []),
    ...(kind !== 'power-unit' && (power ?? unitClass ?? mergedWith) !== undefined
      ? [fault('power', 'kind', 'is for generating units only', '仅适用于发电机组')]
      : []),
    ...(closedOn !== undefined && closedOn < commissionedOn
      ? [fault('closedOn', 'order', 'is before the unit was commissioned', '早于投运日期')]
      : []),
  ];
  if (faults.length > 0) throw malformed(faults);
}

/** Facts of the other generating units of a site, by code, as they are on a day. */
async function powerOf(
  reader: Reader,
  codes: readonly string[],
  { siteId, code: own, effectiveFrom }: { siteId: string; code: string; effectiveFrom: ChinaDate },
): Promise<PowerFacts[]> {
  if (codes.length === 0) return [];
  const rows = await reader.query<{ code: string; power: PowerFacts | null }>(
    `select f.code, f.facts -> 'power' as power from allowances.facilities_on($3) f
      where f.parent_id = $1 and f.level = 'unit' and f.code = any($2)`,
    [siteId, codes, effectiveFrom],
  );
  const found = new Map(rows.map(({ code, power }) => [code, power]));
  return codes.map((code) => {
    const power = code === own ? null : found.get(code);
    if (power === null || power === undefined) throw mergedUnitUnknown(code);
    return power;
  });
}
