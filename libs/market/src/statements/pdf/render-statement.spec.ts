import { hash } from 'node:crypto';
import { canonicalJson } from '@carbon/kernel';
import { textOfPdf } from '../../../../../tests/support/pdf-text';
import { composeStatement } from '../domain/account-statement';
import { statementJson } from '../domain/statement-json';
import type { KeptStatement } from '../persistence/account-statements';
import { renderStatement } from './render-statement';

const at = new Date('2026-03-02T03:04:05.000Z');
const balance = { opening: 0n, closing: 0n, available: 0n, frozen: 0n };

function kept(trades: number, off = 0n): KeptStatement {
  const quantity = BigInt(trades) * 3n;
  const money = 100_000_000n - BigInt(trades) * (15_030n + 7n);
  const statement = composeStatement({
    account: { number: 'TA-1', market: 'CN', holder: 'DEMO', unitsAccount: 'U', fundsAccount: 'F' },
    ...{
      day: '2026-03-02',
      from: new Date('2026-03-01T07:00:00Z'),
      to: at,
      ordersOfTheMoment: true,
      orders: [],
    },
    balances: [
      { instrument: 'CNY', unit: 'fen', ...balance, closing: money + off, available: money },
      { instrument: 'CEA25', unit: 't', ...balance, closing: quantity, available: quantity },
    ],
    trades: Array.from({ length: trades }, (_, index) => ({
      ...{ trade: BigInt(index + 1), at, method: 'listed', instrument: 'CEA25', side: 'buy' },
      ...{ priceFen: 5_010n, quantity: 3n, amountFen: 15_030n, feeFen: 7n },
    })),
    movements: [{ at, kind: 'deposit', instrument: 'CNY', change: 100_000_000n, reference: 'B-0001' }],
  });
  const content = canonicalJson(statementJson(statement));
  return {
    ...{ account: 'TA-1', day: '2026-03-02', version: 1, market: 'CN', holderId: '' },
    ...{ state: statement.faults.length === 0 ? 'balanced' : 'faulty', content, madeAt: at },
    contentHash: hash('sha256', content, 'buffer'),
  };
}
const text = async (of: KeptStatement, language: 'both' | 'zh' | 'en' = 'both') =>
  textOfPdf(await renderStatement({ kept: of, language, compress: false }));

describe('TRD-016 a statement on paper', () => {
  it('tells balances, trades and movements in both languages, money in yuan', async () => {
    const told = await text(kept(2));
    for (const words of [
      '日结算单',
      'Daily statement',
      'CEA25',
      '50.10',
      '150.30',
      'B-0001',
      '1,000,000.00',
      '999,699.26',
    ])
      expect(told).toContain(words);
  });

  it('in one language, over as many pages as it takes, with its headings on each', async () => {
    const told = await text(kept(200), 'en');
    expect(told).not.toContain('结算单');
    expect(told.split('Quantity').length - 1).toBeGreaterThan(3);
  });

  it('says what does not agree', async () => {
    const told = await text(kept(1, 1n), 'en');
    expect(told).toContain('does not agree with the ledger');
    expect(await text(kept(1), 'en')).not.toContain('Expected');
  });

  it('is the same file for the same statement', async () => {
    const [one, two] = await Promise.all(
      [kept(3), kept(3)].map((of) => renderStatement({ kept: of, language: 'both' })),
    );
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
  });
});
