import { Refusal } from '@carbon/kernel';

export function holderDocumentRequired(): Refusal {
  return new Refusal(
    'HOLDER_DOCUMENT_REQUIRED',
    422,
    { zh: '此项业务须附经审查的依据文件', en: 'This rests on a reviewed document; name it' },
    { rule: 'ETS-015' },
  );
}

export function consentRequired(): Refusal {
  return new Refusal('HOLDER_CONSENT_REQUIRED', 422, {
    zh: '加入集团须附成员单位的同意文件',
    en: 'Joining a group rests on the consent of the member; name the document that gives it',
  });
}

export function holderTasksOpen(
  holder: string,
  task: { readonly id: string; readonly kind: string },
): Refusal {
  return new Refusal(
    'HOLDER_TASKS_OPEN',
    409,
    {
      zh: `持有人 ${holder} 尚有未办结的任务 ${task.kind} ${task.id}`,
      en: `A task of ${holder} is open: ${task.kind} ${task.id}`,
    },
    { rule: 'ETS-015', details: { holder, task: task.id, kind: task.kind } },
  );
}

export function holderFrozenByCourt(holder: string, account: string): Refusal {
  return new Refusal(
    'HOLDER_JUDICIALLY_FROZEN',
    422,
    {
      zh: `持有人 ${holder} 的账户 ${account} 有司法冻结`,
      en: `Account ${account} of ${holder} is under a judicial freeze`,
    },
    { rule: 'ETS-009', details: { holder, account } },
  );
}

export function holderHoldsUnits(holder: string, account: string): Refusal {
  return new Refusal(
    'HOLDER_HOLDS_UNITS',
    422,
    {
      zh: `持有人 ${holder} 的账户 ${account} 仍有余额`,
      en: `Account ${account} of ${holder} is not empty`,
    },
    { rule: 'REG-010', details: { holder, account } },
  );
}

export function sameHolders(): Refusal {
  return new Refusal('HOLDER_SAME', 422, {
    zh: '双方为同一持有人',
    en: 'Both sides are the same holder',
  });
}

export function registryStays(holder: string): Refusal {
  return new Refusal(
    'HOLDER_IS_REGISTRY',
    422,
    {
      zh: `${holder} 为注册登记机构，不能暂停、关闭或合并`,
      en: `${holder} operates the registry: it is not suspended, closed or merged`,
    },
    { details: { holder } },
  );
}

export function registryOnly(act: string): Refusal {
  return new Refusal(
    'HOLDER_ACT_OF_REGISTRY',
    403,
    { zh: `${act} 只能由注册登记机构提出`, en: `Only the registry proposes to ${act} a holder` },
    { details: { act } },
  );
}

export function notAnAuditor(holder: string): Refusal {
  return new Refusal(
    'ENGAGEMENT_NOT_AN_AUDITOR',
    422,
    { zh: `${holder} 不是审计或核查机构`, en: `${holder} is neither an auditor nor a verifier` },
    { details: { holder } },
  );
}

export function unknownInstrument(instrument: string): Refusal {
  return new Refusal(
    'ENGAGEMENT_INSTRUMENT_UNKNOWN',
    422,
    { zh: `品种 ${instrument} 不存在`, en: `There is no instrument ${instrument}` },
    { details: { instrument } },
  );
}

export function accessOver(): Refusal {
  return new Refusal('ENGAGEMENT_OVER', 422, {
    zh: '查阅期限已过',
    en: 'The time of access is over already',
  });
}
