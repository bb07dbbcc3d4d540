import { formatGrams, type Micrograms, Refusal, type RefusalStatus } from '@carbon/kernel';

type Details = Readonly<Record<string, string>>;

function refusal(
  code: string,
  status: RefusalStatus,
  zh: string,
  en: string,
  { rule, ...details }: Details & { readonly rule?: string } = {},
): Refusal {
  return new Refusal(code, status, { zh, en }, { details, ...(rule === undefined ? {} : { rule }) });
}

export const noCreditScheme = (programme: string): Refusal =>
  refusal(
    'POOLING_NO_SCHEME',
    422,
    `碳普惠项目 ${programme} 没有可登记减排量的机制`,
    `The programme ${programme} has no scheme in which its reductions may become credits`,
    { rule: 'CNV-001', programme },
  );

export const poolFixed = (pool: string): Refusal =>
  refusal(
    'POOLING_POOL_FIXED',
    409,
    `已有批次汇入归集项目 ${pool}，余量留在其中，不能更换`,
    `Rounds went into pool ${pool} and their remainder is there: it stays the one`,
    { rule: 'CNV-002', pool },
  );

export const noTerms = (programme: string): Refusal =>
  refusal(
    'POOLING_NO_TERMS',
    422,
    `碳普惠项目 ${programme} 尚未公布汇集规则`,
    `The programme ${programme} has published no terms of pooling`,
    { rule: 'PHI-005', programme },
  );

export const roundWaits = (round: number): Refusal =>
  refusal(
    'POOLING_ROUND_WAITS',
    409,
    `第 ${round} 批尚未签发，不能开始新的批次`,
    `Round ${round} is not issued yet: one waits at a time`,
    { rule: 'CNV-002', round: String(round) },
  );

export const monthUnsettled = (month: string, day: string): Refusal =>
  refusal(
    'POOLING_MONTH_UNSETTLED',
    422,
    `${month} 的行为仍可更正，${day} 起才能汇集`,
    `What was done in ${month} may still be corrected: it can be pooled from ${day} on`,
    { rule: 'CNV-001', month, day },
  );

export const nothingToPool = (): Refusal =>
  refusal(
    'POOLING_NOTHING',
    422,
    '没有居民同意汇集且有可汇集的减排量',
    'Nobody who consents has reductions that can be pooled',
    { rule: 'CNV-001' },
  );

export const shareUnknown = (programme: string, round: number): Refusal =>
  refusal(
    'POOLING_SHARE_UNKNOWN',
    404,
    `您没有参加 ${programme} 第 ${round} 批汇集`,
    `You have no share of round ${round} of ${programme}`,
  );

export const roundUnknown = (programme: string, round: number): Refusal =>
  refusal(
    'POOLING_ROUND_UNKNOWN',
    404,
    `${programme} 没有第 ${round} 批汇集`,
    `${programme} has no round ${round}`,
  );

export const alreadyReturned = (): Refusal =>
  refusal('POOLING_RETURNED', 409, '您在该批次的减排量已全部取回', 'All of your share came back already');

export const alreadyIssued = (issued: Micrograms): Refusal =>
  refusal(
    'POOLING_ISSUED',
    422,
    `您的 ${formatGrams(issued)} 克已进入签发的整吨减排量，无法拆出取回。您可以撤回对汇集的同意，此后的批次不再汇集您的减排量`,
    `${formatGrams(issued)} g of yours are in whole tonnes that were issued and cannot be taken out of them. You can withdraw your consent to pooling: then no further round takes anything of yours`,
    { rule: 'CNV-001', grams: formatGrams(issued) },
  );
