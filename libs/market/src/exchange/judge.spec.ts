import { releasedPacks } from '@carbon/rules/domain';
import { Refusal } from '@carbon/kernel';
import * as fc from 'fast-check';
import { CNY } from '../cash/domain/cny';
import { type TradingRules, tradingRules } from '../domain/trading';
import type { Tradable, TradingAccount } from '../instruments';
import type { ExchangeCommand } from './commands';
import { FundsSheet } from './funds-sheet';
import { Judge } from './judge';
import { hasEnded } from './live-order';
import { MarketBook } from './market-book';
import { MovesOfBatch } from './moves-of-batch';
import { OrderChecks } from './order-checks';
import { NaiveLedger } from './naive-ledger.spec-support';
import { TouchedLevels } from './touched-levels';

const DAY = '2026-03-02';
const NOW = new Date('2026-03-02T05:00:00.000Z');
const INSTRUMENT = 'EUA';
const FEES = 'FEES';
const TRADERS = 4;
const UNITS = 1_000n;
const FEN = 60_000n;

const rulesOf = (market: 'EU' | 'CN', basisPoints: number): TradingRules => ({
  ...tradingRules(releasedPacks, market, DAY),
  fees: { sellerBasisPoints: basisPoints, buyerBasisPoints: basisPoints },
});

/** A market in memory, whose ledger is a few lines of addition. */
class Stage {
  readonly ledger = new NaiveLedger();
  readonly book = new MarketBook();
  private readonly accounts = new Map<string, TradingAccount>();
  private readonly bought = new FundsSheet();
  private sequence = 0n;
  /** Of the last batch. */
  trades = 0;

  constructor(readonly rules: TradingRules) {
    for (let id = 1; id <= TRADERS; id++) {
      const account = {
        ...{
          id,
          number: `T${id}`,
          market: rules.market,
          holderId: `H${id}`,
          holderKind: 'key-emitter' as const,
        },
        ...{
          unitsAccount: `U${id}`,
          fundsAccount: `F${id}`,
          orderLimitFen: undefined,
          state: 'open' as const,
        },
        openedAt: NOW,
      };
      this.accounts.set(account.number, account);
      this.ledger.give(account.unitsAccount, INSTRUMENT, UNITS);
      this.ledger.give(account.fundsAccount, CNY, FEN);
    }
  }

  /** Judges a batch and settles it; what the ledger would refuse is thrown. */
  run(commands: readonly ExchangeCommand[]): readonly string[] {
    const moves = new MovesOfBatch();
    const judge = new Judge({
      ...{ venue: 1, market: this.rules.market, day: DAY, now: NOW, rules: this.rules },
      checks: new OrderChecks(this.rules, true, () => 50n),
      context: {
        tradables: new Map([[INSTRUMENT, TRADABLE]]),
        accounts: this.accounts,
        funds: this.sheet(),
        boughtToday: this.bought,
      },
      ...{ book: this.book, moves, levels: new TouchedLevels(), chargesFees: true },
    });
    const said = commands.map((command) => {
      this.sequence += 1n;
      try {
        judge.trader(
          {
            ...{ market: this.rules.market, command, actor: 'test', mayActFor: () => true },
            idempotency: { scope: 'test', key: this.sequence.toString() },
          },
          this.sequence,
        );
        return 'done';
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return error.code;
      }
    });
    this.trades = moves.trades.length;
    this.ledger.apply(moves.commands({ actor: 'test' }, FEES).commands);
    this.book.keep();
    return said;
  }

  openOrders(): bigint[] {
    return [...this.book.all()].filter((order) => !hasEnded(order)).map(({ id }) => BigInt(id));
  }

  private sheet(): FundsSheet {
    const sheet = new FundsSheet();
    for (const { unitsAccount, fundsAccount } of this.accounts.values()) {
      sheet.set(FundsSheet.key(unitsAccount, INSTRUMENT), this.ledger.available(unitsAccount, INSTRUMENT));
      sheet.set(FundsSheet.key(fundsAccount, CNY), this.ledger.available(fundsAccount, CNY));
    }
    return sheet;
  }
}

const TRADABLE: Tradable = {
  ...{ instrument: INSTRUMENT, market: 'EU', state: 'trading', referencePriceFen: 50n },
  ...{ kind: 'allowance', scheme: 'ETS-EU', unit: 't' },
};

const traderNumber = fc.integer({ min: 1, max: TRADERS }).map((id) => `T${id}`);
const price = fc.bigInt({ min: 46n, max: 54n });
const quantity = fc.bigInt({ min: 1n, max: 400n });
const side = fc.constantFrom('buy' as const, 'sell' as const);

/** A command that may name an order, by its place among the open ones. */
const draft = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('place' as const),
      tradingAccount: traderNumber,
      side,
      priceFen: price,
      quantity,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pick' as const),
      tradingAccount: traderNumber,
      nth: fc.nat(20),
      quantity,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), nth: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('replace' as const),
      nth: fc.nat(20),
      priceFen: price,
      quantity,
    }),
  },
);

describe.each([
  ['EU', 0],
  ['EU', 130],
  ['CN', 0],
  ['CN', 130],
] as const)('random batches in %s with fees of %i basis points', (market, basisPoints) => {
  let trades = 0;
  afterAll(() => expect(trades).toBeGreaterThan(0));

  it('INV-07 TRD-011 the ledger never refuses, what is frozen is what open orders need, nothing comes from nowhere', () => {
    fc.assert(
      fc.property(fc.array(fc.array(draft, { maxLength: 12 }), { maxLength: 8 }), (batches) => {
        const stage = new Stage(rulesOf(market, basisPoints));
        for (const batch of batches) {
          const open = stage.openOrders();
          stage.run(
            batch.flatMap((one): ExchangeCommand[] => {
              if (one.kind === 'place') return [{ ...one, instrument: INSTRUMENT }];
              const order = open[one.nth % Math.max(open.length, 1)];
              if (order === undefined) return [];
              if (one.kind === 'cancel') return [{ kind: 'cancel', order }];
              if (one.kind === 'replace')
                return [{ kind: 'replace', order, priceFen: one.priceFen, quantity: one.quantity }];
              const priceFen = stage.book.find(Number(order))?.priceFen ?? 1n;
              return [
                { kind: 'pick', tradingAccount: one.tradingAccount, order, quantity: one.quantity, priceFen },
              ];
            }),
          );
          const reserved = { buy: 0n, sell: 0n };
          for (const order of stage.book.all()) reserved[order.side] += order.reserved;
          trades += stage.trades;
          expect(stage.ledger.frozen(CNY)).toBe(reserved.buy);
          expect(stage.ledger.frozen(INSTRUMENT)).toBe(reserved.sell);
          expect(stage.ledger.total(CNY)).toBe(FEN * BigInt(TRADERS));
          expect(stage.ledger.total(INSTRUMENT)).toBe(UNITS * BigInt(TRADERS));
        }
      }),
      { numRuns: 150 },
    );
  });
});

it('TRD-010 proceeds of a sale buy in the same batch', () => {
  const stage = new Stage(rulesOf('EU', 0));
  const place = (
    tradingAccount: string,
    side: 'buy' | 'sell',
    priceFen: bigint,
    quantity: bigint,
  ): ExchangeCommand => ({
    ...{ kind: 'place', tradingAccount, instrument: INSTRUMENT, side, priceFen, quantity },
  });
  const said = stage.run([
    place('T1', 'buy', 46n, 1_200n), // of 60,000 fen 4,800 are left
    place('T1', 'buy', 49n, 500n), // 24,500: too much
    place('T2', 'buy', 50n, 500n),
    place('T1', 'sell', 50n, 500n), // 25,000 come in
    place('T1', 'buy', 49n, 500n),
  ]);
  expect(said).toEqual(['done', 'EXCHANGE_ORDER_REFUSED', 'done', 'done', 'done']);
});
