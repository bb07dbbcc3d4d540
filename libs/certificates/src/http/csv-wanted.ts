import { Refusal } from '@carbon/kernel';

export function csvWanted(): Refusal {
  return new Refusal('CONTENT_TYPE_WRONG', 415, {
    zh: '请以 Content-Type: text/csv 发送文件内容',
    en: 'Send the file as the body with Content-Type: text/csv',
  });
}
