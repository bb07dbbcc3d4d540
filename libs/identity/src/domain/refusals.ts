import { fault, malformed, Refusal } from '@carbon/kernel';
import type { HolderState, StateAct } from './holder-state';

export function holderCodeTaken(code: string): Refusal {
  return new Refusal(
    'HOLDER_CODE_TAKEN',
    409,
    { zh: `持有人代码 ${code} 已被使用`, en: `The holder code ${code} is taken` },
    { details: { code } },
  );
}

export function socialCreditCodeTaken(code: string): Refusal {
  return new Refusal(
    'HOLDER_SOCIAL_CREDIT_CODE_TAKEN',
    409,
    {
      zh: `统一社会信用代码 ${code} 已有持有人`,
      en: `There is a holder with the unified social credit code ${code}`,
    },
    { details: { socialCreditCode: code } },
  );
}

export function socialCreditCodeMissing(): Refusal {
  return malformed([
    fault(
      'socialCreditCode',
      'required',
      'must be given for an organisation registered in CN',
      '在中国登记的机构必须填写统一社会信用代码',
    ),
  ]);
}

export function socialCreditCodeOfResident(): Refusal {
  return malformed([
    fault(
      'socialCreditCode',
      'organisations',
      'is for organisations: a resident has none',
      '仅适用于机构，个人没有统一社会信用代码',
    ),
  ]);
}

export function unknownHolder(name: string): Refusal {
  return new Refusal(
    'HOLDER_UNKNOWN',
    404,
    { zh: `持有人 ${name} 不存在`, en: `There is no holder ${name}` },
    { details: { holder: name } },
  );
}

export function holderNotActive(holder: string, state: string): Refusal {
  return new Refusal(
    'HOLDER_NOT_ACTIVE',
    409,
    { zh: `持有人 ${holder} 当前状态为 ${state}`, en: `The holder ${holder} is ${state}` },
    { details: { holder, state } },
  );
}

export function stateActNotOpen(code: string, state: HolderState, act: StateAct | 'rename'): Refusal {
  return new Refusal(
    'HOLDER_STATE_FORBIDS',
    409,
    {
      zh: `持有人 ${code} 当前状态为 ${state}，不能办理 ${act}`,
      en: `The holder ${code} is ${state}: ${act} is not open to it`,
    },
    { details: { holder: code, state, act } },
  );
}

export function nameUnchanged(code: string): Refusal {
  return new Refusal(
    'HOLDER_NAME_UNCHANGED',
    422,
    { zh: `持有人 ${code} 的新名称与现名称相同`, en: `The new names of ${code} are those it has` },
    { rule: 'ETS-015', details: { holder: code } },
  );
}

export function groupCycle(parent: string, member: string): Refusal {
  return new Refusal(
    'HOLDER_GROUP_CYCLE',
    409,
    {
      zh: `${parent} 本身在 ${member} 的集团之内，不能成为其上级`,
      en: `${parent} stands in the group of ${member} itself and cannot be its parent`,
    },
    { details: { parent, member } },
  );
}

export function memberHasParent(member: string): Refusal {
  return new Refusal(
    'HOLDER_GROUP_MEMBER_TAKEN',
    409,
    { zh: `${member} 已属于某一集团`, en: `${member} is a member of a group already` },
    { details: { member } },
  );
}

export function notInGroup(parent: string, member: string): Refusal {
  return new Refusal(
    'HOLDER_GROUP_MEMBER_UNKNOWN',
    404,
    { zh: `${member} 不是 ${parent} 的集团成员`, en: `${member} is not a member of the group of ${parent}` },
    { details: { parent, member } },
  );
}

export function engagementOverlaps(auditor: string): Refusal {
  return new Refusal(
    'ENGAGEMENT_OVERLAPS',
    409,
    {
      zh: `${auditor} 在同一时段内已有针对其中某一持有人的委托`,
      en: `${auditor} has an engagement about one of these holders at some time of this one already`,
    },
    { details: { auditor } },
  );
}

export function unknownEngagement(id: string): Refusal {
  return new Refusal(
    'ENGAGEMENT_UNKNOWN',
    404,
    { zh: `委托 ${id} 不存在`, en: `There is no engagement ${id}` },
    { details: { engagement: id } },
  );
}

export function mayNotEndEngagement(id: string): Refusal {
  return new Refusal(
    'ENGAGEMENT_NOT_YOURS_TO_END',
    403,
    {
      zh: '只有注册登记机构、被委托查阅方的管理员或审计机构可以终止委托',
      en: 'Only the registry, an administrator of the engaged holder, or the auditor ends an engagement',
    },
    { details: { engagement: id } },
  );
}
