import { Refusal } from '@carbon/kernel';
import type { Permission } from './permissions';

export function credentialsMissing(): Refusal {
  return new Refusal('CREDENTIALS_MISSING', 401, {
    zh: '请先登录，或以 API 密钥签名请求',
    en: 'Sign in first, or sign the request with an API key',
  });
}

/** @throws nothing: the refusal of a caller without a permission */
export function permissionMissing(permission: Permission | undefined): Refusal {
  const name = permission ?? '-';
  return new Refusal(
    'PERMISSION_MISSING',
    403,
    { zh: `您没有权限 ${name}`, en: `You do not have the permission ${name}` },
    { details: { permission: name } },
  );
}
