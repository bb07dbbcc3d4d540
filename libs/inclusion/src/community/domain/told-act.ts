import { chinaDate, formatGrams, type Text } from '@carbon/kernel';
import {
  actReason,
  type ActReason,
  COUNTED,
  factorOn,
  type Method,
  type MethodFactor,
  type ProgrammeRules,
} from '../../domain/index';
import { amountInWords } from './amount-words';
import { lastAppealDay } from './appeal-window';

export const ACT_STATES = ['pending', 'counted', 'refused'] as const;
export type ActState = (typeof ACT_STATES)[number];

/** What came of an act, as of its last judging. */
export interface Verdict {
  readonly passId: bigint;
  readonly judgedAt: Date;
  readonly startedAt: Date;
  readonly durationS: number;
  readonly amount: bigint;
  readonly reducedUg: bigint;
  readonly emittedUg: bigint;
  readonly points: number;
  readonly reason: number;
  /** Whether it was judged before, and that was taken back. */
  readonly corrected: boolean;
}

/** An act as a partner told it, with what came of it. */
export interface ActOfResident {
  readonly number: bigint;
  /** First day of the China month in which it was told to begin. */
  readonly month: string;
  readonly startedAt: Date;
  readonly durationS: number;
  readonly amount: bigint;
  readonly partner: { readonly code: string; readonly name: Text };
  readonly programme: number;
  readonly method: number;
  readonly verdict: Verdict | undefined;
  /** State of the appeal against this verdict. */
  readonly appeal: string | undefined;
}

/** The same in words and with the figures behind it. */
export interface ExplainedAct {
  readonly act: ActOfResident;
  readonly state: ActState;
  readonly method: Method;
  readonly rules: ProgrammeRules;
  readonly factor: MethodFactor | undefined;
  /** Undefined where nobody knows what such an act emits. */
  readonly emittedUg: bigint | undefined;
  readonly reason: ActReason | undefined;
  /** The last day on which it may be appealed against; undefined where it may not. */
  readonly appealUntil: string | undefined;
  readonly words: Text;
}

/** @throws Error when the method is not of the pack: its numbers are never given anew */
export function explain(act: ActOfResident, rules: ProgrammeRules, today: string): ExplainedAct {
  const method = rules.methodOf(act.method);
  if (method === undefined) throw new Error(`${rules.pack} has no method ${act.method}`);
  const { verdict } = act;
  const state = stateOf(verdict);
  const factor = factorOn(method, chinaDate(verdict?.startedAt ?? act.startedAt));
  const until = verdict === undefined ? undefined : lastAppealDay(verdict.judgedAt, rules.appealDays);
  return {
    ...{ act, state, method, rules, factor },
    emittedUg: factor?.emittedUg === undefined ? undefined : (verdict?.emittedUg ?? 0n),
    reason: verdict === undefined ? undefined : actReason(verdict.reason),
    appealUntil: until !== undefined && until >= today && act.appeal === undefined ? until : undefined,
    words: wordsOf(act, method, state),
  };
}

function stateOf(verdict: Verdict | undefined): ActState {
  if (verdict === undefined) return 'pending';
  return verdict.reason === COUNTED ? 'counted' : 'refused';
}

function wordsOf({ amount, verdict }: ActOfResident, { title, unit }: Method, state: ActState): Text {
  const told = amountInWords(amount, unit);
  if (verdict === undefined)
    return { zh: `${title.zh} ${told.zh}，等待核算`, en: `${title.en}, ${told.en}: waits to be judged` };
  if (state === 'refused') {
    const reason = actReason(verdict.reason)?.text;
    return {
      zh: `${title.zh} ${told.zh}，未计入：${reason?.zh ?? ''}`,
      en: `${title.en}, ${told.en}, does not count: it ${reason?.en ?? ''}`,
    };
  }
  const grams = formatGrams(verdict.reducedUg);
  const counts = amountInWords(verdict.amount, unit);
  const part =
    verdict.amount === amount
      ? { zh: '', en: '' }
      : { zh: `（计入 ${counts.zh}）`, en: ` (${counts.en} count)` };
  return {
    zh: `${title.zh} ${told.zh}${part.zh}，减排 ${grams} 克，得 ${verdict.points} 分`,
    en: `${title.en}, ${told.en}${part.en}: ${grams} g less CO2, ${verdict.points} points`,
  };
}

/** How its grams and points come about; undefined where nothing counts. */
export function formulaOf({
  act: { verdict },
  state,
  factor,
  method,
  rules,
}: ExplainedAct): Text | undefined {
  if (verdict === undefined || state !== 'counted' || factor === undefined) return undefined;
  const each = formatGrams(BigInt(factor.reducedUg));
  const grams = formatGrams(verdict.reducedUg);
  const reckoned = `${verdict.amount.toString()} ${method.unit} × ${each} g/${method.unit} = ${grams} g`;
  if (!method.earnsPoints) return { zh: reckoned, en: reckoned };
  const rate = formatGrams(BigInt(rules.ugPerPoint));
  return {
    zh: `${reckoned}；${grams} g ÷ ${rate} g = ${verdict.points} 分（向下取整）`,
    en: `${reckoned}; ${grams} g ÷ ${rate} g = ${verdict.points} points (rounded down)`,
  };
}
