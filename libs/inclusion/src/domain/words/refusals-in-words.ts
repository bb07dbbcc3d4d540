import type { Text } from '@carbon/kernel';
import { ACT_REASONS, actReason } from '../act-reasons';
import type { Method } from '../programmes/programme-rules';
import { amountInWords } from './amounts';

/** Why an act does not count, and what its resident can do, as they would be told across a counter. */
export interface RefusalInWords {
  readonly why: Text;
  readonly whatToDo: Text;
}

type Say = (method: Method) => RefusalInWords;

const APPEAL: Text = {
  zh: '如果记录有误，可以在申诉期内申诉',
  en: 'If the record is wrong, you can appeal while appeals are open',
};
const NOTHING: Text = { zh: '您不用做任何事', en: 'You need not do anything' };

const capped = (cap: number | null, unit: Method['unit'], zh: string, en: string): Text => {
  if (cap === null) return { zh: `${zh}的上限已满`, en: `the cap of the ${en} is reached` };
  const most = amountInWords(cap, unit);
  return {
    zh: `${zh}最多计 ${most.zh}，已经计满`,
    en: `at most ${most.en} count in a ${en}, and they are reached`,
  };
};

const SAID: ReadonlyMap<number, Say> = new Map<number, Say>([
  [
    ACT_REASONS.sameTrip.number,
    () => ({
      why: {
        zh: '另一个来源已经上报了这一次，只计一次',
        en: 'another source told of the same one before; it counts once',
      },
      whatToDo: {
        zh: '已计入的那一次不受影响。如果确实是两次，可以在申诉期内申诉',
        en: 'The one that counts stays as it is. If these were two, you can appeal while appeals are open',
      },
    }),
  ],
  [
    ACT_REASONS.eventRepeated.number,
    () => ({
      why: { zh: '同一条记录已经上报过，只计一次', en: 'the same record was told before; it counts once' },
      whatToDo: {
        zh: `已计入的那一次不受影响，${NOTHING.zh}`,
        en: `The one that counts stays as it is. ${NOTHING.en}`,
      },
    }),
  ],
  [
    ACT_REASONS.overlap.number,
    () => ({
      why: {
        zh: '这段时间里您已有另一条记录，一个人不能同时做两件这样的事',
        en: 'you have another record at that time, and nobody does two of these at once',
      },
      whatToDo: APPEAL,
    }),
  ],
  [
    ACT_REASONS.speed.number,
    () => ({
      why: { zh: '按上报的里程和时间，速度快得不可能', en: 'going so far in so little time is not possible' },
      whatToDo: APPEAL,
    }),
  ],
  [
    ACT_REASONS.tooLong.number,
    () => ({
      why: { zh: '上报的时长不可能：没有这么久的一次出行', en: 'no trip takes as long as was told' },
      whatToDo: APPEAL,
    }),
  ],
  [
    ACT_REASONS.distance.number,
    () => ({
      why: {
        zh: '上报的里程不可能：超过单次最远里程，或比两地直线距离还短',
        en: 'the distance is not possible: longer than any one trip, or shorter than the straight line',
      },
      whatToDo: APPEAL,
    }),
  ],
  [
    ACT_REASONS.tooMuch.number,
    ({ most, unit }) => {
      const one = amountInWords(most, unit);
      return {
        why: {
          zh: `一次最多 ${one.zh}，上报的更多`,
          en: `one record is ${one.en} at most, and more was told`,
        },
        whatToDo: APPEAL,
      };
    },
  ],
  [
    ACT_REASONS.tooSmall.number,
    ({ least, unit }) => {
      const one = amountInWords(least, unit);
      return {
        why: { zh: `不足 ${one.zh} 的不计`, en: `what is less than ${one.en} does not count` },
        whatToDo: NOTHING,
      };
    },
  ],
  [
    ACT_REASONS.dailyCap.number,
    ({ dailyCap, unit }) => ({
      why: capped(dailyCap, unit, '当天', 'day'),
      whatToDo: { zh: '次日起重新计算', en: 'Counting begins anew on the next day' },
    }),
  ],
  [
    ACT_REASONS.monthlyCap.number,
    ({ monthlyCap, unit }) => ({
      why: capped(monthlyCap, unit, '当月', 'month'),
      whatToDo: { zh: '次月 1 日起重新计算', en: 'Counting begins anew on the first of the next month' },
    }),
  ],
  [
    ACT_REASONS.notInForce.number,
    () => ({
      why: { zh: '那一天这类行为还没有（或不再有）计算方法', en: 'there was no method for it on that day' },
      whatToDo: NOTHING,
    }),
  ],
  [
    ACT_REASONS.noBaseline.number,
    () => ({
      why: {
        zh: '还没有去年同月的读数可比，暂不计减排',
        en: 'there is no reading of the same month a year before to compare with',
      },
      whatToDo: {
        zh: '继续记录，明年同月就能比较',
        en: 'Keep recording: next year this month can be compared with',
      },
    }),
  ],
  [
    ACT_REASONS.noSaving.number,
    () => ({
      why: { zh: '没有比去年同月用得少', en: 'it is not less than in the same month a year before' },
      whatToDo: { zh: '下个月再试试', en: 'Try again next month' },
    }),
  ],
  [
    ACT_REASONS.revoked.number,
    () => ({
      why: { zh: '上报的来源撤回了这条记录', en: 'the source that told of it took it back' },
      whatToDo: { zh: '可以向该来源询问', en: 'You can ask the source why' },
    }),
  ],
]);

/** @throws RangeError for a number that is no reason */
export function refusalInWords(method: Method, reason: number): RefusalInWords {
  const said = SAID.get(reason)?.(method);
  if (said !== undefined) return said;
  const known = actReason(reason);
  if (known === undefined) throw new RangeError(`there is no reason ${reason}`);
  return { why: { zh: known.text.zh, en: `it ${known.text.en}` }, whatToDo: APPEAL };
}
