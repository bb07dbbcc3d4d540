import { type ChinaDate, Refusal } from '@carbon/kernel';

/** BOR-002: only the scheme of 2021 and 2022 knew it. */
export function noBorrowing(market: string, year: number): Refusal {
  return new Refusal(
    'ALLOWANCES_NO_BORROWING',
    422,
    {
      zh: `市场 ${market} ${year} 年度履约不得预支以后年度配额`,
      en: `Obligations of ${year} in ${market} may not be met with allowances of later years`,
    },
    { rule: 'BOR-002', details: { market, year: String(year) } },
  );
}

export function borrowingClosed(year: number, deadline: ChinaDate): Refusal {
  return new Refusal(
    'ALLOWANCES_BORROWING_CLOSED',
    422,
    {
      zh: `${year} 年度清缴已于 ${deadline} 截止，不再办理预支`,
      en: `The surrender of ${year} was due on ${deadline}: nothing is borrowed for it any more`,
    },
    { rule: 'BOR-001', details: { year: String(year), deadline } },
  );
}

export function borrowingTooMuch(facts: {
  readonly asked: bigint;
  readonly gapPercent: string;
  readonly maximum: bigint;
  readonly borrowed: bigint;
}): Refusal {
  const { asked, gapPercent, maximum, borrowed } = facts;
  const left = maximum > borrowed ? maximum - borrowed : 0n;
  const details = {
    ...{ asked: asked.toString(), maximum: maximum.toString(), left: left.toString(), gapPercent },
  };
  return new Refusal(
    'ALLOWANCES_BORROWING_TOO_MUCH',
    422,
    {
      zh: `缺口率 ${gapPercent}%，最多可预支 ${details.maximum} 吨，尚可预支 ${details.left} 吨，本次申请 ${details.asked} 吨`,
      en: `The gap is ${gapPercent} %: at most ${details.maximum} t may be borrowed, ${details.left} t are left, not ${details.asked} t`,
    },
    { rule: 'BOR-001', details },
  );
}
