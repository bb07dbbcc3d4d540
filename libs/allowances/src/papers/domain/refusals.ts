import { Refusal } from '@carbon/kernel';

export function noticeUnknown(number: string): Refusal {
  return new Refusal(
    'COMPLIANCE_NOTICE_UNKNOWN',
    404,
    { zh: `没有履约通知书 ${number}`, en: `There is no compliance notice ${number}` },
    { details: { number } },
  );
}

export function certificateUnknown(number: string): Refusal {
  return new Refusal(
    'COMPLIANCE_CERTIFICATE_UNKNOWN',
    404,
    { zh: `没有履约凭证 ${number}`, en: `There is no certificate of compliance ${number}` },
    { details: { number } },
  );
}
