import { Refusal } from '@carbon/kernel';
import { parsePartnerReference } from './partner-reference';

const ruleOf = (text: string): string => {
  try {
    parsePartnerReference(text, 'reference');
    return 'fine';
  } catch (error) {
    return error instanceof Refusal ? (error.fields[0]?.rule ?? error.code) : 'error';
  }
};

it('PII-004 what a partner calls its users is a pseudonym', () => {
  expect(['U-0537', 'R0217', 'A', '9'.repeat(12)].map(ruleOf)).toEqual(['fine', 'fine', 'fine', 'fine']);
  expect(['', 'u-1', 'U 1', '张三', 'a@b.example', 'X'.repeat(41)].map(ruleOf)).toEqual(
    Array.from({ length: 6 }, () => 'reference'),
  );
  const personal = [
    '13800138000',
    '138-0013-8000',
    '8613800138000',
    '0086.138.0013.8000',
    '11010519491231002X',
  ];
  expect([...personal, '110105-19491231-002X'].map(ruleOf)).toEqual(
    Array.from({ length: 6 }, () => 'personal'),
  );
});
