import { Refusal } from '@carbon/kernel';

/** Who is not on the list reports nothing and gets nothing under the market's rules. */
export function notListed(market: string, year: number): Refusal {
  return new Refusal(
    'EMITTERS_NOT_LISTED',
    422,
    {
      zh: `该主体不在 ${market} 市场 ${year} 年度重点排放单位名录内`,
      en: `This holder is not on the list of key emitters of the market ${market} for ${year}`,
    },
    { rule: 'ETS-004', details: { market, year: String(year) } },
  );
}
