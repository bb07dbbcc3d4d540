import { type ChinaDate, chinaTimestamp } from '@carbon/kernel';
import { announcedCalendar, releasedPacks, TRADING_MARKETS, weekendsAnd } from '@carbon/rules/domain';
import fc from 'fast-check';
import {
  checkOrder,
  closeOf,
  dayPrices,
  fenOf,
  feesOn,
  greenPowerRules,
  holdingLimitOf,
  isOpen,
  isTradingDay,
  lastCloseOf,
  lockedSince,
  priceBand,
  reportFrom,
  surveillanceRules,
  type TradingRules,
  tradingRules,
  yuanOf,
} from './index';

const DAY: ChinaDate = '2026-03-11';
const rulesOf = (market: (typeof TRADING_MARKETS)[number]) => tradingRules(releasedPacks, market, DAY);
const cn = rulesOf('CN');
const calendar = announcedCalendar('cn', new Date('2026-03-11T00:00:00Z'));
const at = (time: string, day: ChinaDate = DAY) => new Date(`${day}T${time}+08:00`);

describe('the rules of markets', () => {
  it.each(TRADING_MARKETS)('%s: are read, and their worst founded figure is told', (market) => {
    const rules = rulesOf(market);
    expect([rules.market, rules.pack]).toEqual([market, `trading-${market.toLowerCase()}@2026.1`]);
    expect(rules.reference.certainty).toBe('X');
  });

  it('PII-007 only the European kind matches continuously; a park says why it does not', () => {
    const continuous = TRADING_MARKETS.filter((market) => rulesOf(market).matching === 'continuous');
    expect(continuous).toEqual(['EU']);
    const why = rulesOf('PARK').figures.find('rule.PII-007');
    expect([why?.rules, why?.certainty]).toEqual([['PII-007'], 'M+']);
  });

  it('ETS-006 CCT-001 nobody who serves a scheme, and no natural person, may trade anywhere', () => {
    const never = [
      'registry-operator',
      'market-operator',
      'regulator',
      'verifier',
      'auditor',
      'bank',
      'resident',
    ];
    for (const market of TRADING_MARKETS)
      expect(never.filter((kind) => rulesOf(market).holderKinds.has(kind))).toEqual([]);
  });

  it('those of green power and of the watch are read too', () => {
    expect(greenPowerRules(releasedPacks, DAY)).toMatchObject({
      intervalMinutes: 15,
      tickHundredthsOfFen: 1n,
    });
    expect(surveillanceRules(releasedPacks, DAY).reference.certainty).toBe('X');
  });
});

describe('TRD-012 hours', () => {
  it('are China’s, whatever the clock of the machine', () => {
    expect(isOpen(cn, 'listed', new Date('2026-03-11T01:30:00Z'), calendar)).toBe(true);
    expect(isOpen(cn, 'listed', new Date('2026-03-11T01:29:59.999Z'), calendar)).toBe(false);
    expect(isOpen(cn, 'listed', new Date('2026-03-11T07:00:00Z'), calendar)).toBe(false);
    expect(isOpen(cn, 'continuous', at('10:00:00'), calendar)).toBe(false);
  });

  it('an auction is by notice: any time of a trading day', () => {
    expect(isOpen(cn, 'auction', at('20:00:00'), calendar)).toBe(true);
    expect(isOpen(cn, 'auction', at('20:00:00', '2026-03-14'), calendar)).toBe(false);
  });

  it('a holiday closes, and so does a Sunday worked for one (调休)', () => {
    expect(calendar.isWorkingDay('2026-01-04')).toBe(true);
    expect([isTradingDay(cn, '2026-01-04', calendar), isTradingDay(cn, '2026-02-17', calendar)]).toEqual([
      false,
      false,
    ]);
    expect(isTradingDay(cn, DAY, weekendsAnd('cn', [DAY]))).toBe(false);
  });

  it('the last close of a day is the end of its last session', () => {
    const close = lastCloseOf(cn, DAY);
    expect(close && chinaTimestamp(close)).toBe('2026-03-11T15:00:00.000+08:00');
  });
});

describe('TRD-010 resale', () => {
  it('bought today is locked today; on a venue that is not approved for five trading days (PII-007)', () => {
    expect(lockedSince(cn, DAY, calendar)).toBe(DAY);
    expect(lockedSince(rulesOf('PARK'), DAY, calendar)).toBe('2026-03-05');
    expect(lockedSince(rulesOf('EU'), DAY, calendar)).toBeUndefined();
  });
});

describe('prices', () => {
  it('a close on a tick always lies in the band of the next day', () => {
    const price = fc.bigInt({ min: 1n, max: 10n ** 15n });
    fc.assert(
      fc.property(fc.constantFrom(...TRADING_MARKETS), price, (market, ticks) => {
        const rules = rulesOf(market);
        const close = ticks * rules.tickFen;
        const band = priceBand(rules, 'listed', close);
        if (band === undefined) return;
        expect(band.lowFen <= close && close <= band.highFen && band.lowFen > 0n).toBe(true);
        expect([band.lowFen % rules.tickFen, band.highFen % rules.tickFen]).toEqual([0n, 0n]);
      }),
    );
  });

  it('TRD-009 an average goes to the nearest tick, half up', () => {
    expect(closeOf({ amountFen: 10_001n, quantity: 2n }, 1n)).toBe(5_001n);
    expect(closeOf({ amountFen: 10_004n * 10n, quantity: 10n }, 1n, 10n)).toBe(10_000n);
    expect(closeOf({ amountFen: 10_005n * 10n, quantity: 10n }, 1n, 10n)).toBe(10_010n);
    expect(closeOf({ amountFen: 0n, quantity: 0n }, 7_710n)).toBe(7_710n);
  });

  it('TRD-008 continuous trades open and close a day as listed ones do, swaps do not', () => {
    const trades = [
      { method: 'swap', priceFen: 1n, quantity: 9n },
      { method: 'continuous', priceFen: 5_000n, quantity: 1n },
      { method: 'listed', priceFen: 5_100n, quantity: 3n },
    ] as const;
    expect(dayPrices(trades, 4_000n)).toEqual({ openFen: 5_000n, closeFen: 5_075n });
  });

  it('yuan and fen are the same amount', () => {
    expect([fenOf('50.1'), fenOf('0.05'), yuanOf(5_010n), yuanOf(-5n)]).toEqual([
      5_010n,
      5n,
      '50.10',
      '-0.05',
    ]);
    expect(() => fenOf('1.005')).toThrow(RangeError);
  });
});

describe('what an order and a holder may', () => {
  const order = { method: 'listed', open: true, band: undefined } as const;

  it('TRD-011 a buyer needs the amount and its fee', () => {
    const charging: TradingRules = { ...cn, fees: { sellerBasisPoints: 5, buyerBasisPoints: 10 } };
    const buy = { ...order, side: 'buy', priceFen: 5_000n, quantity: 1_000n } as const;
    expect(feesOn(charging, 5_000_000n)).toEqual({ sellerFen: 2_500n, buyerFen: 5_000n });
    expect(checkOrder(charging, { ...buy, availableFen: 5_005_000n })).toEqual([]);
    expect(checkOrder(charging, { ...buy, availableFen: 5_004_999n }).map(({ rule }) => rule)).toEqual([
      'TRD-011',
    ]);
  });

  it('TRD-017 holding limits rest on the allocation of who has one', () => {
    const bj = rulesOf('BJ');
    expect([holdingLimitOf(cn, {}), holdingLimitOf(bj, {}), holdingLimitOf(bj, { allocationT: 5n })]).toEqual(
      [undefined, 1_000_000n, 1_000_005n],
    );
  });

  it('TRD-017 a large holder is one from a share of all there is, rounded up', () => {
    const park = rulesOf('PARK');
    expect([reportFrom(park, 1_001n), reportFrom(park, 0n), reportFrom(cn, 1_000n)]).toEqual([
      201n,
      undefined,
      undefined,
    ]);
  });
});
