import { safeNumber, safeText } from './safe-text';

it.each([
  ['=1+1', "'=1+1"],
  ['+86 10', "'+86 10"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ['=HYPERLINK("http://x.example","y")', `'=HYPERLINK("http://x.example","y")`],
  ['0012', "'0012"],
  ['1234567890123456', "'1234567890123456"],
])('%j would be executed or shortened: it is marked as a text', (text, safe) => {
  expect(safeText(text)).toBe(safe);
});

it.each(['', 'plain', '123456789012345', 'a=b', '示例', '0'])('%j stays as it is', (text) => {
  expect(safeText(text)).toBe(text);
});

it('a negative number is a number; what only begins like one is not', () => {
  expect(safeNumber('-40.5')).toBe('-40.5');
  expect(safeNumber('-40+cmd')).toBe("'-40+cmd");
});
