import { fault, malformed, Refusal } from '@carbon/kernel';
import type { Role } from '../roles';
import type { Conflict } from './role-conflict';

export const memberUnknown = (): Refusal =>
  new Refusal('MEMBER_UNKNOWN', 404, { zh: '没有这名成员', en: 'There is no such member' });

/** Members of other holders can be seen by some, and changed by their own administrators only. */
export const memberOfAnotherHolder = (): Refusal =>
  new Refusal('MEMBER_OF_ANOTHER_HOLDER', 403, {
    zh: '只有该机构自己的管理员可以变更其成员',
    en: 'Members are changed by the administrators of their own holder only',
  });

export const ownRole = (): Refusal =>
  new Refusal(
    'MEMBER_OWN_ROLE',
    422,
    {
      zh: '不能变更本人的角色，请由另一名管理员办理',
      en: 'Nobody changes the own role: ask another administrator',
    },
    { rule: 'REG-003' },
  );

export const lastAdministrator = (): Refusal =>
  new Refusal('MEMBER_LAST_ADMINISTRATOR', 422, {
    zh: '这是该机构最后一名管理员，须先任命另一名管理员',
    en: 'This is the last administrator of the holder: appoint another first',
  });

const CONFLICTS: Readonly<Record<Conflict, { rule: string; zh: string; en: string }>> = {
  'same-holder': {
    rule: 'REG-003',
    zh: '同一自然人在同一机构中不能兼任经办、复核、管理员（同一人的多个账号合并计算）',
    en: 'One person is not maker, checker and administrator of the same holder, through however many accounts',
  },
  oversight: {
    rule: 'ETS-006',
    zh: '主管部门、登记机构、交易机构的人员不得参与交易',
    en: 'People of a regulator, the registry or the exchange do not trade',
  },
};

export function roleConflict(role: Role, conflict: Conflict): Refusal {
  const { rule, zh, en } = CONFLICTS[conflict];
  return new Refusal('MEMBER_ROLE_CONFLICT', 422, { zh, en }, { rule, details: { role, reason: conflict } });
}

/** For the roles that act on everybody's accounts. */
export const roleNeedsApproval = (role: Role): Refusal =>
  new Refusal(
    'MEMBER_NEEDS_APPROVAL',
    422,
    {
      zh: '登记机构和主管部门的经办、复核角色须经第二人复核：请以 registry-member 提交任务',
      en: 'Makers and checkers of the registry and of regulators need a second person’s approval: propose a task of kind registry-member',
    },
    { rule: 'REG-001', details: { role, kind: 'registry-member' } },
  );

export const firstStands = (role: Role): Refusal =>
  new Refusal(
    'MEMBER_FIRST_STANDS',
    409,
    {
      zh: `该机构已有此角色（${role}）的成员，请由其管理员邀请他人`,
      en: `The holder has a member of this role (${role}): its administrators invite others`,
    },
    { details: { role } },
  );

/** One at a time, or two strangers would administer it before anybody there knows. */
export const firstInvited = (): Refusal =>
  new Refusal('MEMBER_FIRST_INVITED', 409, {
    zh: '该机构的首位管理员已受邀请，可先撤回',
    en: 'A first administrator of this holder is invited already: withdraw that invitation first',
  });

/** The registry names the first administrator of others; nobody else names a holder. */
export const holderNotYours = (): Refusal =>
  malformed([
    fault(
      'holder',
      'own',
      'must not be given: people are invited to the own holder; the registry alone names the first administrator of another',
      '不能填写：只能邀请本机构成员；仅登记机构管理员可为其他机构邀请首位管理员',
    ),
  ]);

/** One answer for what never was, was used, withdrawn, or is too old. */
export const invitationUnknown = (): Refusal =>
  new Refusal('INVITATION_UNKNOWN', 404, {
    zh: '邀请无效、已使用、已撤回或已过期',
    en: 'This invitation is not valid, was used or withdrawn, or has expired',
  });

/** Said to who holds the mailed token, never to who invited. */
export const invitationNeedsSignIn = (): Refusal =>
  new Refusal(
    'INVITATION_NEEDS_SIGN_IN',
    409,
    {
      zh: '您的邮箱已有账号：请先登录，再接受邀请',
      en: 'You have an account with this address: sign in, then accept the invitation',
    },
    { details: { next: 'POST /v1/me/accepted-invitations' } },
  );

export const invitationStands = (): Refusal =>
  new Refusal('INVITATION_EXISTS', 409, {
    zh: '对该邮箱的邀请仍然有效，可先撤回',
    en: 'An invitation of this address stands: withdraw it first',
  });
