import { ACT_REASONS, COUNTED } from '../act-reasons';
import type { CountedAct, JudgedAct, ToldAct } from '../acts';
import type { ProgrammeRules } from '../programmes/programme-rules';
import { chinaDay } from './china-days';
import { counted, countedReading, refused } from './figures';
import { possibleAct } from './possible-act';
import { factorOfDay, type ReadyRules, readyRules } from './ready-rules';
import { RoomUnderCaps } from './room-under-caps';
import { TakenTime } from './taken-time';

/** Acts of these reasons are to be given as `already` when others are judged: their time is taken. */
export const REASONS_THAT_TAKE_TIME: readonly number[] = [
  COUNTED,
  ACT_REASONS.noBaseline.number,
  ACT_REASONS.noSaving.number,
];

/**
 * Judges what was told of one resident, in the order in which it was told: of two tellings of one act the first wins,
 * and what does not count takes neither time nor room under a cap (CNV-003, PTS-006).
 *
 * Each act is asked: is its method in force on its China day; can it have been; is it told before, or its time taken; is
 * there room under the caps. The first reason against it is its reason; what fits under a cap counts in part.
 *
 * @param rulesOf the rules of a programme; asked for every act, so they should stand ready
 * @param told in any order; the answers come in the same order
 * @param already what counts of the same resident in the days and months around, none of it in `told`
 * @throws RangeError where a figure is more than 2^53 µg
 */
export function judgeResident(
  rulesOf: (programme: number) => ProgrammeRules,
  told: readonly ToldAct[],
  already: readonly CountedAct[],
): JudgedAct[] {
  const time = new TakenTime();
  const room = new RoomUnderCaps();
  for (const act of already) {
    const method = readyRules(rulesOf(act.programme)).methods[act.method];
    if (method === undefined) continue;
    time.take(act, method);
    room.take(act, method, chinaDay(act.startedMs), act.amount);
  }
  const judged: JudgedAct[] = [];
  for (const at of inOrderOfTelling(told)) {
    const act = told[at];
    if (act !== undefined) judged[at] = judgeAct(act, readyRules(rulesOf(act.programme)), time, room);
  }
  return judged;
}

/** Places in `told` from the act told first to the one told last. */
function inOrderOfTelling(told: readonly ToldAct[]): Iterable<number> {
  const numberAt = (at: number): bigint => told[at]?.actNo ?? 0n;
  const places = [...told.keys()];
  const inOrder = places.every((at) => at === 0 || numberAt(at - 1) < numberAt(at));
  return inOrder ? places : places.sort((a, b) => (numberAt(a) < numberAt(b) ? -1 : 1));
}

function judgeAct(act: ToldAct, rules: ReadyRules, time: TakenTime, room: RoomUnderCaps): JudgedAct {
  const method = rules.methods[act.method];
  const day = chinaDay(act.startedMs);
  const factor = method && factorOfDay(method, day);
  if (method === undefined || factor === undefined) return refused(act, ACT_REASONS.notInForce.number);
  const against = possibleAct(act, method) || time.reasonAgainst(act, method);
  if (against !== COUNTED) return refused(act, against);
  if (method.reading) {
    time.take(act, method);
    return countedReading(act, method, factor);
  }
  const leftOfDay = room.leftOfDay(act, method, day);
  if (leftOfDay <= 0) return refused(act, ACT_REASONS.dailyCap.number);
  const leftOfMonth = room.leftOfMonth(act, method, day);
  if (leftOfMonth <= 0) return refused(act, ACT_REASONS.monthlyCap.number);
  const amount = Math.min(act.amount, leftOfDay, leftOfMonth);
  time.take(act, method);
  room.take(act, method, day, amount);
  return counted(act, amount, method, factor);
}
