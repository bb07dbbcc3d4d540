import { Refusal } from '@carbon/kernel';

/** For those who may know: an invitation, the registry. Signing in never says it. */
export const emailTaken = (): Refusal =>
  new Refusal('USER_EMAIL_TAKEN', 409, {
    zh: '该邮箱已有账号',
    en: 'There is an account with this e-mail address',
  });

export const userUnknown = (id: string): Refusal =>
  new Refusal(
    'USER_UNKNOWN',
    404,
    { zh: `用户 ${id} 不存在`, en: `There is no user ${id}` },
    { details: { user: id } },
  );

export const userDisabled = (id: string): Refusal =>
  new Refusal(
    'USER_DISABLED',
    409,
    { zh: '该账号已永久停用', en: 'This account is disabled for good' },
    { details: { user: id } },
  );

export const membershipStands = (): Refusal =>
  new Refusal('MEMBERSHIP_EXISTS', 409, {
    zh: '该用户已是此机构的成员',
    en: 'This user is a member of this holder already',
  });

export const passwordWrong = (): Refusal =>
  new Refusal('PASSWORD_WRONG', 422, {
    zh: '原密码不正确',
    en: 'The current password is not right',
  });

export const passwordSame = (): Refusal =>
  new Refusal('PASSWORD_UNCHANGED', 422, {
    zh: '新密码与原密码相同',
    en: 'The new password is the current one',
  });

export const resetUnknown = (): Refusal =>
  new Refusal('PASSWORD_RESET_UNKNOWN', 404, {
    zh: '重置链接无效、已使用或已过期，请重新申请',
    en: 'This link is not valid, was used, or has expired: ask for another',
  });

export const totpNotBegun = (): Refusal =>
  new Refusal('TOTP_NOT_BEGUN', 409, {
    zh: '请先调用 POST /v1/me/totp 获取密钥',
    en: 'Begin with POST /v1/me/totp, which gives the secret',
  });
