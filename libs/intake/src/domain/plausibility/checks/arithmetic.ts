import { Decimal } from 'decimal.js';
import { type Check, differs, finding, kind, over, shown } from '../check';
import { decimal, figures, type FigureOf, listOf, oneOf, optional, words } from '../figures';

const HUNDRED = new Decimal(100);
const sum = (parts: readonly Decimal[]) => parts.reduce((total, part) => total.plus(part), new Decimal(0));

const parts = figures({
  parts: listOf(decimal()),
  total: decimal(),
  // a count is exact; a figure that says "about" may be rounded
  precision: oneOf(['exact', 'rounded']),
});
const partsSum: Check<FigureOf<typeof parts>> = {
  id: 'PLA-17',
  examine: ({ parts: each, total, precision }, bound) => {
    const expected = sum(each);
    const tolerance = precision === 'rounded' ? bound('roundedPercent') : new Decimal(0);
    if (!differs(total, expected, tolerance)) return undefined;
    return finding(
      shown(expected),
      `合计 ${shown(total)} 与各部分之和 ${shown(expected)} 不符`,
      `a total of ${shown(total)} is not the sum of its parts, ${shown(expected)}`,
    );
  },
};

const share = figures({ part: decimal(), whole: decimal(), statedPercent: decimal() });
type Share = FigureOf<typeof share>;
const shareFits: Check<Share> = {
  id: 'PLA-18',
  examine: ({ part, whole, statedPercent }, bound) => {
    const percent = over(part.times(HUNDRED), whole);
    if (percent === undefined) return undefined;
    if (percent.minus(statedPercent).abs().lessThanOrEqualTo(bound('tolerancePoints'))) return undefined;
    const whence = over(part.times(HUNDRED), statedPercent);
    return finding(
      `${shown(percent, 2)} %`,
      `占比应为 ${shown(percent, 2)}%；按所述占比推算的总量为 ${whence === undefined ? '—' : shown(whence, 1)}`,
      `the share is ${shown(percent, 2)} %; the one stated belongs to a whole of ${whence === undefined ? '—' : shown(whence, 1)}`,
    );
  },
};
const shareWithinWhole: Check<Share> = {
  id: 'PLA-19',
  examine: ({ statedPercent }) =>
    statedPercent.greaterThan(HUNDRED)
      ? finding('≤ 100 %', '占比超过 100%', 'a share is above 100 %')
      : undefined,
};

const shares = figures({ percents: listOf(decimal()) });
const sharesWithinWhole: Check<FigureOf<typeof shares>> = {
  id: 'PLA-19',
  examine: ({ percents }, bound) => {
    const total = sum(percents);
    if (total.lessThanOrEqualTo(HUNDRED.plus(bound('roundingPoints')))) return undefined;
    return finding('≤ 100 %', `占比合计 ${shown(total)}%`, `shares add up to ${shown(total)} %`);
  },
};

const heatAndPower = figures({ electricPercent: decimal(), heatToPower: decimal() });
const heatAndPowerWithinFuel: Check<FigureOf<typeof heatAndPower>> = {
  id: 'PLA-20',
  examine: ({ electricPercent, heatToPower }) => {
    const heat = electricPercent.times(heatToPower);
    const total = heat.plus(electricPercent);
    if (total.lessThanOrEqualTo(HUNDRED)) return undefined;
    return finding(
      '≤ 100 %',
      `供热效率 ${shown(heat)}%，热电总效率 ${shown(total)}%`,
      `${shown(heat)} % of heat makes ${shown(total)} % of the fuel altogether`,
    );
  },
};

const product = figures({
  quantity: decimal(),
  factor: decimal(),
  value: decimal(),
  factorSource: optional(words()),
});
type Product = FigureOf<typeof product>;
const recomputed: Check<Product> = {
  id: 'PLA-21',
  examine: ({ quantity, factor, value }, bound) => {
    const expected = quantity.times(factor);
    if (!differs(value, expected, bound('tolerancePercent'))) return undefined;
    return finding(
      shown(expected),
      `数量乘以因子为 ${shown(expected)}，与所述数值不符`,
      `quantity times factor is ${shown(expected)}, not what is stated`,
    );
  },
};
const factorHasSource: Check<Product> = {
  id: 'PLA-22',
  examine: ({ factorSource }) =>
    factorSource === undefined
      ? finding('factorSource', '因子没有来源', 'the factor has no source')
      : undefined,
};

const payback = figures({
  investment: decimal(),
  yearlySaving: decimal(),
  grantPercent: optional(decimal()),
  statedYears: decimal(),
});
const paybackFits: Check<FigureOf<typeof payback>> = {
  id: 'PLA-23',
  examine: ({ investment, yearlySaving, grantPercent, statedYears }, bound) => {
    const simple = over(investment, yearlySaving);
    if (simple === undefined) return undefined;
    const granted =
      grantPercent === undefined ? simple : simple.times(HUNDRED.minus(grantPercent)).dividedBy(HUNDRED);
    const fits = [simple, granted].some((years) => !differs(statedYears, years, bound('tolerancePercent')));
    if (fits) return undefined;
    const expected = [...new Set([granted, simple].map((years) => shown(years)))].join(' / ');
    return finding(
      `${expected} a`,
      '回收期无法由所列数据复算，请列明计算口径',
      'the payback cannot be computed again from what is stated: show its inputs',
    );
  },
};

const declared = figures({ declaredT: decimal(), verifiedT: decimal() });
const declaredFitsVerified: Check<FigureOf<typeof declared>> = {
  id: 'PLA-24',
  examine: ({ declaredT, verifiedT }, bound) => {
    const gap = over(verifiedT.minus(declaredT).abs().times(HUNDRED), verifiedT);
    if (gap?.lessThanOrEqualTo(bound('tolerancePercent')) === true) return undefined;
    if (gap === undefined && declaredT.isZero()) return undefined;
    return finding(
      `${shown(verifiedT)} t ± ${shown(bound('tolerancePercent'))} %`,
      `申报量与核定量相差 ${gap === undefined ? '—' : shown(gap, 1)}%`,
      `what was declared differs by ${gap === undefined ? '—' : shown(gap, 1)} % from what was verified`,
    );
  },
};

const scoped = figures({ parts: listOf(figures({ amount: decimal(), scope: words(80) })) });
const oneScope: Check<FigureOf<typeof scoped>> = {
  id: 'PLA-25',
  examine: ({ parts: each }) => {
    const scopes = [...new Set(each.map(({ scope }) => scope))];
    if (scopes.length < 2) return undefined;
    return finding(
      scopes[0] ?? '',
      `口径不同，不得相加：${scopes.join('、')}`,
      `of different scopes, never to be added: ${scopes.join(', ')}`,
    );
  },
};

export const arithmeticKinds = [
  kind({
    kind: 'parts-sum',
    title: { zh: '分项与合计', en: 'Parts and their total' },
    figures: parts,
    checks: [partsSum],
  }),
  kind({
    kind: 'share',
    title: { zh: '部分占总体的比例', en: 'A share of a whole' },
    figures: share,
    checks: [shareFits, shareWithinWhole],
  }),
  kind({
    kind: 'shares',
    title: { zh: '同一总体的各项占比', en: 'Shares of one whole' },
    figures: shares,
    checks: [sharesWithinWhole],
  }),
  kind({
    kind: 'heat-and-power',
    title: { zh: '热电联产效率', en: 'Efficiency of heat and power' },
    figures: heatAndPower,
    checks: [heatAndPowerWithinFuel],
  }),
  kind({
    kind: 'product',
    title: { zh: '数量、因子与数值', en: 'Quantity, factor and value' },
    figures: product,
    checks: [recomputed, factorHasSource],
  }),
  kind({
    kind: 'payback',
    title: { zh: '投资回收期', en: 'Payback of an investment' },
    figures: payback,
    checks: [paybackFits],
  }),
  kind({
    kind: 'declared-and-verified',
    title: { zh: '申报量与核定量', en: 'Declared and verified' },
    figures: declared,
    checks: [declaredFitsVerified],
  }),
  kind({
    kind: 'scopes',
    title: { zh: '相加数据的口径', en: 'Scopes of what is added' },
    figures: scoped,
    checks: [oneScope],
  }),
];
