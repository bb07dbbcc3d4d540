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
