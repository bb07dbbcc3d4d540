import { type ChinaDate, type FieldFault, fault, parseChinaDate } from '@carbon/kernel';
import type { BankMovement } from '../domain/statement';
import { fenOf } from './amount';

/** A movement as it stands in a file, every field a text; empty where there is none. */
export interface RawMovement {
  readonly reference: string;
  readonly direction: string;
  readonly amount: string;
  readonly bookedOn: string;
  readonly endToEnd: string;
  readonly name: string;
  readonly account: string;
  readonly text: string;
}

const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._/-]{3,63}$/;
const END_TO_END = /^[\x21-\x7e]{1,35}$/;
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
const LONGEST_NAME = 140;
const LONGEST_ACCOUNT = 40;
const LONGEST_TEXT = 1_000;
/** ISO 20022 for «none was given». */
const NOT_PROVIDED = 'NOTPROVIDED';

/** Reads the fields of one movement. What is wrong goes into `faults`, under names that begin with `place`. */
export function movementOf(raw: RawMovement, place: string, faults: FieldFault[]): BankMovement | undefined {
  const before = faults.length;
  const wrong = (field: string, rule: string, en: string, zh: string) =>
    faults.push(fault(`${place}.${field}`, rule, en, zh));
  if (!REFERENCE.test(raw.reference))
    wrong(
      'reference',
      'bank-reference',
      'must be the bank’s reference: 4 to 64 letters, digits and . _ / -',
      '应为 4 至 64 位的银行流水号（字母、数字及 . _ / -）',
    );
  if (raw.direction !== 'in' && raw.direction !== 'out')
    wrong('direction', 'direction', 'must say whether money came in or went out', '应注明收入或支出');
  const amountFen = fenOf(raw.amount);
  if (amountFen === undefined || amountFen === 0n)
    wrong(
      'amount',
      'amount',
      'must be an amount above zero in yuan, with at most two decimals',
      '应为大于零的金额（元），至多两位小数',
    );
  const bookedOn = dayOf(raw.bookedOn, `${place}.booked_on`, faults);
  if (raw.endToEnd !== '' && !END_TO_END.test(raw.endToEnd))
    wrong('end_to_end', 'end-to-end', 'has at most 35 printable characters', '至多 35 个可打印字符');
  const texts = [
    ['name', raw.name, LONGEST_NAME],
    ['account', raw.account, LONGEST_ACCOUNT],
    ['text', raw.text, LONGEST_TEXT],
  ] as const;
  for (const [field, text, longest] of texts)
    if (text.length > longest || UNPRINTABLE.test(text))
      wrong(
        field,
        'text',
        `has at most ${longest} characters, none of them control characters`,
        `至多 ${longest} 个字符，不得含控制字符`,
      );
  if (faults.length > before || amountFen === undefined || bookedOn === undefined) return undefined;
  return {
    reference: raw.reference.toUpperCase(),
    direction: raw.direction === 'in' ? 'in' : 'out',
    ...{ amountFen, bookedOn },
    endToEnd: raw.endToEnd === '' || raw.endToEnd === NOT_PROVIDED ? undefined : raw.endToEnd,
    counterparty: { name: given(raw.name), account: given(raw.account) },
    text: raw.text,
  };
}

const given = (text: string) => (text === '' ? undefined : text);

/** A day of a file, or the day of a moment of it. */
export function dayOf(text: string, field: string, faults: FieldFault[]): ChinaDate | undefined {
  try {
    return parseChinaDate(text.slice(0, 10), field);
  } catch {
    faults.push(fault(field, 'date', 'must be a day that exists, YYYY-MM-DD', '应为存在的日期 YYYY-MM-DD'));
    return undefined;
  }
}
