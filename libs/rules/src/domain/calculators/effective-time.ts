import {
  fault,
  FaultCollector,
  malformed,
  parseChinaDate,
  parseMoment,
  startOfChinaDay,
} from '@carbon/kernel';
import { announcedCalendar } from '../announced-calendars';
import { effectiveTime, EFFECTIVE_TIME_PROFILES, type EffectiveTimeProfile } from '../effective-time';
import type { RuleValue } from '../rule-value';
import { type SafetyRules, safetyRulesOn } from '../safety-rules';
import { type IsoDate, type Market, weekendsAnd } from '../working-calendar';
import { zonedTimestamp } from '../zoned-time';
import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  dateSchema,
  objectSchema,
  readDay,
  readFields,
  type Ruled,
  ruledSchema,
} from './calculator';
import { readWholeNumber, wholeNumberSchema } from './read-number';

export interface EffectiveTimeAnswer extends Ruled {
  /** With the offset of the registry's own clock. */
  readonly at: string;
  readonly zone: string;
}

/** A year: nothing is delayed for longer. */
const MAX_DELAY_MINUTES = 527_040;
/** Fewer than the working days of a year, so that some are left. */
const MAX_HOLIDAYS = 200;
const YEARS = { first: 2000, last: 2199 };

const marketOf: Readonly<Record<EffectiveTimeProfile, Market>> = {
  'eu-outside-list': 'eu',
  'eu-trusted': 'eu',
  'eu-list-add': 'eu',
  uk: 'uk',
};

/** SEC-002, SEC-003, SEC-005, REG-015: when something proposed or approved at a moment takes effect. */
export function effectiveTimeAnswer(input: unknown, context: CalculatorContext): EffectiveTimeAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, ['profile', 'at', 'delayMinutes', 'holidays', 'asOf'], faults);
  const asOf = faults.attempt(() => readDay(fields.get('asOf'), 'asOf', context.today));
  const profile = faults.attempt(() => readProfile(fields.get('profile')));
  const at = faults.attempt(() => readMoment(fields.get('at')));
  const delay = fields.get('delayMinutes');
  const delayMinutes =
    delay === undefined
      ? undefined
      : faults.attempt(() => readWholeNumber(delay, 'delayMinutes', { min: 0, max: MAX_DELAY_MINUTES }));
  const holidays = fields.has('holidays') ? readHolidays(fields.get('holidays'), faults) : undefined;
  faults.refuseIfAny();
  if (!asOf || !profile || !at) throw new TypeError('a field without its fault');

  const rules = safetyRulesOn(asOf, context.packs);
  const market = marketOf[profile];
  const calendar =
    holidays === undefined ? announcedCalendar(market, startOfChinaDay(asOf)) : weekendsAnd(market, holidays);
  const effect = effectiveTime(profile, at, {
    calendar,
    rules,
    ...(delayMinutes === undefined ? {} : { delayMinutes }),
  });
  const used = usedBy(profile, rules, delayMinutes);
  const { zone } = rules.hours[market].value;
  return {
    at: zonedTimestamp(effect, zone),
    zone,
    rules: [...new Set(used.flatMap((value) => value.rules))],
    pack: rules.pack.reference(used),
  };
}

/** The figures an answer rests on; the one it is about first. */
function usedBy(
  profile: EffectiveTimeProfile,
  rules: SafetyRules,
  delayMinutes: number | undefined,
): readonly RuleValue<unknown>[] {
  const hours = rules.hours[marketOf[profile]];
  if (profile === 'eu-outside-list') return [rules.outsideListWorkingDays, rules.noon];
  if (profile === 'eu-list-add') return [rules.listAdditionWorkingDays, hours];
  if (profile === 'uk' && delayMinutes === undefined) return [hours, rules.ukDelayMinutes];
  return [hours];
}

function readProfile(value: unknown): EffectiveTimeProfile {
  const profile = EFFECTIVE_TIME_PROFILES.find((known) => known === value);
  if (profile !== undefined) return profile;
  const known = EFFECTIVE_TIME_PROFILES.join(', ');
  throw malformed([fault('profile', 'profile', `must be one of ${known}`, `必须是以下之一：${known}`)]);
}

function readMoment(value: unknown): Date {
  const moment = parseMoment(value, 'at');
  const year = moment.getUTCFullYear();
  if (year < YEARS.first || year > YEARS.last) {
    throw malformed([
      fault(
        'at',
        'range',
        `must lie in the years ${YEARS.first} to ${YEARS.last}`,
        `应在 ${YEARS.first} 至 ${YEARS.last} 年之间`,
      ),
    ]);
  }
  return moment;
}

function readHolidays(value: unknown, faults: FaultCollector): readonly IsoDate[] {
  if (!Array.isArray(value) || value.length > MAX_HOLIDAYS) {
    faults.add(
      fault(
        'holidays',
        'list',
        `must be a list of at most ${MAX_HOLIDAYS} days`,
        `必须是不超过 ${MAX_HOLIDAYS} 个日期的数组`,
      ),
    );
    return [];
  }
  return value.flatMap((day: unknown, at) => {
    const read = faults.attempt(() =>
      parseChinaDate(typeof day === 'string' ? day.slice(0, 20) : '', `holidays[${at}]`),
    );
    return read === undefined ? [] : [read];
  });
}

export const effectiveTimeCalculator: Calculator = {
  name: 'effective-time',
  title: { zh: '划转与可信账户的生效时刻', en: 'When transfers and list additions take effect' },
  inputSchema: objectSchema(
    {
      profile: { enum: [...EFFECTIVE_TIME_PROFILES] },
      at: {
        type: 'string',
        format: 'date-time',
        description: '提出或复核通过的时刻 / when it was proposed or approved, with offset',
      },
      delayMinutes: {
        ...wholeNumberSchema(0, MAX_DELAY_MINUTES),
        description: '仅 uk：延迟分钟数 / profile uk only, default that of the rules',
      },
      holidays: {
        type: 'array',
        maxItems: MAX_HOLIDAYS,
        items: dateSchema,
        description:
          '节假日，与周末一并休市；默认已公布的日历 / days closed besides weekends, default as announced',
      },
      asOf: asOfSchema,
    },
    ['delayMinutes', 'holidays', 'asOf'],
  ),
  outputSchema: objectSchema({
    at: { type: 'string', format: 'date-time' },
    zone: { type: 'string' },
    ...ruledSchema,
  }),
  examples: [
    {
      title: { zh: '清单外账户，周五午后提出', en: 'Outside the list, proposed on a Friday afternoon' },
      today: '2026-03-13',
      input: { profile: 'eu-outside-list', at: '2026-03-13T13:00:00+01:00' },
      output: {
        at: '2026-03-17T12:00:00+01:00',
        zone: 'Europe/Brussels',
        rules: ['SEC-003'],
        pack: { id: 'registry-safety', version: '2026.1', certainty: 'F' },
      },
    },
    {
      title: { zh: '英国方式，延迟 2 小时，遇银行假日', en: 'British way, two hours, over a bank holiday' },
      today: '2026-03-13',
      input: {
        profile: 'uk',
        at: '2021-04-30T15:00:00+01:00',
        delayMinutes: 120,
        holidays: ['2021-05-03'],
      },
      output: {
        at: '2021-05-04T10:00:00+01:00',
        zone: 'Europe/London',
        rules: ['REG-015'],
        pack: { id: 'registry-safety', version: '2026.1', certainty: 'F' },
      },
    },
  ],
  run: effectiveTimeAnswer,
};
