import type { Sent } from '@carbon/http';
import { Refusal } from '@carbon/kernel';
import type { OrderCommandBody } from './command-bodies';
import { batchOf, placing, replacing } from './to-commands';

const PLACE = {
  ...{ key: 'key-00001', kind: 'place', tradingAccount: 'TA-1', instrument: 'CEA25' },
  ...{ side: 'sell', price: '50.10', quantity: '1000' },
} as const satisfies Sent<OrderCommandBody>;

function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('it was taken');
}
const faultsOf = (act: () => unknown) => refusalOf(act).fields.map(({ field, rule }) => [field, rule]);

describe('bodies as commands', () => {
  it('TRD-002 an order has its price in fen and its quantity in whole units', () => {
    expect(placing({ ...PLACE, goodTill: '2026-03-31', clientReference: 'mine' })).toEqual({
      ...{ kind: 'place', tradingAccount: 'TA-1', instrument: 'CEA25', side: 'sell' },
      ...{ priceFen: 5_010n, quantity: 1_000n, goodTill: '2026-03-31', clientReference: 'mine' },
    });
  });

  it('TRD-002 a price of 50.005 names its field and its rule (AC-64)', () => {
    const refusal = refusalOf(() => placing({ ...PLACE, price: '50.005' }));
    expect([refusal.rule, refusal.fields[0]?.field, refusal.fields[0]?.rule]).toEqual([
      'TRD-002',
      'price',
      'tick',
    ]);
  });

  it('a replacement names a price, a quantity or both', () => {
    expect(replacing('7', { quantity: '5' })).toEqual({ kind: 'replace', order: 7n, quantity: 5n });
    expect(replacing('7', { price: '1.00' })).toEqual({ kind: 'replace', order: 7n, priceFen: 100n });
    expect(faultsOf(() => replacing('7', {}))).toEqual([
      ['price', 'required'],
      ['quantity', 'required'],
    ]);
  });

  it('a batch keeps its order and its keys', () => {
    const commands = batchOf([
      PLACE,
      { key: 'key-00002', kind: 'cancel', order: '9' },
      { key: 'key-00003', kind: 'replace', order: '9', price: '51.00' },
      { key: 'key-00004', kind: 'pick', order: '9', tradingAccount: 'TA-1', price: '50', quantity: '3' },
    ]);
    expect(commands.map(({ key, command }) => [key, command.kind])).toEqual([
      ['key-00001', 'place'],
      ['key-00002', 'cancel'],
      ['key-00003', 'replace'],
      ['key-00004', 'pick'],
    ]);
  });

  it('a batch that cannot be read tells every fault by its place, and the rule', () => {
    const act = () =>
      batchOf([
        PLACE,
        { key: 'key-00002', kind: 'cancel' },
        { ...PLACE, key: 'key-00003', price: '50.005' },
        { key: 'key-00004', kind: 'cancel', order: '9', price: '1.00' },
      ]);
    expect(faultsOf(act)).toEqual([
      ['commands[1].order', 'required'],
      ['commands[2].price', 'tick'],
      ['commands[3].price', 'unexpected'],
    ]);
    expect([refusalOf(act).status, refusalOf(act).rule]).toEqual([400, 'TRD-002']);
  });
});
