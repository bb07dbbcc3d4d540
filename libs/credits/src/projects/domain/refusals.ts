import { Refusal } from '@carbon/kernel';

export function projectUnknown(number: string): Refusal {
  return new Refusal(
    'CREDITS_PROJECT_UNKNOWN',
    404,
    { zh: `没有编号为 ${number} 的项目`, en: `There is no project ${number}` },
    { details: { project: number } },
  );
}

/** CCR-002, PHI-001: another registered project credits the asset in those days. */
export function assetCredited(
  other: { readonly number: string; readonly scheme: string },
  rule: string,
): Refusal {
  return new Refusal(
    'CREDITS_ASSET_CREDITED',
    409,
    {
      zh: `同一资产已由 ${other.scheme} 项目 ${other.number} 在重叠的计入期内登记`,
      en: `The asset is credited by project ${other.number} of ${other.scheme} in the same time`,
    },
    { rule, details: { project: other.number, scheme: other.scheme } },
  );
}

/** CCR-002, PHI-001: two files that are credited in the same days do not become one asset; one project ends first. */
export function bothCredited([one, two]: readonly [OtherProject, OtherProject], rule: string): Refusal {
  return new Refusal(
    'CREDITS_BOTH_CREDITED',
    409,
    {
      zh: `项目 ${one.number}（${one.scheme}）与 ${two.number}（${two.scheme}）已在重叠的计入期内登记，须先注销其一方可认定为同一资产`,
      en: `Projects ${one.number} of ${one.scheme} and ${two.number} of ${two.scheme} are credited in the same time: one is cancelled before their assets become one`,
    },
    { rule, details: { projects: `${one.number} ${two.number}` } },
  );
}

interface OtherProject {
  readonly number: string;
  readonly scheme: string;
}

/** CCR-008: a cancelled project is never registered again. */
export function assetCancelledBefore(number: string): Refusal {
  return new Refusal(
    'CREDITS_PROJECT_CANCELLED_BEFORE',
    409,
    {
      zh: `该项目此前以 ${number} 登记并已注销，不得再次登记`,
      en: `The project was registered as ${number} and cancelled: it can never be registered again`,
    },
    { rule: 'CCR-008', details: { project: number } },
  );
}

/** Which asset it is, and whose, is not told: whoever knows a meter would learn it. */
export function assetOfAnother(): Refusal {
  return new Refusal(
    'CREDITS_ASSET_OF_ANOTHER',
    422,
    {
      zh: '该资产属于其他主体，不得以其申报项目',
      en: "The asset is another holder's: no project can be filed on it",
    },
    { rule: 'CCR-002' },
  );
}

export function accountNotOwners(account: string): Refusal {
  return new Refusal(
    'CREDITS_ACCOUNT_NOT_OF_OWNER',
    422,
    {
      zh: `账户 ${account} 不是业主的持有账户`,
      en: `Account ${account} is not a holding account of the owner`,
    },
    { details: { account } },
  );
}

export function ownerHasNoAccount(): Refusal {
  return new Refusal(
    'CREDITS_OWNER_WITHOUT_ACCOUNT',
    422,
    {
      zh: '业主没有持有账户，登记的减排量无处可发',
      en: 'The owner has no holding account to issue reductions to',
    },
    { rule: 'CCT-002' },
  );
}

/** PHI-005: a disclosure must come first, or is not asked. */
export function disclosureMissing(project: string, days: number): Refusal {
  return new Refusal(
    'CREDITS_DISCLOSURE_MISSING',
    422,
    {
      zh: `${project} 须在申报前公开费用与收益分配等关键信息 ${days} 个工作日`,
      en: `${project} must publish its key facts (fees, benefit sharing) ${days} working days before it is filed`,
    },
    { rule: 'PHI-005', details: { project, workingDays: String(days) } },
  );
}

export function disclosureNotWanted(scheme: string): Refusal {
  return new Refusal(
    'CREDITS_DISCLOSURE_NOT_WANTED',
    422,
    { zh: `${scheme} 不要求信息公开`, en: `${scheme} asks for no disclosure` },
    { details: { scheme } },
  );
}

/** CCR-008: nothing more comes of a cancelled project. */
export function projectNotRegistered(project: string): Refusal {
  return new Refusal(
    'CREDITS_PROJECT_NOT_REGISTERED',
    422,
    { zh: `项目 ${project} 未登记或已注销`, en: `The project ${project} is not registered, or no longer` },
    { rule: 'CCR-008', details: { project } },
  );
}

export function nothingToCancel(project: string): Refusal {
  return new Refusal(
    'CREDITS_NOTHING_TO_CANCEL',
    422,
    {
      zh: `项目 ${project} 没有登记过减排量`,
      en: `No reductions of project ${project} were ever registered`,
    },
    { rule: 'CCR-012', details: { project } },
  );
}

export function moreThanRegistered(project: string, registered: bigint, asked: bigint): Refusal {
  return new Refusal(
    'CREDITS_MORE_THAN_REGISTERED',
    422,
    {
      zh: `项目 ${project} 共登记 ${registered.toString()} 吨，少于 ${asked.toString()} 吨`,
      en: `Project ${project} had ${registered.toString()} t registered, fewer than ${asked.toString()} t`,
    },
    { rule: 'CCR-012', details: { project, registered: registered.toString(), asked: asked.toString() } },
  );
}

export function schemeWithoutFraudRule(scheme: string): Refusal {
  return new Refusal(
    'CREDITS_NO_FRAUD_RULE',
    422,
    {
      zh: `${scheme} 的规则包没有强制注销的规定`,
      en: `The rules of ${scheme} know no forced cancellation`,
    },
    { rule: 'CCR-012', details: { scheme } },
  );
}

/** EXC-003: plants have their codes from their own file; a code that nobody filed names nothing. */
export function plantUnknown(plantCode: string): Refusal {
  return new Refusal(
    'CREDITS_PLANT_UNKNOWN',
    422,
    {
      zh: `没有编码为 ${plantCode} 的已建档电站`,
      en: `No plant is filed under ${plantCode}`,
    },
    { rule: 'GEC-016', details: { plantCode } },
  );
}

export function plantCodeMissing(): Refusal {
  return new Refusal(
    'CREDITS_PLANT_CODE_MISSING',
    422,
    {
      zh: '发电类项目须先建档立卡并填写 17 位电站编码，方能核对绿证',
      en: 'A project that makes power needs the 17-digit code of its plant, so that its certificates are found',
    },
    { rule: 'EXC-003' },
  );
}

export function unitsOfAnotherScheme(instrument: string, scheme: string): Refusal {
  return new Refusal(
    'CREDITS_UNITS_OF_ANOTHER_SCHEME',
    422,
    { zh: `${instrument} 不是 ${scheme} 的减排量`, en: `${instrument} is no unit of ${scheme}` },
    { rule: 'CCR-012', details: { instrument, scheme } },
  );
}

/** CCT-001: legal persons and organisations only, where the scheme says so. */
export function ownerNotAdmitted(scheme: string, rule: string): Refusal {
  return new Refusal(
    'CREDITS_OWNER_NOT_ADMITTED',
    422,
    {
      zh: `${scheme} 现阶段不接受此类主体持有`,
      en: `The scheme ${scheme} does not admit this kind of holder`,
    },
    { rule, details: { scheme } },
  );
}

/** CCR-011: rules for cross-border use are not issued yet, so that it is blocked. */
export function staysInCountry(scheme: string, country: string, rule: string): Refusal {
  return new Refusal(
    'CREDITS_CROSS_BORDER',
    422,
    {
      zh: `${scheme} 的跨境交易和使用尚无规定，不得转让给 ${country} 的主体`,
      en: `${scheme} is not transferred across the border: the receiver is registered in ${country}`,
    },
    { rule, details: { scheme, country } },
  );
}
