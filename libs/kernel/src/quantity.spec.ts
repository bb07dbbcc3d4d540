import { MAX_QUANTITY, parseQuantity, parseWhole } from './quantity';
import type { Refusal } from './refusal';

it('the largest quantity the ledger can count is read', () => {
  expect(parseQuantity('9223372036854775807')).toBe(MAX_QUANTITY);
});

it.each([
  ['9223372036854775808', 'maximum'],
  [`1${'0'.repeat(30)}`, 'maximum'],
  ['0', 'positive'],
  ['-1', 'integer'],
  ['+1', 'integer'],
  ['1.0', 'integer'],
  ['1e3', 'integer'],
  ['0x10', 'integer'],
  ['007', 'integer'],
  [' 1', 'integer'],
  ['１', 'integer'],
  ['', 'integer'],
  [1, 'integer'],
  [null, 'integer'],
  [['1'], 'integer'],
])('%p is refused by the rule %s, naming the field', (text, rule) => {
  try {
    parseQuantity(text, 'amount');
    throw new Error('it was read');
  } catch (error) {
    expect((error as Refusal).fields).toMatchObject([{ field: 'amount', rule }]);
  }
});

it('zero is a whole number', () => expect(parseWhole('0', 'n')).toBe(0n));
