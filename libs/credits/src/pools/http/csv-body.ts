import { Refusal } from '@carbon/kernel';

/** The text of a file that was sent as the body. @throws Refusal CONTENT_TYPE_WRONG */
export function csvOf(body: unknown): string {
  if (typeof body === 'string') return body;
  throw new Refusal('CONTENT_TYPE_WRONG', 415, {
    zh: '请以 Content-Type: text/csv 发送文件内容',
    en: 'Send the file as the body with Content-Type: text/csv',
  });
}
