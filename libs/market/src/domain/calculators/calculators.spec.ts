import { Refusal } from '@carbon/kernel';
import fc from 'fast-check';
import { closePriceAnswer } from './close-price';
import { orderCheckAnswer } from './order-check';
import { priceBandAnswer } from './price-band';

const context = { today: '2026-11-21' } as const;

const order = (changed: object = {}) => ({
  market: 'CN',
  method: 'listed',
  instrument: 'CEA25',
  price: '50.00',
  quantity: '1000',
  previousClose: '50.00',
  at: '2026-03-11T10:00:00+08:00',
  side: 'sell',
  ...changed,
});
const check = (changed: object = {}) => orderCheckAnswer(order(changed), context);
const refused = (changed: object) => check(changed).refusals.map(({ rule, field }) => `${rule} ${field}`);

function faultsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal && error.status === 400) return error.fields.map(({ field }) => field);
    throw error;
  }
  return [];
}

describe('price-band', () => {
  const band = (method: string, previousClose: string, market = 'CN') => {
    const { low, high } = priceBandAnswer({ market, method, previousClose }, context);
    return [low, high];
  };

  it('AC-60 TRD-005 TRD-006 ten percent listed, thirty in blocks', () => {
    expect(band('listed', '50.00')).toEqual(['45.00', '55.00']);
    expect(band('block', '50.00')).toEqual(['35.00', '65.00']);
  });

  it('AC-62 TRD-019 edges between ticks are rounded inward', () => {
    expect(band('listed', '81.97')).toEqual(['73.78', '90.16']);
  });

  it('PIL-001 Beijing: twenty percent on ticks of 0.1; no block band is known', () => {
    expect(band('listed', '81.90', 'BJ')).toEqual(['65.60', '98.20']);
    expect(band('block', '81.90', 'BJ')).toEqual([null, null]);
  });

  it('an answer that rests on a rounded edge says that the rounding is our own', () => {
    const certainty = (previousClose: string) =>
      priceBandAnswer({ market: 'CN', method: 'listed', previousClose }, context).pack.certainty;
    expect([certainty('50.00'), certainty('81.97')]).toEqual(['E', 'X']);
  });

  it('every price in the band lies within ten percent, and the next tick outside does not', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), (close) => {
        const yuan = `${close / 100n}.${(close % 100n).toString().padStart(2, '0')}`;
        const [low, high] = band('listed', yuan).map((edge) => BigInt((edge ?? '').replace('.', '')));
        if (low === undefined || high === undefined) throw new Error('no band');
        expect(low * 10n >= close * 9n && (low - 1n) * 10n < close * 9n).toBe(true);
        expect(high * 10n <= close * 11n && (high + 1n) * 10n > close * 11n).toBe(true);
        expect(low <= close && close <= high).toBe(true);
      }),
    );
  });
});

describe('order-check', () => {
  it('AC-64 TRD-002 a price of 50.005 and a quantity of 1.5 are refused', () => {
    expect(refused({ price: '50.005' })).toEqual(['TRD-002 price']);
    expect(refused({ quantity: '1.5' })).toEqual(['TRD-002 quantity']);
    expect(check({ price: '50.010', quantity: '1.0' }).accepted).toBe(true);
  });

  it('TRD-003 TRD-004 listed orders are below 100,000 t, blocks from there on', () => {
    const block = { method: 'block', at: '2026-03-11T13:30:00+08:00' };
    expect(refused({ quantity: '99999' })).toEqual([]);
    expect(refused({ quantity: '100000' })).toEqual(['TRD-003 quantity']);
    expect(refused({ ...block, quantity: '100000' })).toEqual([]);
    expect(refused({ ...block, quantity: '99999' })).toEqual(['TRD-004 quantity']);
  });

  it('TRD-005 TRD-006 the edges of the band are inside it', () => {
    expect(refused({ price: '45.00' })).toEqual([]);
    expect(refused({ price: '55.00' })).toEqual([]);
    expect(refused({ price: '44.99' })).toEqual(['TRD-005 price']);
    expect(refused({ price: '55.001' })).toEqual(['TRD-002 price', 'TRD-005 price']);
  });

  it('AC-70 TRD-010 proceeds of today buy today; what was bought today is not sold', () => {
    expect(check({ side: 'buy', price: '54.50', quantity: '1000' }).accepted).toBe(true);
    expect(check({ availableT: '1000', boughtTodayT: '0' }).accepted).toBe(true);
    expect(refused({ availableT: '1500', boughtTodayT: '501' })).toEqual(['TRD-010 quantity']);
    expect(refused({ availableT: '1500', boughtTodayT: '500' })).toEqual([]);
  });

  it('TRD-011 no more is sold than is available', () => {
    expect(refused({ availableT: '999' })).toEqual(['TRD-011 quantity']);
  });

  it.each([
    ['09:29:59', false],
    ['09:30:00', true],
    ['11:31:00', false],
    ['12:59:00', false],
    ['13:00:00', true],
    ['15:01:00', false],
  ])('AC-73 TRD-012 a listed order at %s: %s', (time, accepted) => {
    expect(check({ at: `2026-03-11T${time}+08:00` }).accepted).toBe(accepted);
  });

  it('AC-74 TRD-012 a block at 10:00 is refused, at 13:30 taken', () => {
    const block = { method: 'block', quantity: '100000' };
    expect(refused({ ...block, at: '2026-03-11T10:00:00+08:00' })).toEqual(['TRD-012 at']);
    expect(refused({ ...block, at: '2026-03-11T13:30:00+08:00' })).toEqual([]);
  });

  it('TRD-012 closed on weekends, on holidays, and on a Sunday that is worked for one', () => {
    expect(refused({ at: '2026-03-14T10:00:00+08:00' })).toEqual(['TRD-012 at']);
    expect(refused({ at: '2026-02-17T10:00:00+08:00' })).toEqual(['TRD-012 at']);
    expect(refused({ at: '2026-01-04T10:00:00+08:00' })).toEqual(['TRD-012 at']);
  });

  it('AC-76 CCT-001 a natural person does not trade CCER, nor is there any method but listed', () => {
    const ccer = { market: 'CCER', instrument: 'CCER' };
    expect(refused({ ...ccer, holderKind: 'resident' })).toEqual(['CCT-001 holderKind']);
    expect(refused({ ...ccer, holderKind: 'project-owner' })).toEqual([]);
    expect(
      refused({ ...ccer, method: 'block', quantity: '100000', at: '2026-03-11T13:30:00+08:00' }),
    ).toEqual(['CCT-001 method', 'TRD-012 at']);
  });

  it('ETS-006 who serves the scheme does not trade', () => {
    for (const holderKind of ['registry-operator', 'market-operator', 'regulator', 'verifier'])
      expect(refused({ holderKind })).toEqual(['ETS-006 holderKind']);
  });

  it('all that is wrong is told at once', () => {
    expect(refused({ price: '60.005', quantity: '100000.5', at: '2026-03-14T10:00:00+08:00' })).toEqual([
      'TRD-002 price',
      'TRD-002 quantity',
      'TRD-012 at',
      'TRD-005 price',
      'TRD-003 quantity',
    ]);
  });
});

describe('close-price', () => {
  const day = (trades: readonly object[], previousClose = '77.10') => {
    const { open, close } = closePriceAnswer({ trades, previousClose }, context);
    return [open, close];
  };
  const at = (price: string, quantity = '1', method = 'listed') => ({ method, price, quantity });

  it('AC-66 an average of 50.005 closes at 50.01', () => {
    expect(day([at('50.00'), at('50.01')])).toEqual(['50.00', '50.01']);
  });

  it('AC-68 TRD-008 TRD-009 without trades both are the previous close', () => {
    expect(day([])).toEqual(['77.10', '77.10']);
  });

  it('TRD-009 blocks and auctions do not enter', () => {
    expect(day([at('60.00', '100000', 'block'), at('61.00', '5', 'auction')])).toEqual(['77.10', '77.10']);
    expect(day([at('60.00', '100000', 'block'), at('80.00', '3'), at('81.00', '1')])).toEqual([
      '80.00',
      '80.25',
    ]);
  });

  it('the close lies between the lowest and the highest listed price', () => {
    const trades = fc.array(
      fc.record({
        price: fc.bigInt({ min: 1n, max: 10_000_000n }),
        quantity: fc.bigInt({ min: 1n, max: 99_999n }),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(trades, (made) => {
        const [, close = ''] = day(
          made.map(({ price, quantity }) =>
            at(`${price / 100n}.${(price % 100n).toString().padStart(2, '0')}`, quantity.toString()),
          ),
        );
        const prices = made.map(({ price }) => price);
        const fen = BigInt(close.replace('.', ''));
        expect(prices.some((price) => price <= fen) && prices.some((price) => price >= fen)).toBe(true);
      }),
    );
  });
});

describe('hostile input', () => {
  it('faults are told by field', () => {
    expect(faultsOf(() => check({ market: 'XX', price: '-1', quantity: 1000, at: '10:00' })).sort()).toEqual([
      'at',
      'market',
      'price',
      'quantity',
    ]);
    expect(faultsOf(() => check({ previousClose: '0.00', instrument: 'cea 25; drop' })).sort()).toEqual([
      'instrument',
      'previousClose',
    ]);
    expect(
      faultsOf(() =>
        closePriceAnswer(
          { trades: [{ method: 'listed', price: '1.001', quantity: '1.5' }, 7], previousClose: '1' },
          context,
        ),
      ),
    ).toEqual(['trades[0].price', 'trades[0].quantity', 'trades[1]']);
    expect(
      faultsOf(() => priceBandAnswer({ market: 'CN', method: 'auction', more: 1 }, context)).sort(),
    ).toEqual(['method', 'more', 'previousClose']);
  });

  it('nothing but a refusal or an answer comes of whatever is sent', () => {
    const names = Object.keys(order());
    const any = fc.record(
      Object.fromEntries(names.map((name) => [name, fc.oneof(fc.anything(), fc.string())])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(any, (input) => {
        for (const run of [orderCheckAnswer, priceBandAnswer, closePriceAnswer])
          expect(faultsOf(() => run(input, context)).length).toBeGreaterThan(0);
      }),
    );
  });
});
