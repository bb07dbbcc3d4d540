import { Refusal } from '@carbon/kernel';

export const residentExists = (): Refusal =>
  new Refusal('RESIDENT_EXISTS', 409, {
    zh: '此人已有居民账户',
    en: 'This person has a resident account already',
  });

export const birthDateNeeded = (): Refusal =>
  new Refusal(
    'RESIDENT_BIRTH_DATE_NEEDED',
    422,
    {
      zh: '请填写出生日期：未满法定年龄的须由监护人办理',
      en: 'Tell your birth date: for a child only a guardian opens an account',
    },
    { rule: 'PII-001' },
  );

export const wardOnly = (): Refusal =>
  new Refusal('RESIDENT_NOT_A_WARD', 422, {
    zh: '本人的账户请使用 POST /v1/me/resident 开立',
    en: 'Your own account is opened with POST /v1/me/resident',
  });

export const programmeClosed = (code: string): Refusal =>
  new Refusal(
    'PROGRAMME_CLOSED',
    409,
    { zh: `项目 ${code} 已关闭`, en: `The programme ${code} is closed` },
    { details: { programme: code } },
  );

export const programmeNotJoined = (code: string): Refusal =>
  new Refusal(
    'PROGRAMME_NOT_JOINED',
    409,
    { zh: `请先加入项目 ${code}`, en: `Join the programme ${code} first: POST /v1/me/programmes` },
    { details: { programme: code } },
  );

export const partnerUnknown = (code: string): Refusal =>
  new Refusal(
    'PARTNER_UNKNOWN',
    404,
    { zh: `没有数据合作方 ${code.slice(0, 40)}`, en: `There is no partner ${code.slice(0, 40)}` },
    { details: { partner: code.slice(0, 40) } },
  );

export const partnerNotActive = (code: string): Refusal =>
  new Refusal(
    'PARTNER_NOT_ACTIVE',
    409,
    { zh: `数据合作方 ${code} 当前不可用`, en: `The partner ${code} is suspended or has ended` },
    { details: { partner: code } },
  );

/** Wrong, used, expired, another partner's, taken back: one answer for all. */
export const linkCodeUnknown = (): Refusal =>
  new Refusal('LINK_CODE_UNKNOWN', 404, {
    zh: '绑定码无效、已使用或已过期，请居民重新获取',
    en: 'This code is not valid, was used, or has expired: ask the resident for another',
  });

export const referenceTaken = (): Refusal =>
  new Refusal('LINK_REFERENCE_TAKEN', 409, {
    zh: '该用户编号已绑定其他居民账户，须先解除',
    en: 'This user is linked to another resident account: that link must end first',
  });

export const linkUnknown = (): Refusal =>
  new Refusal('LINK_UNKNOWN', 404, { zh: '没有此绑定', en: 'There is no such link' });

export const familyCodeUnknown = (): Refusal =>
  new Refusal('FAMILY_CODE_UNKNOWN', 404, {
    zh: '家庭邀请码无效、已使用或已过期',
    en: 'This invitation is not valid, was used, or has expired',
  });

export const familyOfOneself = (): Refusal =>
  new Refusal('FAMILY_ONESELF', 409, {
    zh: '不能接受自己的邀请，对方也可能已是您的家庭成员',
    en: 'You cannot accept your own invitation, nor that of a relative you share with already',
  });

export const familyFull = (most: number): Refusal =>
  new Refusal(
    'FAMILY_FULL',
    409,
    { zh: `家庭成员最多 ${most} 位`, en: `One shares with ${most} relatives at most` },
    { rule: 'PII-001', details: { most: String(most) } },
  );

export const relativeUnknown = (): Refusal =>
  new Refusal('RELATIVE_UNKNOWN', 404, { zh: '没有此家庭成员', en: 'There is no such relative of yours' });
