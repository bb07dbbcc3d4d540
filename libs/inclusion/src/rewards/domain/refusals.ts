import { chinaTimestamp, Refusal, type Text } from '@carbon/kernel';
import type { RewardLimit } from './reward';
import type { VoucherState } from './voucher';

const refusal =
  (code: string, status: 404 | 409 | 422, text: Text, rule?: string) =>
  (details: Readonly<Record<string, string>> = {}): Refusal =>
    new Refusal(code, status, text, { details, ...(rule === undefined ? {} : { rule }) });

export const rewardUnknown = refusal('REWARD_UNKNOWN', 404, {
  zh: '没有此兑换项',
  en: 'There is no such reward',
});

export const rewardNotOffered = refusal(
  'REWARD_NOT_OFFERED',
  422,
  { zh: '该兑换项目前不提供兑换', en: 'This reward is not offered now' },
  'PTS-005',
);

export const notAMember = refusal('NOT_A_MEMBER', 422, {
  zh: '尚未加入该碳普惠项目，不能用其积分兑换',
  en: 'You are no member of this programme, whose points it takes',
});

export const accountRestricted = refusal('RESIDENT_RESTRICTED', 422, {
  zh: '账户已限制处理，暂不能兑换',
  en: 'Your account is restricted: nothing can be redeemed',
});

export const rewardSoldOut = refusal(
  'REWARD_SOLD_OUT',
  409,
  { zh: '已兑完，积分未扣除', en: 'Nothing is left of it; your points are untouched' },
  'PTS-005',
);

export const budgetSpent = refusal('REWARD_BUDGET_SPENT', 409, {
  zh: '资助预算已用完，积分未扣除',
  en: 'The budget that pays for it is spent; your points are untouched',
});

const PERIODS: Readonly<Record<RewardLimit['period'], Text>> = {
  day: { zh: '每日', en: 'a day' },
  month: { zh: '每月', en: 'a month' },
  year: { zh: '每年', en: 'a year' },
  ever: { zh: '总共', en: 'altogether' },
};

export function limitReached({ count, period }: RewardLimit): Refusal {
  const { zh, en } = PERIODS[period];
  return new Refusal(
    'REWARD_LIMIT_REACHED',
    422,
    {
      zh: `已达个人兑换上限：${zh} ${count} 份`,
      en: `You took as many as one person may: ${count} ${en}`,
    },
    { rule: 'PTS-005', details: { count: count.toString(), period } },
  );
}

export const giftsOnly = refusal('REWARD_TAKEN_ONE_BY_ONE', 422, {
  zh: '只有捐赠可以一次多份，其他兑换请逐份办理',
  en: 'Only gifts can be made several at once; everything else is taken one by one',
});

export const voucherUnknown = refusal('VOUCHER_UNKNOWN', 404, {
  zh: '没有此兑换券',
  en: 'There is no such voucher',
});

const STATES: Readonly<Record<VoucherState, Text>> = {
  reserved: { zh: '等待商户确认', en: 'waits for its merchant' },
  issued: { zh: '可以使用', en: 'can be used' },
  used: { zh: '已使用', en: 'was used' },
  given: { zh: '已捐赠', en: 'was given' },
  cancelled: { zh: '已取消', en: 'was cancelled' },
  failed: { zh: '商户未能提供，积分已退回', en: 'could not be given; the points went back' },
  expired: { zh: '已过期，积分已退回', en: 'is over; the points went back' },
};

/** Of a voucher that one has before one: nothing else can be done with it in its state. */
export function voucherInState(state: VoucherState): Refusal {
  const { zh, en } = STATES[state];
  return new Refusal(
    state === 'used' ? 'VOUCHER_USED' : 'VOUCHER_NOT_USABLE',
    409,
    { zh: `兑换券${zh}`, en: `The voucher ${en}` },
    { rule: 'PTS-005', details: { state } },
  );
}

export function voucherExpired(endsAt: Date): Refusal {
  return new Refusal(
    'VOUCHER_EXPIRED',
    409,
    { zh: '兑换券已过期', en: 'The voucher is over' },
    { rule: 'PTS-005', details: { endsAt: chinaTimestamp(endsAt) } },
  );
}

/** The same for a code that is nobody's and one of another merchant: a guess learns nothing. */
export const codeUnknown = refusal('VOUCHER_CODE_UNKNOWN', 404, {
  zh: '不是本商户可以核销的兑换码',
  en: 'This is no code of a voucher of yours',
});

export const codeGone = refusal('VOUCHER_CODE_NOT_SHOWN', 409, {
  zh: '兑换码只在可使用期间显示',
  en: 'The code is shown while it can be used',
});

export const noCertificate = refusal('VOUCHER_NOT_A_GIFT', 404, {
  zh: '这不是捐赠，没有感谢证书',
  en: 'This is no gift and has no certificate',
});

export const fundingUnknown = refusal('FUNDING_UNKNOWN', 404, {
  zh: '没有此资助',
  en: 'There is no such funding',
});

export const fundingEnded = refusal('FUNDING_ENDED', 409, {
  zh: '该资助已结束',
  en: 'This funding has ended',
});

export const lineUnknown = refusal('SETTLEMENT_LINE_UNKNOWN', 404, {
  zh: '没有此结算明细',
  en: 'There is no such settlement line',
});

export const correctionTooLarge = refusal('SETTLEMENT_CORRECTION_TOO_LARGE', 422, {
  zh: '更正后金额不能低于零，且不能更正一条更正',
  en: 'A line cannot go below zero, and a correction is not corrected itself',
});

export const merchantUnfit = refusal('REWARD_MERCHANT_UNFIT', 422, {
  zh: '兑换商户须为有效的商户主体；捐赠须为有效的受赠机构',
  en: 'Rewards are given by an active merchant, gifts go to an active organisation',
});

export const rewardFixed = refusal('REWARD_KIND_FIXED', 409, {
  zh: '已上架兑换项的类型与商户不能更改，请以新代码上架',
  en: 'Kind and merchant of a reward stay as they are: open another one under another code',
});

export const stockUnbounded = refusal('REWARD_STOCK_UNBOUNDED', 409, {
  zh: '该兑换项不限库存，无需补货',
  en: 'This reward is not bounded: there is no stock to add to',
});
