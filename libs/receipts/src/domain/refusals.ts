import { Refusal } from '@carbon/kernel';

export function receiptUnknown(number: string): Refusal {
  return new Refusal(
    'RECEIPT_UNKNOWN',
    404,
    { zh: `没有凭证 ${number}`, en: `There is no receipt ${number}` },
    { details: { number } },
  );
}
