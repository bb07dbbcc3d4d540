import type { Sent } from '@carbon/http';
import type { MyActBody } from './act-bodies';

const BOM = '\ufeff';
const LINE_END = '\r\n';

type Act = Sent<MyActBody>;

const COLUMNS: readonly (readonly [string, (act: Act) => string | number | null])[] = [
  ['编号 Number', ({ number }) => number],
  ['开始时间 Began', ({ startedAt }) => startedAt],
  ['项目 Programme', ({ programme }) => programme],
  ['方法 Method', ({ method }) => method],
  ['说明 What', ({ textZh, textEn }) => `${textZh} / ${textEn}`],
  ['上报数量 Told', ({ amount }) => amount],
  ['计入数量 Counts', ({ countedAmount }) => countedAmount],
  ['单位 Unit', ({ unit }) => unit],
  ['状态 State', ({ state }) => state],
  ['原因 Reason', ({ refusal }) => refusal?.code ?? null],
  ['因子 Factor', ({ factor }) => factor],
  ['克/单位 Grams a unit', ({ factorGrams }) => factorGrams],
  ['减排（克）Reduced (g)', ({ reducedGrams }) => reducedGrams],
  ['排放（克，空为未知）Emitted (g, empty: unknown)', ({ emittedGrams }) => emittedGrams],
  ['积分 Points', ({ points }) => points],
];

/** RFC 4180 with a BOM, by which spreadsheets know that it is UTF-8. No field of ours begins like a formula. */
export function diaryCsv(acts: readonly Act[]): string {
  const rows = [COLUMNS.map(([title]) => title), ...acts.map((act) => COLUMNS.map(([, of]) => of(act)))];
  return BOM + rows.map((cells) => cells.map(field).join(',') + LINE_END).join('');
}

function field(value: string | number | null): string {
  const text = value === null ? '' : value.toString();
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
