import { Refusal } from '@carbon/kernel';
import { MOST_ACTS } from './told-act';

export const keyReused = (key: string): Refusal =>
  new Refusal(
    'ACT_BATCH_KEY_REUSED',
    409,
    {
      zh: `批次键 ${key} 已用于不同内容的批次`,
      en: `The key ${key} was used for a batch with other content`,
    },
    { rule: 'INV-06', details: { key } },
  );

export const partnerSuspended = (code: string): Refusal =>
  new Refusal(
    'PARTNER_NOT_ACTIVE',
    422,
    {
      zh: `数据伙伴 ${code} 目前不可上报`,
      en: `The data partner ${code} may not tell of acts now`,
    },
    { rule: 'CNV-003', details: { partner: code } },
  );

export const programmeClosed = (code: string): Refusal =>
  new Refusal(
    'PROGRAMME_CLOSED',
    422,
    { zh: `碳普惠项目 ${code} 已结束`, en: `The programme ${code} is closed` },
    { rule: 'CNV-003', details: { programme: code } },
  );

export const batchSize = (): Refusal =>
  new Refusal('ACT_BATCH_SIZE', 400, {
    zh: `每批应为 1 至 ${MOST_ACTS} 条`,
    en: `A batch has 1 to ${MOST_ACTS} acts`,
  });

export const intakeBusy = (why: 'landing' | 'waiting', retryAfterSeconds: number): Refusal =>
  new Refusal(
    'ACT_INTAKE_BUSY',
    503,
    why === 'landing'
      ? { zh: '正在接收的批次过多，请稍后重试', en: 'Too many batches are landing; come again in a moment' }
      : { zh: '待核算的批次过多，请稍后重试', en: 'Too many batches wait to be judged; come again later' },
    { details: { retryAfterSeconds: retryAfterSeconds.toString() } },
  );

export const batchUnknown = (): Refusal =>
  new Refusal('ACT_BATCH_UNKNOWN', 404, { zh: '没有此批次', en: 'There is no such batch' });

export const actUnknown = (): Refusal =>
  new Refusal('ACT_UNKNOWN', 404, { zh: '没有此行为记录', en: 'There is no such act' });

/** PII-005: what was told of it is gone with its resident's data; the leaf stays, so that its neighbours are proved. */
export const actErased = (): Refusal =>
  new Refusal(
    'ACT_ERASED',
    410,
    {
      zh: '该行为记录已随个人数据删除；所在批次的其他证明不受影响',
      en: 'What was told of this act was erased with its resident’s data; the proofs of its neighbours stand',
    },
    { rule: 'PII-005' },
  );

/** The row and what its batch committed to do not agree. */
export const actAltered = (): Refusal =>
  new Refusal('ACT_ALTERED', 409, {
    zh: '该行为记录与其批次的承诺不一致，不能出具证据',
    en: 'This act is not the one its batch committed to: there is no evidence of it',
  });

export const eventAmbiguous = (): Refusal =>
  new Refusal('ACT_EVENT_AMBIGUOUS', 409, {
    zh: '该事件号曾在多个月份上报，请注明回执编号',
    en: 'This event id was told in several months: name the receipt',
  });

export const correctionWaits = (): Refusal =>
  new Refusal('ACT_CORRECTION_WAITS', 409, {
    zh: '该行为已有一项更正待核算',
    en: 'Another correction of this act waits to be judged',
  });

export const actRevoked = (): Refusal =>
  new Refusal(
    'ACT_REVOKED',
    409,
    { zh: '该行为已被来源撤回', en: 'This act was taken back by its source' },
    { rule: 'CNV-003' },
  );

const UNFIT = {
  same: { zh: '更正内容与原上报一致', en: 'The correction changes nothing' },
  'started-at': { zh: '没有这个日期或时间', en: 'There is no such date or time' },
  month: {
    zh: '更正不得改变行为所在的月份；请撤回后重新上报',
    en: 'A correction stays in its month: revoke it and tell it anew',
  },
  future: { zh: '更正后的行为尚未发生', en: 'As corrected the act has not ended yet' },
  consent: {
    zh: '没有该用户的有效同意，只能撤回',
    en: 'Its resident does not consent any more: it can only be revoked',
  },
  late: { zh: '超过补报期限，只能撤回', en: 'It is later than acts may be told: it can only be revoked' },
} as const;

export const correctionUnfit = (why: keyof typeof UNFIT): Refusal =>
  new Refusal('ACT_CORRECTION_UNFIT', 422, UNFIT[why], { rule: 'CNV-003', details: { why } });
