import type { Text } from '@carbon/kernel';
import { COUNTED } from '../act-reasons';
import type { Method, MethodFactor } from '../programmes/programme-rules';
import { amountInWords, factorInWords, gramsInWords } from './amounts';
import { refusalInWords } from './refusals-in-words';

/** What came of an act; figures as judging gives them, or as they are stored. */
export interface VerdictForWords {
  readonly reason: number;
  readonly amount: number | bigint;
  readonly reducedUg: number | bigint;
  readonly emittedUg: number | bigint;
  readonly points: number | bigint;
}

/**
 * An act as its resident reads it: `地铁 9.0 公里 × 每公里 46.7 克 = 420.3 克，得 84 分`; where it does not count, why, and what
 * to do.
 * @param factor the value it was reckoned with; undefined where the method was not in force
 * @param toldAmount what was told, where it is still known; said where less of it counts
 */
export function actInWords(
  method: Method,
  factor: MethodFactor | undefined,
  verdict: VerdictForWords,
  toldAmount?: number,
): Text {
  const said =
    verdict.reason === COUNTED && factor !== undefined
      ? countedInWords(method, factor, verdict, toldAmount)
      : refusedInWords(method, verdict, toldAmount);
  return { zh: method.title.zh + said.zh, en: method.title.en + said.en };
}

function countedInWords(
  method: Method,
  factor: MethodFactor,
  verdict: VerdictForWords,
  toldAmount: number | undefined,
): Text {
  const reducedUg = BigInt(verdict.reducedUg);
  const reading = method.kind === 'reading';
  // of a reading the amount is what was read; what was saved is what the factor makes of it
  const counts = reading ? Number(reducedUg / BigInt(factor.reducedUg)) : Number(verdict.amount);
  const [amount, each] = [amountInWords(counts, method.unit), factorInWords(factor, method.unit)];
  const grams = gramsInWords(reducedUg);
  const less = reading
    ? { zh: '比去年同月少用 ', en: 'less than in the same month a year before by ' }
    : { zh: '', en: '' };
  const part = partInWords(method, counts, toldAmount);
  const [emitted, points] = [emittedInWords(verdict), pointsInWords(method, verdict)];
  return {
    zh: ` ${less.zh}${amount.zh} × ${each.zh} = ${grams.zh}${points.zh}${part.zh}${emitted.zh}`,
    en: ` ${less.en}${amount.en} × ${each.en} = ${grams.en}${points.en}${part.en}${emitted.en}`,
  };
}

function refusedInWords(method: Method, verdict: VerdictForWords, toldAmount: number | undefined): Text {
  const { why, whatToDo } = refusalInWords(method, verdict.reason);
  const known = toldAmount ?? Number(verdict.amount);
  const amount = known > 0 ? amountInWords(known, method.unit) : undefined;
  const emitted = emittedInWords(verdict);
  return {
    zh: `${amount ? ` ${amount.zh}` : ''}未计入减排：${why.zh}${emitted.zh}。${whatToDo.zh}。`,
    en: `${amount ? ` ${amount.en}` : ''} is not counted as a reduction: ${why.en}${emitted.en}. ${whatToDo.en}.`,
  };
}

/** Where a cap left room for a part only. */
function partInWords({ kind, unit }: Method, counts: number, toldAmount: number | undefined): Text {
  if (kind === 'reading' || toldAmount === undefined || toldAmount <= counts) return { zh: '', en: '' };
  const told = amountInWords(toldAmount, unit);
  return { zh: `（上报 ${told.zh}，其余超过上限）`, en: ` (of ${told.en} told; the rest is beyond the cap)` };
}

function emittedInWords({ emittedUg }: VerdictForWords): Text {
  const micrograms = BigInt(emittedUg);
  if (micrograms === 0n) return { zh: '', en: '' };
  const grams = gramsInWords(micrograms);
  return { zh: `；同时排放 ${grams.zh}`, en: `; it emitted ${grams.en}` };
}

function pointsInWords({ earnsPoints }: Method, { points }: VerdictForWords): Text {
  if (!earnsPoints) return { zh: '', en: '' };
  if (BigInt(points) === 0n) return { zh: '，不足 1 分', en: ', less than a point' };
  return { zh: `，得 ${points} 分`, en: `, ${points} ${BigInt(points) === 1n ? 'point' : 'points'}` };
}
