import { ExchangeFixture, type TestTrader } from '../../../../tests/support/exchange-fixture';
import { openDays, settleTrades, type Trade, tradeNumbers } from '../settlement';
import { type DayEndParts, type EndedDay, endDay } from './use-cases/end-day';
import { Rulebook } from '@carbon/rulebook';
import type { ChinaDate } from '@carbon/kernel';
import type { StatementJson } from './domain/statement-json';

export const INSTRUMENTS = ['CEA24', 'CEA25'] as const;
const METHODS = ['listed', 'block', 'auction', 'swap'] as const;

/** Numbers that follow from a seed. */
export function drawn(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A market with traders whose days are made up from a seed. */
export class StatementStage {
  readonly traders: TestTrader[] = [];
  house: TestTrader | undefined;

  private constructor(
    readonly exchange: ExchangeFixture,
    private readonly draw: (below: number) => number,
  ) {}

  static async open(seed: number, traders: number): Promise<StatementStage> {
    const stage = new StatementStage(await ExchangeFixture.open(), drawn(seed));
    for (const instrument of INSTRUMENTS) await stage.exchange.instrument(instrument, 5_000n);
    for (let at = 0; at < traders; at += 1)
      stage.traders.push(
        await stage.exchange.trader(`T${at}`, {
          units: { CEA24: 50_000n, CEA25: 50_000n },
          fen: 2_000_000_000n,
        }),
      );
    // fees go to an account of a holder that trades nothing
    stage.house = await stage.exchange.trader('FEES', { fen: 1n });
    return stage;
  }

  get parts(): DayEndParts {
    const { app, database, clock } = this.exchange.platform;
    return { database, clock, rulebook: app.get(Rulebook) };
  }

  at(moment: string): void {
    this.exchange.platform.clock.set(new Date(moment));
  }

  private drawOne(of: readonly TestTrader[]): TestTrader {
    const one = of[this.draw(of.length)];
    if (one === undefined) throw new Error('there is nobody to draw from');
    return one;
  }

  /** Trades at random between traders, with fees, by every method. */
  async trade(day: ChinaDate, count: number): Promise<void> {
    const { database, ledger, clock } = this.exchange.platform;
    await database.transaction(async (tx) => {
      await openDays(
        tx,
        day,
        INSTRUMENTS.map((instrument) => ({ instrument, market: 'CN', referencePriceFen: 5_000n })),
      );
      const ids = await tradeNumbers(tx, count);
      const trades = ids.map((id): Trade => {
        const seller = this.drawOne(this.traders);
        const others = this.traders.filter((trader) => trader !== seller);
        const buyer = this.drawOne(others);
        const priceFen = BigInt(4_800 + this.draw(400));
        const quantity = BigInt(1 + this.draw(90));
        const side = (trader: TestTrader, feeFen: bigint) => ({
          ...{ holderId: trader.holderId, tradingAccount: trader.tradingAccount, unitsAccount: trader.units },
          ...{ fundsAccount: trader.funds, feeFen },
        });
        return {
          ...{ id, market: 'CN', instrument: INSTRUMENTS[this.draw(2)] ?? 'CEA25', priceFen, quantity },
          ...{ method: METHODS[this.draw(4)] ?? 'listed', amountFen: priceFen * quantity, day },
          ...{ seller: side(seller, BigInt(this.draw(50))), buyer: side(buyer, BigInt(this.draw(50))) },
          ...{ tradedAt: clock.now(), rulePack: 'trading-cn@2026.1' },
        };
      });
      const apart = { units: 'available', money: 'available' } as const;
      await settleTrades(
        tx,
        { ledger, feeAccount: this.house?.funds },
        trades.map((trade) => ({ trade, apart, cause: { actor: 'test' } })),
      );
    });
  }

  /** Money and units that come and go beside trades. */
  async move(key: string): Promise<void> {
    const { database, ledger } = this.exchange.platform;
    const trader = this.drawOne(this.traders);
    const cause = { actor: 'test', reference: key };
    await database.transaction(async (tx) => {
      const outcomes = await ledger.submit(tx, [
        {
          kind: 'issue',
          instrument: 'CNY',
          quantity: 777n,
          to: trader.funds,
          sourceKey: `bank:${key}`,
          cause,
        },
        { kind: 'freeze', instrument: 'CNY', quantity: 33n, account: trader.funds, part: 'pending', cause },
        { kind: 'cancel', instrument: 'CNY', quantity: 33n, from: trader.funds, fromPart: 'pending', cause },
        { kind: 'surrender', instrument: 'CEA24', quantity: 5n, from: trader.units, cause },
        { kind: 'freeze', instrument: 'CEA25', quantity: 11n, account: trader.units, cause },
      ]);
      for (const { status } of outcomes) expect(status).toBe('done');
    });
  }

  /** Writes the closes, as the exchange does. */
  async close(day: ChinaDate): Promise<void> {
    const outcome = await this.exchange.give({ kind: 'close-day', day });
    if (outcome.status === 'refused') throw outcome.refusal;
  }

  end(day: ChinaDate): Promise<EndedDay> {
    return endDay(this.parts, { market: 'CN', day }, { by: 'test', onProgress: () => Promise.resolve() });
  }

  async statement(
    account: string,
    day: ChinaDate,
  ): Promise<StatementJson & { version: number; state: string }> {
    const { platform } = this.exchange;
    const path = `/v1/exchange/trading-accounts/${account}/statements/${day}`;
    const answer = await platform.send('GET', path, platform.machine);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json();
  }
}
