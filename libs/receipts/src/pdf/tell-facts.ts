import type { Text } from '@carbon/kernel';
import type { ReceiptFacts, ReceiptParticulars } from '../domain/index';
import type { Sheet } from './sheet';

export const namesOf = ({ zh, en }: Text): string => (zh === en ? zh : `${zh}\n${en}`);

const MASKED: Readonly<Record<Exclude<ReceiptParticulars, 'shown'>, Text>> = {
  withheld: { zh: '自然人（信息不公开）', en: 'A natural person (not told)' },
  restricted: { zh: '自然人（信息限制处理）', en: 'A natural person (processing restricted)' },
  erased: { zh: '自然人（信息已删除）', en: 'A natural person (erased)' },
};

/** For whom, as far as the reader may know. */
export function told(
  { particulars, nameZh, nameEn, identifier }: ReceiptFacts['beneficiary'],
  sheet: Sheet,
): string {
  if (particulars !== 'shown') return sheet.words(MASKED[particulars], '\n');
  return [nameZh, nameEn, identifier].filter((each) => each !== null && each !== '').join('\n');
}

export function grouped(quantity: bigint): string {
  return quantity.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}
