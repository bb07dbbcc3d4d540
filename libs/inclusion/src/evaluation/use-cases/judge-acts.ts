import type { Transaction } from '@carbon/database';
import { COUNTED, judgeResident } from '../../domain/index';
import { monthDayOf } from '../domain/months-as-days';
import type { RulesOfPass } from '../rules-of-pass';
import { readActsToJudge, type ResidentActs } from '../persistence/acts-to-judge';
import { type Gained, VerdictWriter } from '../persistence/write-verdicts';

/** What a pass found. */
export interface PassTotals {
  acts: number;
  counted: number;
  refused: number;
  residents: number;
  reducedUg: bigint;
  emittedUg: bigint;
  points: number;
}

export interface Judging {
  readonly pass: bigint;
  /** See VerdictWriter. */
  readonly tailPass?: bigint;
  /** A query of our own that gives the acts. */
  readonly told: string;
  readonly rules: RulesOfPass;
  /** By the rules of the programmes, when absent. */
  readonly judge?: typeof judgeResident;
}

/**
 * Judges the acts that a query of our own tells, and writes verdicts and the tail.
 * @throws RangeError where a figure is beyond what can be counted exactly
 */
export async function judgeActs(
  tx: Transaction,
  { pass, tailPass = pass, told, rules, judge = judgeResident }: Judging,
): Promise<PassTotals> {
  const totals: PassTotals = {
    ...{ acts: 0, counted: 0, refused: 0, residents: 0 },
    ...{ reducedUg: 0n, emittedUg: 0n, points: 0 },
  };
  const writer = new VerdictWriter(pass, tailPass);
  const ofNote = {
    // a reading stands for its month: another of the same month must meet it
    byMonth: rules.methodsWhere(({ monthlyCap, kind }) => monthlyCap !== null || kind === 'reading'),
    readings: rules.methodsWhere(({ kind }) => kind === 'reading'),
  };
  await readActsToJudge(tx, told, ofNote, (acts) => {
    totals.residents += 1;
    for (const gained of judgeOne(acts, { rules, judge, writer, totals })) {
      writer.gained(gained);
      totals.reducedUg += BigInt(gained.reducedUg);
      totals.emittedUg += BigInt(gained.emittedUg);
      totals.points += gained.points;
    }
  });
  await writer.write(tx);
  return totals;
}

/** Writes the verdicts of one resident; gives what it gained by programme and month. */
function judgeOne(
  { resident, told, counted }: ResidentActs,
  {
    rules,
    judge,
    writer,
    totals,
  }: {
    readonly rules: RulesOfPass;
    readonly judge: typeof judgeResident;
    readonly writer: VerdictWriter;
    readonly totals: PassTotals;
  },
): readonly Gained[] {
  const gained: Gained[] = [];
  for (const [at, judged] of judge(rules.of, told, counted).entries()) {
    const act = told[at];
    if (act?.actNo !== judged.actNo)
      throw new Error(`act ${judged.actNo.toString()} was judged and never told`);
    const monthDay = monthDayOf(act.startedMs);
    const poolable = rules.method(act.programme, act.method)?.poolable === true;
    const poolableUg = poolable ? judged.reducedUg : 0;
    writer.verdict(resident, monthDay, act, { ...judged, poolableUg });
    totals.acts += 1;
    if (judged.reason === COUNTED) totals.counted += 1;
    else totals.refused += 1;
    if (judged.reason !== COUNTED && judged.emittedUg === 0) continue;
    const month = monthOf(gained, resident, act.programme, monthDay);
    month.acts += judged.reason === COUNTED ? 1 : 0;
    month.points += judged.points;
    month.reducedUg += judged.reducedUg;
    month.poolableUg += poolableUg;
    month.emittedUg += judged.emittedUg;
  }
  return gained;
}

/** The sums of a programme and month, made where they are not there: there are one or two. */
function monthOf(gained: Gained[], resident: bigint, programme: number, monthDay: number): Gained {
  const found = gained.find((each) => each.monthDay === monthDay && each.programme === programme);
  if (found !== undefined) return found;
  const made = { resident, programme, monthDay, ...NOTHING };
  gained.push(made);
  return made;
}

const NOTHING = { acts: 0, points: 0, reducedUg: 0, poolableUg: 0, emittedUg: 0 } as const;
