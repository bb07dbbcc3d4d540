import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RULE_NUMBER_EXCEPTIONS } from './rule-number-exceptions';
import { type RuleNumber, ruleNumbers } from './scan-rule-numbers';
import { trackedFiles } from './tracked-files';

const ROOT = resolve(__dirname, '../..');

const isRuleFile = (file: string): boolean =>
  /^libs\/(?:[^/]+\/src\/(?:.+\/)?domain\/|(?:allowances|rules)\/).*\.ts$/.test(file) &&
  !/\.spec(-support)?\.ts$|\/(migrations|persistence|pdf)\/|-examples?\.ts$/.test(file);

const files = trackedFiles(ROOT).filter((file) => isRuleFile(file) && existsSync(join(ROOT, file)));
const found = new Map(files.map((file) => [file, ruleNumbers(file, readFileSync(join(ROOT, file), 'utf8'))]));

const isExcepted = (file: string, { number }: RuleNumber): boolean =>
  RULE_NUMBER_EXCEPTIONS.some(
    (one) => one.file === file && (one.numbers === 'all' || one.numbers.includes(number)),
  );

const numbersIn = (text: string): string[] => ruleNumbers('rule.ts', text).map(({ number }) => number);

describe('INV-10 no rule number stands in TypeScript', () => {
  it('figures of rules are data with their source; what is none is named with a reason', () => {
    expect(files.length).toBeGreaterThan(300);
    const unexplained = [...found].flatMap(([file, numbers]) =>
      numbers
        .filter((one) => !isExcepted(file, one))
        .map(({ line, number }) => `${file}:${line} ${number}: move it to a rule pack, or give the reason`),
    );
    expect(unexplained).toEqual([]);
  });

  it('every exception still covers something, and says why', () => {
    for (const { file, numbers, reason } of RULE_NUMBER_EXCEPTIONS) {
      expect(reason.length).toBeGreaterThan(10);
      const here = (found.get(file) ?? []).map(({ number }) => number);
      const covered = numbers === 'all' ? here : numbers.filter((number) => here.includes(number));
      const missing =
        numbers === 'all'
          ? here.length > 0
            ? []
            : ['all']
          : numbers.filter((one) => !covered.includes(one));
      expect({ file, missing }).toEqual({ file, missing: [] });
    }
  });
});

describe('the scanner', () => {
  it.each([
    ["const cap = new Decimal('0.05');", '0.05'],
    ['const threshold = 26_000n;', '26000'],
    ['const threshold = 26_000;', '26000'],
    ['if (year >= 2025) return;', '2025'],
    ['const share = amount.times(`0.7`);', '0.7'],
    ['const factor = -0.03;', '0.03'],
    ["export const rules = { offset: { percent: '5' } };", '5'],
    ['const MAX_CCER_PERCENT = 5;', '5'],
    ['const DEADLINE_DAYS = 40;', '40'],
    ['const YEARS_BELOW = 3;', '3'],
    ["const formula = figures.get('rate') ?? '1.5';", '1.5'],
    ['return addWorkingDays(day, 7);', '7'],
    ['quantity.toFixed(6);', '6'],
    ["const rate = '1.50';", '1.50'],
    ['const penalty = refusal(5, 422);', '5'],
  ])('finds the figure in %s', (text, number) => expect(numbersIn(text)).toEqual([number]));

  it.each([
    ['const half = total / 2n;'],
    ["const none = '0.00';"],
    ['const percent = share.times(100);'],
    ['throw new Refusal(code, 422, text);'],
    ["return refusal('X', 404, zh, en);"],
    ['const DAY_MS = 86_400_000;'],
    ['const MAX_ROWS = 20_000;'],
    ['const Exact = Decimal.clone({ precision: 120 });'],
    ['const named = market.slice(0, 40);'],
    ["class Body { @IsText({ max: 64, example: '26000' }) name!: string; }"],
    ["const calculator = { examples: [{ input: { dueT: '1234567' } }] };"],
    ["const pack = { id: 'compliance-cn', version: '2026.1' };"],
    ['type Round = 1 | 2 | 3;'],
    ["const rule = 'SUR-003';"],
  ])('leaves %s', (text) => expect(numbersIn(text)).toEqual([]));
});
