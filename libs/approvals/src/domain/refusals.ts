import { fault, malformed, Refusal } from '@carbon/kernel';

const FOUR_EYES = { rule: 'REG-001' } as const;

export function taskUnknown(id: string): Refusal {
  return new Refusal('TASK_UNKNOWN', 404, { zh: `没有任务 ${id}`, en: `There is no task ${id}` });
}

export function taskCompleted(state: string): Refusal {
  return new Refusal(
    'TASK_COMPLETED',
    409,
    { zh: '任务已办结，不能再更改', en: 'The task is completed and cannot be changed any more' },
    { rule: 'REG-003', details: { state } },
  );
}

export function taskExpired(deadline: string): Refusal {
  return new Refusal(
    'TASK_EXPIRED',
    409,
    { zh: '任务已过期限', en: 'The deadline of the task has passed' },
    { details: { deadline } },
  );
}

export function approverNoPerson(): Refusal {
  return new Refusal(
    'TASK_APPROVER_NOT_A_PERSON',
    403,
    { zh: '只有自然人可以复核', en: 'Only a person can approve; keys of systems cannot' },
    FOUR_EYES,
  );
}

export function ownProposal(): Refusal {
  return new Refusal(
    'TASK_OWN_PROPOSAL',
    422,
    { zh: '发起人不能复核自己的任务', en: 'Who proposed a task cannot approve it' },
    FOUR_EYES,
  );
}

export function samePerson(): Refusal {
  return new Refusal(
    'TASK_SAME_PERSON',
    422,
    {
      zh: '同一自然人以另一账户发起或已复核此任务，不能再次复核',
      en: 'The same natural person proposed or approved this task through another account',
    },
    FOUR_EYES,
  );
}

export function alreadyApproved(): Refusal {
  return new Refusal(
    'TASK_ALREADY_APPROVED',
    422,
    { zh: '您已复核过此任务，还需要另一人复核', en: 'You approved this task already; another person must' },
    FOUR_EYES,
  );
}

export function roleChanged(): Refusal {
  return new Refusal(
    'TASK_ROLE_CHANGED',
    422,
    {
      zh: '任务发起以来您曾担任发起一方的角色，不能复核此任务',
      en: 'Since the task was proposed you have held a role that proposes such tasks: you cannot approve it',
    },
    FOUR_EYES,
  );
}

export function otherOffice(): Refusal {
  return new Refusal(
    'TASK_OF_ANOTHER_OFFICE',
    403,
    {
      zh: '此任务由发起方机构的复核人办理',
      en: 'This task is completed by the checkers of the holder that proposed it',
    },
    { rule: 'REG-003' },
  );
}

export function notTheInitiator(): Refusal {
  return new Refusal('TASK_NOT_YOURS', 403, {
    zh: '只有发起人可以撤回任务',
    en: 'Only who proposed a task can withdraw it',
  });
}

export function kindUnknown(kind: string, known: readonly string[]): Refusal {
  const list = known.join(', ');
  return new Refusal(
    'TASK_KIND_UNKNOWN',
    400,
    { zh: `没有任务类型 ${kind}，可选：${list}`, en: `There is no task kind ${kind}; there are: ${list}` },
    {
      fields: [fault('kind', 'known', `must be one of: ${list}`, `必须是以下之一：${list}`)],
      details: { kinds: list },
    },
  );
}

export function deadlineOutside(latest: string): Refusal {
  return malformed([
    fault('deadline', 'deadline', `must lie ahead and not after ${latest}`, `应在将来且不晚于 ${latest}`),
  ]);
}
