import { Refusal, type Text } from '@carbon/kernel';

const refused = (code: string, status: Refusal['status'], text: Text) => (): Refusal =>
  new Refusal(code, status, text);

/** One answer for everything that is wrong with a login: nobody learns whether an account exists. */
export const credentialsWrong = refused('CREDENTIALS_WRONG', 401, {
  zh: '账号、密码或动态口令不正确，或暂时不能登录。多次失败后须等待一段时间再试',
  en: 'The e-mail address, password or code is not right, or signing in is not possible now. After several failures, wait before trying again',
});

export const sessionUnknown = refused('SESSION_UNKNOWN', 404, {
  zh: '没有这个会话',
  en: 'There is no such session',
});

export const tokenUnknown = refused('CREDENTIALS_WRONG', 401, {
  zh: '会话凭证无效，请重新登录',
  en: 'This is no token of a session: sign in again',
});

export const sessionExpired = refused('SESSION_EXPIRED', 401, {
  zh: '会话凭证已过期，请刷新或重新登录',
  en: 'The token of the session has expired: refresh it, or sign in again',
});

export const sessionRevoked = refused('SESSION_REVOKED', 401, {
  zh: '会话已被终止，请重新登录',
  en: 'This session was ended: sign in again',
});

export const sessionStale = refused('SESSION_STALE', 401, {
  zh: '您的角色已变更，请重新登录',
  en: 'Your role changed: sign in again',
});

export const accountLocked = refused('ACCOUNT_LOCKED', 401, {
  zh: '您的账号已被锁定或停用，请联系登记机构',
  en: 'Your account is locked or disabled: ask the registry',
});

export const holderClosed = refused('HOLDER_CLOSED', 401, {
  zh: '该机构已注销，不能再以其身份登录',
  en: 'This holder is closed: nobody signs in for it any more',
});

export const csrfTokenWrong = refused('CSRF_TOKEN_WRONG', 403, {
  zh: '缺少请求头 X-CSRF-Token，或其值与本会话的 carbon-csrf 不符',
  en: 'The header X-CSRF-Token is missing, or is not the carbon-csrf token of this session',
});

export const originForeign = refused('ORIGIN_FOREIGN', 403, {
  zh: '请求来自其他网站，已拒绝',
  en: 'The request comes from another site and is refused',
});

export const membershipUnknown = refused('MEMBERSHIP_UNKNOWN', 404, {
  zh: '您没有这个有效的机构成员身份',
  en: 'There is no such membership in force',
});

export const secondFactorWrong = refused('SECOND_FACTOR_WRONG', 422, {
  zh: '动态口令或恢复码不正确，或已使用过',
  en: 'The code is not right, or was used before',
});

export const secondFactorNotSetUp = refused('SECOND_FACTOR_NOT_SET_UP', 409, {
  zh: '尚未设置动态口令，请先调用 POST /v1/me/totp',
  en: 'There is no second factor yet: set one up with POST /v1/me/totp',
});

export const notSignedIn = refused('CALLER_NOT_A_PERSON', 403, {
  zh: '只有以个人身份登录才能办理',
  en: 'Only a person who is signed in can do this',
});
