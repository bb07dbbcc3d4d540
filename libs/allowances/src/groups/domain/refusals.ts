import { Refusal } from '@carbon/kernel';

export function partsOverlap(month: string, above: string, below: string): Refusal {
  return new Refusal(
    'GROUPS_PARTS_OVERLAP',
    422,
    {
      zh: `${month}：“${above === '' ? '企业合计' : above}”包含“${below}”，同一排放会被计算两次`,
      en: `${month}: ${above === '' ? 'the whole enterprise' : above} contains ${below}; the same emissions would count twice`,
    },
    { rule: 'INV-04', details: { month, above, below } },
  );
}

export function targetOfStrangers(code: string): Refusal {
  return new Refusal(
    'GROUPS_NOT_A_MEMBER',
    422,
    { zh: `${code} 不是该集团成员`, en: `${code} is no member of this group` },
    { details: { holder: code } },
  );
}

export function targetNotSplit(reason: string): Refusal {
  return new Refusal(
    'GROUPS_TARGET_NOT_SPLIT',
    422,
    { zh: `目标无法分解：${reason}`, en: `The target cannot be split: ${reason}` },
    { details: { reason } },
  );
}

export function noTarget(year: number): Refusal {
  return new Refusal(
    'GROUPS_NO_TARGET',
    404,
    { zh: `${year} 年没有分解目标`, en: `There is no target for ${year}` },
    { details: { year: String(year) } },
  );
}
