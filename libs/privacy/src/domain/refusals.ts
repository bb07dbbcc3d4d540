import { fault, malformed, Refusal } from '@carbon/kernel';

export const personUnknown = (): Refusal =>
  new Refusal('PERSON_UNKNOWN', 404, { zh: '没有这个人的记录', en: 'There is no such person' });

export const personErased = (): Refusal =>
  new Refusal(
    'PERSON_ERASED',
    410,
    { zh: '此人的个人信息已被删除', en: 'What was known of this person has been erased' },
    { rule: 'PII-005' },
  );

export const personRestricted = (until: string): Refusal =>
  new Refusal(
    'PERSON_RESTRICTED',
    422,
    {
      zh: `此人的个人信息依法保存至 ${until}，期间除存储外停止一切处理`,
      en: `What is known of this person is kept by law until ${until}; until then nothing is done with it but storing it`,
    },
    { rule: 'PII-003', details: { until } },
  );

/** Says neither which number nor whose it is. */
export const identityNumberTaken = (): Refusal =>
  new Refusal('PERSON_IDENTITY_TAKEN', 409, {
    zh: '无法登记该证件号码，请联系登记机构核实',
    en: 'This identity number cannot be entered here; ask the registry to look into it',
  });

export const reasonMissing = (): Refusal =>
  malformed([fault('reason', 'required', 'say why the data are read', '请说明查阅个人信息的理由')]);

export const needsGuardian = (): Refusal =>
  new Refusal(
    'PERSON_NEEDS_GUARDIAN',
    422,
    {
      zh: '未成年人未满法定年龄，须由监护人同意并办理',
      en: 'This person is a child: only a guardian can consent and act',
    },
    { rule: 'PII-001' },
  );

export const notAPerson = (): Refusal =>
  new Refusal('CALLER_NOT_A_PERSON', 403, {
    zh: '只有以个人身份登录才能办理',
    en: 'Only a person who is signed in can do this, for their own data',
  });

export const purposeUnknown = (purpose: string): Refusal =>
  new Refusal(
    'CONSENT_PURPOSE_UNKNOWN',
    404,
    { zh: '没有这个同意目的', en: 'There is no such purpose of consent' },
    { details: { purpose } },
  );

export const consentTextChanged = (current: string): Refusal =>
  new Refusal(
    'CONSENT_TEXT_CHANGED',
    409,
    {
      zh: `同意文本现行版本为 ${current}，请阅读后再确认`,
      en: `The text now has version ${current}: show it, and ask again`,
    },
    { rule: 'PII-001', details: { current } },
  );

export const consentMustBeSeparate = (purpose: string): Refusal =>
  new Refusal(
    'CONSENT_NOT_SEPARATE',
    422,
    {
      zh: '敏感个人信息和未成年人的个人信息须取得单独同意',
      en: 'Sensitive data, and data of children, need a consent that is asked for alone',
    },
    { rule: 'PII-001', details: { purpose } },
  );

export const consentUnknown = (): Refusal =>
  new Refusal('CONSENT_UNKNOWN', 404, { zh: '没有这条同意记录', en: 'There is no such consent' });

export const consentNotGiven = (): Refusal =>
  new Refusal('CONSENT_NOT_GIVEN', 409, {
    zh: '这条记录本身就是拒绝或撤回',
    en: 'This is a refusal or a withdrawal itself; there is nothing to withdraw',
  });

export const guardianshipUnknown = (): Refusal =>
  new Refusal('GUARDIANSHIP_UNKNOWN', 404, {
    zh: '没有有效的监护关系记录',
    en: 'There is no such guardianship in force',
  });

export const guardianshipStands = (): Refusal =>
  new Refusal('GUARDIANSHIP_STANDS', 409, {
    zh: '该监护关系已登记',
    en: 'This guardianship is entered already',
  });

export const guardianUnfit = (): Refusal =>
  new Refusal(
    'GUARDIAN_UNFIT',
    422,
    {
      zh: '监护人须为成年人，且不得为被监护人本人；被监护人须为未满法定年龄的未成年人',
      en: 'A guardian is somebody else than the ward and no child; the ward is a child',
    },
    { rule: 'PII-001' },
  );
