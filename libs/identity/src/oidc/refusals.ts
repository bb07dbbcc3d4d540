import { Refusal } from '@carbon/kernel';

export const oidcFlowUnknown = (): Refusal =>
  new Refusal('OIDC_FLOW_UNKNOWN', 400, {
    zh: '登录流程不存在、已过期或与本浏览器不符，请重新登录',
    en: 'There is no such login under way in this browser, or it took too long: begin again',
  });

export const oidcLoginRefused = (cause?: unknown): Refusal =>
  new Refusal(
    'OIDC_LOGIN_REFUSED',
    401,
    {
      zh: '身份提供方的登录未被接受，请重新登录',
      en: 'The login at the identity provider is not accepted: begin again',
    },
    { cause },
  );

export const oidcIdentityUnlinked = (): Refusal =>
  new Refusal(
    'OIDC_IDENTITY_UNLINKED',
    403,
    {
      zh: '该外部身份尚未关联账号：请先用密码登录，再关联',
      en: 'This identity is linked to no account: sign in with a password, then link it',
    },
    { details: { next: 'POST /v1/me/oidc-links' } },
  );

export const oidcIdentityTaken = (): Refusal =>
  new Refusal('OIDC_IDENTITY_TAKEN', 409, {
    zh: '该外部身份已关联账号，或您的账号已关联该身份提供方的另一身份',
    en: 'This identity is linked already, or your account is linked to another one of this provider',
  });

export const oidcLinkUnknown = (): Refusal =>
  new Refusal('OIDC_LINK_UNKNOWN', 404, { zh: '没有这个关联', en: 'There is no such link' });

export const oidcProviderUnreachable = (cause: unknown): Refusal =>
  new Refusal(
    'OIDC_PROVIDER_UNREACHABLE',
    503,
    {
      zh: '暂时无法连接身份提供方，请稍后再试或用密码登录',
      en: 'The identity provider cannot be reached now: try again later, or sign in with a password',
    },
    { cause },
  );
