import type { Transaction } from '@carbon/database';
import type { Mailer } from './mailer';

/** What people are told happened to their account, in case it was not them. */
const NOTICES = {
  'password-changed': { zh: '您的密码已修改。', en: 'Your password was changed.' },
  'password-reset': { zh: '您的密码已重设。', en: 'Your password was set anew.' },
  'second-factor-set-up': { zh: '您的账号已设置新的动态口令。', en: 'A new second factor was set up.' },
  'recovery-codes-renewed': {
    zh: '您的恢复码已重新生成。',
    en: 'Your recovery codes were replaced by new ones.',
  },
  'second-factor-reset': {
    zh: '您的动态口令已由登记机构重置，请登录后重新设置。',
    en: 'The registry took your second factor away; sign in and set up a new one.',
  },
} as const;
export type SecurityNotice = keyof typeof NOTICES;

/** Writes to the owner of an account, in the transaction of what it tells of. */
export function noticeOwner(
  tx: Transaction,
  mailer: Mailer,
  toPersonId: string,
  what: SecurityNotice,
  now: Date,
): Promise<void> {
  return mailer.enqueue(tx, { toPersonId, template: 'security-notice', values: NOTICES[what] }, now);
}
