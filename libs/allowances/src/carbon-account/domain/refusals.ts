import { Refusal } from '@carbon/kernel';

export const codeUnknown = (): Refusal =>
  new Refusal('CARBON_CODE_UNKNOWN', 404, {
    zh: '没有此碳码，或企业已停止展示',
    en: 'There is no such carbon code, or the enterprise shows it no longer',
  });

export const warningUnknown = (warning: string): Refusal =>
  new Refusal(
    'WARNING_UNKNOWN',
    404,
    { zh: `预警 ${warning} 不存在`, en: `There is no warning ${warning}` },
    { details: { warning } },
  );
