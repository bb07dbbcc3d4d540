import { Refusal } from '@carbon/kernel';

const KEPT = { rule: 'INV-10' } as const;

export function packUnknown(id: string): Refusal {
  const named = id.slice(0, 80);
  return new Refusal(
    'RULE_PACK_UNKNOWN',
    404,
    { zh: `没有规则包 ${named}`, en: `There is no rule pack ${named}` },
    { details: { pack: named } },
  );
}

export function versionUnknown(id: string, version: string): Refusal {
  const named = version.slice(0, 20);
  return new Refusal(
    'RULE_PACK_VERSION_UNKNOWN',
    404,
    { zh: `规则包 ${id} 没有版本 ${named}`, en: `The rule pack ${id} has no version ${named}` },
    { details: { pack: id, version: named } },
  );
}

/** Rules count for everybody: who acts for some cannot change them. */
export function notForEverybody(): Refusal {
  return new Refusal(
    'RULE_PACK_NOT_YOURS',
    403,
    {
      zh: '规则适用于所有主体，只有管辖全部主体者可以提出修改',
      en: 'Rules count for everybody: only who acts for everybody may propose to change them',
    },
    KEPT,
  );
}

export function onlyReleased(id: string): Refusal {
  return new Refusal(
    'RULE_PACK_ONLY_RELEASED',
    422,
    {
      zh: `规则包 ${id} 只随程序发布更新，不能在此提出新版本`,
      en: `The rule pack ${id} changes with a release of the program only: no version can be proposed here`,
    },
    { ...KEPT, details: { pack: id } },
  );
}

export function versionNotNew(id: string, version: string, highest: string): Refusal {
  return new Refusal(
    'RULE_PACK_VERSION_NOT_NEW',
    409,
    {
      zh: `规则包 ${id} 的版本号须高于 ${highest}，不能是 ${version}；版本号一经使用不再重用`,
      en: `A new version of the rule pack ${id} must be higher than ${highest}, not ${version}; a number that was used is never used again`,
    },
    { ...KEPT, details: { pack: id, version, highest } },
  );
}

/** X: nothing that was calculated may come out otherwise. */
export function beginsTooEarly(id: string, effectiveFrom: string, today: string): Refusal {
  return new Refusal(
    'RULE_PACK_BEGINS_TOO_EARLY',
    422,
    {
      zh: `规则包 ${id} 的新版本自 ${effectiveFrom} 起，须晚于今天（${today}），以免改变已作的计算`,
      en: `The new version of the rule pack ${id} begins on ${effectiveFrom}; it must begin after today (${today}), lest what was calculated come out otherwise`,
    },
    { ...KEPT, details: { pack: id, effectiveFrom, today } },
  );
}

export function beforeAnother(
  id: string,
  effectiveFrom: string,
  last: { version: string; from: string },
): Refusal {
  return new Refusal(
    'RULE_PACK_BEFORE_ANOTHER',
    422,
    {
      zh: `规则包 ${id} 的版本 ${last.version} 自 ${last.from} 起；新版本须在其后开始（现为 ${effectiveFrom}），或先撤销该版本`,
      en: `Version ${last.version} of the rule pack ${id} begins on ${last.from}: a new one must begin after it (not on ${effectiveFrom}), or that one be withdrawn first`,
    },
    { ...KEPT, details: { pack: id, effectiveFrom, version: last.version, begins: last.from } },
  );
}

export function alreadyProposed(id: string, version: string, taskId: string): Refusal {
  return new Refusal(
    'RULE_PACK_ALREADY_PROPOSED',
    409,
    {
      zh: `规则包 ${id} ${version} 已有待办任务`,
      en: `A task about version ${version} of the rule pack ${id} waits already`,
    },
    { ...KEPT, details: { pack: id, version, task: taskId } },
  );
}

export function alwaysFourEyes(): Refusal {
  return new Refusal(
    'RULE_PACK_NEEDS_FOUR_EYES',
    422,
    {
      zh: '规则的修改始终须由另一人复核，无论审批规则如何规定',
      en: 'A change of rules is always approved by somebody else, whatever the policy of approvals says',
    },
    { rule: 'REG-001' },
  );
}

export function dryRunMissing(id: string, version: string, hash: string): Refusal {
  return new Refusal(
    'RULE_PACK_DRY_RUN_MISSING',
    422,
    {
      zh: `规则包 ${id} ${version} 的这一内容尚未对照现行版本试算，试算完成后方可复核`,
      en: `This very content of version ${version} of the rule pack ${id} was not tried against the version in force: it can be approved when a dry run has finished`,
    },
    { ...KEPT, details: { pack: id, version, hash } },
  );
}

export function nothingToTry(id: string): Refusal {
  return new Refusal(
    'RULE_PACK_HAS_NO_DRY_RUN',
    422,
    {
      zh: `规则包 ${id} 没有可供试算的业务记录，无须试算`,
      en: `No records of the platform are tried against the rule pack ${id}: it needs no dry run`,
    },
    { details: { pack: id } },
  );
}

export function dryRunUnknown(id: string): Refusal {
  return new Refusal(
    'RULE_PACK_DRY_RUN_UNKNOWN',
    404,
    { zh: `没有试算 ${id}`, en: `There is no dry run ${id}` },
    { details: { id } },
  );
}

export function cannotWithdraw(id: string, version: string, why: 'released' | 'begun'): Refusal {
  const words = {
    released: { zh: '随程序发布', en: 'was released with the program' },
    begun: { zh: '已生效', en: 'has begun' },
  }[why];
  return new Refusal(
    'RULE_PACK_NOT_WITHDRAWABLE',
    422,
    {
      zh: `规则包 ${id} 的版本 ${version}${words.zh}，不能撤销`,
      en: `Version ${version} of the rule pack ${id} ${words.en}: it cannot be withdrawn`,
    },
    { ...KEPT, details: { pack: id, version, why } },
  );
}

export function alreadyWithdrawn(id: string, version: string): Refusal {
  return new Refusal(
    'RULE_PACK_ALREADY_WITHDRAWN',
    409,
    {
      zh: `规则包 ${id} 的版本 ${version} 已撤销`,
      en: `Version ${version} of the rule pack ${id} is withdrawn already`,
    },
    { ...KEPT, details: { pack: id, version } },
  );
}
