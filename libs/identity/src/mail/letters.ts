/** A letter, Chinese first. Plain text: nothing in it is fetched, and nothing in it is markup. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

type Values = Readonly<Record<string, string>>;
type Template = (values: Values, site: string) => Letter;

const letter = (subject: string, ...paragraphs: string[]): Letter => ({
  subject: `碳账本 Carbon Ledger: ${subject}`,
  text: `${paragraphs.join('\n\n')}\n`,
});

/** `2026-03-02T10:00:00.000+08:00` as people read it. */
const when = (moment: string): string => `${moment.slice(0, 16).replace('T', ' ')} (UTC+8)`;

/** How a proposal came to nothing. */
const ENDINGS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  rejected: { zh: '被驳回', en: 'rejected' },
  expired: { zh: '逾期未批准', en: 'not approved in time' },
  failed: { zh: '批准后未能执行', en: 'approved, but it could not be done' },
};

/** Every kind of letter we send, by name. */
const TEMPLATES: Readonly<Record<string, Template>> = {
  'password-reset': ({ token = '', expiresAt = '' }, site) =>
    letter(
      '重设密码 Set a new password',
      `有人请求为您的账号重设密码。如果是您本人，请在 ${when(expiresAt)} 之前打开：\n${site}/password-reset#${token}`,
      `Somebody asked to set a new password for your account. If it was you, open the address above before ${when(expiresAt)}.`,
      '如果不是您本人，请忽略此邮件；您的密码没有改变。\nIf it was not you, ignore this mail: your password has not changed.',
    ),
  invitation: ({ token = '', expiresAt = '', holderZh = '', holderEn = '', role = '' }, site) =>
    letter(
      `邀请加入 ${holderZh} Invitation to ${holderEn}`,
      `${holderZh} 邀请您以 ${role} 身份使用碳账本。请在 ${when(expiresAt)} 之前打开：\n${site}/invitation#${token}`,
      `${holderEn} invites you to the Carbon Ledger as ${role}. Open the address above before ${when(expiresAt)}.`,
    ),
  'task-waiting': ({ zh = '', en = '', deadline = '', task = '' }, site) =>
    letter(
      '有待您复核的事项 Something waits for your approval',
      `${zh}\n请在 ${when(deadline)} 之前处理：\n${site}/tasks/${task}`,
      `${en}\nIt waits until ${when(deadline)}.`,
    ),
  'task-ended': ({ zh = '', en = '', state = '', task = '' }, site) =>
    letter(
      '您提出的事项未能办理 What you proposed will not happen',
      `${zh}\n结果：${ENDINGS[state]?.zh ?? state}\n${site}/tasks/${task}`,
      `${en}\nOutcome: ${ENDINGS[state]?.en ?? state}`,
    ),
  'security-notice': ({ zh = '', en = '' }) =>
    letter(
      '安全提醒 Security notice',
      zh,
      en,
      '如非本人操作，请立即联系管理员。\nIf it was not you, call your administrator at once.',
    ),
};

export type TemplateName = keyof typeof TEMPLATES;

/** Whether there is a letter of this name. */
export function isTemplate(name: string): boolean {
  return Object.hasOwn(TEMPLATES, name);
}

/**
 * Writes a letter.
 * @param site the address of our pages, without a slash at its end
 * @throws RangeError for a template that is not there
 */
export function writeLetter(name: string, values: Values, site: string): Letter {
  const template = isTemplate(name) ? TEMPLATES[name] : undefined;
  if (template === undefined) throw new RangeError(`there is no letter ${name}`);
  return template(values, site);
}
