import { Refusal } from '@carbon/kernel';

export function approvalNotNeeded(): Refusal {
  return new Refusal('MEMBER_NEEDS_NO_APPROVAL', 422, {
    zh: '此类机构的成员角色由其管理员直接办理，无须复核',
    en: 'Administrators of such a holder give its roles themselves: no approval is needed',
  });
}

export function otherRole(role: string): Refusal {
  return new Refusal(
    'MEMBER_ROLE_OTHER',
    422,
    { zh: `该邀请的角色是 ${role}`, en: `The invitation is for the role ${role}` },
    { details: { role } },
  );
}

export function memberTaskOpen(task: string): Refusal {
  return new Refusal(
    'MEMBER_TASK_OPEN',
    409,
    { zh: `已有待复核的任务 ${task}`, en: `It waits for approval already: task ${task}` },
    { details: { task } },
  );
}

export function authorisationRequired(): Refusal {
  return new Refusal(
    'TASK_DOCUMENT_NEEDED',
    422,
    {
      zh: '须附该机构出具的授权书',
      en: 'The letter by which the holder authorises its administrator is needed: name the document',
    },
    { rule: 'REG-003' },
  );
}
