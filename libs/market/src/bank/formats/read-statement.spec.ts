import type { ChinaDate } from '@carbon/kernel';
import { Refusal } from '@carbon/kernel';
import fc from 'fast-check';
import { writeCamt } from '../demo/write-camt';
import type { BankMovement, BankStatement } from '../domain/statement';
import { signedFen } from '../domain/statement';
import { yuanOf } from './amount';
import { readStatement } from './read-statement';
import { STATEMENT_COLUMNS } from './statement-csv';

const DAY: ChinaDate = '2026-03-02';
const printable = fc
  .string({ unit: fc.constantFrom(...'aB 9&<>"\'（）中碳;#,'.split('')), maxLength: 30 })
  .map((text) => text.trim());
const movement = fc.record({
  direction: fc.constantFrom('in' as const, 'out' as const),
  amountFen: fc.bigInt({ min: 1n, max: 10n ** 14n }),
  name: printable,
  text: printable,
  endToEnd: fc.option(fc.stringMatching(/^[A-Z0-9]{4,35}$/), { nil: undefined }),
});
const statements = fc
  .record({
    openingFen: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    raw: fc.array(movement, { maxLength: 20 }),
  })
  .map(({ openingFen, raw }): BankStatement => {
    const movements = raw.map(({ name, ...one }, at): BankMovement => ({
      ...{ ...one, reference: `B${at}-0001`, bookedOn: DAY },
      counterparty: { name: name === '' ? undefined : name, account: name === '' ? undefined : '6222-0001' },
    }));
    const closingFen = movements.reduce((sum, one) => sum + signedFen(one), openingFen);
    return { account: '1000-1', statement: 'S-1', from: DAY, to: DAY, openingFen, closingFen, movements };
  });

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
function writeCsv({
  account,
  statement,
  from,
  to,
  openingFen,
  closingFen,
  movements,
}: BankStatement): string {
  const head = ['statement', statement, account, 'CNY', from, to, yuanOf(openingFen), yuanOf(closingFen)];
  const lines = movements.map((one) => [
    ...[
      'entry',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      one.reference,
      one.direction,
      yuanOf(one.amountFen),
      one.bookedOn,
    ],
    ...[one.endToEnd ?? '', one.counterparty.name ?? '', one.counterparty.account ?? '', one.text],
  ]);
  const rows = [[...STATEMENT_COLUMNS], [...head, ...Array.from({ length: 8 }, () => '')], ...lines];
  return rows.map((row) => row.map(cell).join(',')).join('\r\n');
}

const refused = (text: string): Refusal => {
  try {
    readStatement(Buffer.from(text));
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was taken');
};

const one: BankStatement = {
  ...{ account: '1000-1', statement: 'S-1', from: DAY, to: DAY, openingFen: 0n, closingFen: 10_000n },
  movements: [
    { reference: 'B-0001', direction: 'in', amountFen: 10_000n, bookedOn: DAY, counterparty: {}, text: 'x' },
  ],
};

describe('a bank statement', () => {
  it('says the same as camt.053 and as CSV', () => {
    fc.assert(
      fc.property(statements, (statement) => {
        for (const [file, format] of [
          [writeCamt(statement), 'camt.053'],
          [writeCsv(statement), 'csv'],
        ] as const)
          expect(readStatement(Buffer.from(file))).toEqual({ statement, format });
      }),
    );
  });

  it('TRD-016 whose balances and entries do not add up is refused, with the difference', () => {
    const refusal = refused(writeCamt({ ...one, closingFen: 9_999n }));
    expect([refusal.code, refusal.status, refusal.details['differenceFen']]).toEqual([
      ...['BANK_STATEMENT_DOES_NOT_ADD_UP', 422, '-1'],
    ]);
  });

  it('INV-06 in which a reference stands twice is refused', () => {
    const movements = [...one.movements, { ...one.movements[0]!, reference: 'B-0001' }];
    expect(refused(writeCamt({ ...one, movements, closingFen: 20_000n })).fields).toMatchObject([
      { field: 'entries[1].reference', rule: 'unique' },
    ]);
  });

  it.each([
    [
      '<Amt Ccy="CNY">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>',
      '<Amt Ccy="USD">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>',
      'Ntry[0].Amt',
    ],
    [
      '100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>',
      '100.005</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>',
      'Ntry[0].amount',
    ],
    [
      '100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>',
      '-1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>',
      'Ntry[0].amount',
    ],
    ['<CdtDbtInd>CRDT</CdtDbtInd><Sts>', '<CdtDbtInd>NONE</CdtDbtInd><Sts>', 'Ntry[0].direction'],
    ['<BookgDt><Dt>2026-03-02', '<BookgDt><Dt>2026-02-30', 'Ntry[0].booked_on'],
    ['<BookgDt><Dt>2026-03-02', '<BookgDt><Dt>2026-03-03', 'entries[0].booked_on'],
    ['B-0001', '#1', 'Ntry[0].reference'],
    ['<Cd>CLBD', '<Cd>CLAV', 'Stmt.Bal.CLBD'],
    ['<Stmt>', '<Stmt><Id>a</Id></Stmt><Stmt>', 'Stmt'],
    ['<TxDtls>', '<TxDtls/><TxDtls>', 'Ntry[0].NtryDtls'],
  ])('names what is wrong where %s', (right, wrong, field) => {
    const xml = writeCamt(one);
    expect(xml).toContain(right);
    const refusal = refused(xml.replace(right, wrong));
    expect(refusal.code).toBe('INPUT_MALFORMED');
    expect(refusal.fields.map((found) => found.field)).toContain(field);
    for (const { message } of refusal.fields) expect(message.zh !== '' && message.en !== '').toBe(true);
  });

  it('as CSV names lines', () => {
    const csv = writeCsv(one).replace('"in","100.00"', '"in","1e2"');
    expect(refused(csv).fields).toMatchObject([{ field: 'line 3.amount' }]);
    expect(refused('a,b\n1,2').fields).toMatchObject([{ field: 'file', rule: 'columns' }]);
    expect(refused(writeCsv(one).replace('"entry"', '"total"')).fields).toMatchObject([{ field: 'line 3' }]);
    expect(refused('"').fields).toMatchObject([{ rule: 'csv' }]);
  });

  it('leaves out what is only pending', () => {
    const pending = writeCamt({ ...one, closingFen: 0n }).replace('<Cd>BOOK</Cd>', '<Cd>PDNG</Cd>');
    expect(readStatement(Buffer.from(pending)).statement.movements).toEqual([]);
  });

  it('whatever is sent is read or refused', () => {
    const xml = writeCamt(one);
    const cut = fc
      .tuple(fc.nat(xml.length), fc.nat(xml.length), fc.string())
      .map(([from, to, put]) => xml.slice(0, from) + put + xml.slice(to));
    fc.assert(
      fc.property(fc.oneof(cut, fc.string()), (file) => {
        try {
          readStatement(Buffer.from(file));
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
