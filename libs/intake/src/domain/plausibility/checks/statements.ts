import { type Check, finding, kind, shown } from '../check';
import { day, decimal, figures, type FigureOf, listOf, oneOf, optional, words } from '../figures';

const counted = figures({ stated: decimal(), listed: decimal() });
const countFits: Check<FigureOf<typeof counted>> = {
  id: 'PLA-26',
  examine: ({ stated, listed }) =>
    stated.equals(listed)
      ? undefined
      : finding(shown(listed), '所称数量与列举数量不同', 'as many as were said are not listed'),
};

const repeated = figures({ label: words(), values: listOf(words()) });
const oneValue: Check<FigureOf<typeof repeated>> = {
  id: 'PLA-27',
  examine: ({ label, values }) => {
    const said = [...new Set(values)];
    if (said.length < 2) return undefined;
    return finding(
      said[0] ?? '',
      `“${label}”有互不一致的说法：${said.join('、')}`,
      `“${label}” is told in ${said.length} ways that do not agree: ${said.join(', ')}`,
    );
  },
};

const claims = figures({
  claims: listOf(figures({ asset: words(), period: optional(words(60)), text: optional(words(4_000)) })),
});
type Claims = FigureOf<typeof claims>;
const onceEach: Check<Claims> = {
  id: 'PLA-28',
  examine: ({ claims: each }) => {
    const twice = firstTwice(
      each.map(({ asset, period }) => (period === undefined ? '' : `${asset} ${period}`)),
    );
    const copied = firstTwice(each.map(({ text = '' }) => text));
    if (twice === undefined && copied === undefined) return undefined;
    return finding(
      '1',
      `同一资产同一时期被计两次：${twice ?? each.find(({ text }) => text === copied)?.asset ?? ''}`,
      `one asset and period stands twice: ${twice ?? each.find(({ text }) => text === copied)?.asset ?? ''}`,
    );
  },
};
const firstTwice = (texts: readonly string[]) =>
  texts.find((text, at) => text !== '' && texts.indexOf(text) !== at);
const claimsHavePeriods: Check<Claims> = {
  id: 'PLA-29',
  examine: ({ claims: each }) => {
    const without = each.find(({ period }) => period === undefined);
    if (without === undefined) return undefined;
    return finding(
      'period',
      `“${without.asset}”没有注明时期`,
      `“${without.asset}” does not say of which period it is`,
    );
  },
};

const stream = figures({
  amountT: decimal(),
  period: optional(oneOf(['day', 'month', 'year'])),
  yearlyT: optional(decimal()),
  sharePercent: optional(decimal()),
});
const streamHasPeriod: Check<FigureOf<typeof stream>> = {
  id: 'PLA-29',
  examine: ({ period, yearlyT, sharePercent }, bound) => {
    if (period !== undefined) return undefined;
    const daily = yearlyT
      ?.times(sharePercent ?? 100)
      .dividedBy(100)
      .dividedBy(bound('daysPerYear'));
    return finding(
      daily === undefined ? 'period' : `${shown(daily, 0)} t/d`,
      '数量没有注明时期',
      'the amount does not say of which period it is',
    );
  },
};

const period = figures({ start: day, end: day });
const startBeforeEnd: Check<FigureOf<typeof period>> = {
  id: 'PLA-30',
  examine: ({ start, end }) =>
    start < end
      ? undefined
      : finding('start < end', '起始日不早于结束日', 'it begins no earlier than it ends'),
};

const progress = figures({
  asOfYear: decimal(),
  columnYears: listOf(decimal()),
  reachedInYear: optional(decimal()),
  targetYear: optional(decimal()),
});
const progressFits: Check<FigureOf<typeof progress>> = {
  id: 'PLA-31',
  examine: ({ asOfYear, columnYears, reachedInYear, targetYear }) => {
    const years = columnYears.map((year) => shown(year, 0)).join(', ');
    if (!columnYears.some((year) => year.equals(asOfYear))) {
      return finding(
        years,
        `称截至 ${shown(asOfYear, 0)} 年，但各列为 ${years}`,
        `said to be as of ${shown(asOfYear, 0)}, but its columns are ${years}`,
      );
    }
    if (
      reachedInYear === undefined ||
      targetYear === undefined ||
      reachedInYear.greaterThanOrEqualTo(targetYear)
    ) {
      return undefined;
    }
    return finding(
      `≥ ${shown(targetYear, 0)}`,
      '称已提前达成，却仍列为目标',
      'it is said to be reached, and still stands as a target',
    );
  },
};

export const statementKinds = [
  kind({
    kind: 'counted',
    title: { zh: '所称与列举的数量', en: 'Said and listed' },
    figures: counted,
    checks: [countFits],
  }),
  kind({
    kind: 'repeated-statement',
    title: { zh: '同一事项的多处表述', en: 'One thing told several times' },
    figures: repeated,
    checks: [oneValue],
  }),
  kind({
    kind: 'claims',
    title: { zh: '资产与时期的主张', en: 'Claims of assets and periods' },
    figures: claims,
    checks: [onceEach, claimsHavePeriods],
  }),
  kind({
    kind: 'stream',
    title: { zh: '有时期的数量', en: 'An amount and its period' },
    figures: stream,
    checks: [streamHasPeriod],
  }),
  kind({
    kind: 'period',
    title: { zh: '起止日期', en: 'Start and end' },
    figures: period,
    checks: [startBeforeEnd],
  }),
  kind({
    kind: 'progress',
    title: { zh: '进展表的年份', en: 'Years of a progress table' },
    figures: progress,
    checks: [progressFits],
  }),
];
