import { type ChinaDate, Refusal } from '@carbon/kernel';
import type { PackOnDay, PackSource } from '@carbon/rules/domain';
import { inclusionPackFamilies, type ProgrammePacks, programmeShape } from './programme-packs';
import type { ProgrammeRules } from './programme-rules';

type OnDay = PackOnDay<ProgrammePacks['shape']>;

const FAMILIES: ReadonlyMap<string, ProgrammePacks> = new Map(
  inclusionPackFamilies.map((one) => [one.id, one]),
);

/** Rules stand ready by content and day: intake and judging ask again and again for the same few. */
const READY = new Map<string, ProgrammeRules>();
const MOST_READY = 512;

/**
 * What a pack says on a day.
 * @throws Refusal PROGRAMME_PACK_UNKNOWN (422); RULES_NO_PACK (422) for a day that no version covers
 */
export function programmeRules(packs: PackSource, pack: string, day: ChinaDate): ProgrammeRules {
  const family = FAMILIES.get(pack);
  if (family === undefined) throw unknownPack(pack);
  const found = packs.on(family, day);
  const name = `${pack} ${found.hash} ${day}`;
  const ready = READY.get(name);
  if (ready !== undefined) return ready;
  const rules = rulesOf(pack, found);
  if (READY.size >= MOST_READY) READY.clear();
  READY.set(name, rules);
  return rules;
}

function rulesOf(pack: string, found: OnDay): ProgrammeRules {
  const methods = found.value('methods').value;
  const byNumber = new Map(methods.map((method) => [method.number, method]));
  const byCode = new Map(methods.map((method) => [method.code, method]));
  const keys = Object.keys(programmeShape.keys) as (keyof typeof programmeShape.keys)[];
  const rewards = found.value('rewards').value;
  return {
    reference: found.reference(keys.map((key) => found.value(key))),
    referenceOf: (used) => found.reference(used),
    pack,
    version: found.version,
    hash: found.hash,
    methods,
    methodOf: (number) => byNumber.get(number),
    methodNamed: (code) => byCode.get(code),
    ugPerPoint: found.value('points.grams').value,
    pointsValidMonths: found.value('points.valid-months').value,
    lateDays: found.value('acts.late-days').value,
    appealDays: found.value('acts.appeal-days').value,
    smallestGroup: found.value('statistics.smallest-group').value,
    sameTripSeconds: found.value('trips.same-seconds').value,
    longestTripSeconds: found.value('trips.longest-seconds').value,
    straightLine: found.value('trips.straight-line').value,
    mostSavingPermille: found.value('readings.most-saving-permille').value,
    badges: found.value('badges').value,
    pooling: found.value('pooling').value,
    reservationMinutes: rewards.reservationMinutes,
    voucherDays: rewards.voucherDays,
  };
}

function unknownPack(named: string): Refusal {
  const pack = named.slice(0, 60);
  const known = [...FAMILIES.keys()].join(', ');
  return new Refusal(
    'PROGRAMME_PACK_UNKNOWN',
    422,
    {
      zh: `没有名为 ${pack} 的碳普惠规则包；现有：${known}`,
      en: `There is no rule pack ${pack} for programmes; there are: ${known}`,
    },
    { rule: 'PTS-001', details: { pack, known } },
  );
}
