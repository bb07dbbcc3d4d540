import { randomUUID } from 'node:crypto';
import { newId } from '@carbon/kernel';
import { defineInstrument, openAccounts, readBalance } from '@carbon/ledger';
import { Exchange, type ExchangeOptions } from '@carbon/market';
import { breaches } from './ledger-invariants';
import { openPlatformFixture, type Person, type PlatformFixture } from './platform-fixture';

/** A subject with a trading account. */
export interface TestTrader {
  readonly holderId: string;
  readonly code: string;
  readonly tradingAccount: string;
  readonly units: string;
  readonly funds: string;
  readonly maker: Person;
}

type Submitted = Parameters<Exchange['submit']>[0];
export type GivenCommand = Submitted['command'];
export type GivenOutcome = Awaited<ReturnType<Exchange['submit']>>;

const CNY = { code: 'CNY', kind: 'cash', unit: 'fen', scheme: 'CNY', serialised: false } as const;

/** Monday 2 March 2026, ten in the morning in China: every market with hours is open. */
export const OPEN = new Date('2026-03-02T02:00:00.000Z');

/** The whole platform with subjects that trade. */
export class ExchangeFixture {
  private constructor(readonly platform: PlatformFixture) {}

  /** @param exchange how its exchange runs; `markets: []` for a platform that runs none */
  static async open(now = OPEN, exchange?: ExchangeOptions): Promise<ExchangeFixture> {
    return new ExchangeFixture(await openPlatformFixture(now, exchange === undefined ? {} : { exchange }));
  }

  get exchange(): Exchange {
    return this.platform.app.get(Exchange);
  }

  async close(): Promise<void> {
    try {
      expect(await breaches(this.platform.database)).toEqual([]);
    } finally {
      await this.platform.close();
    }
  }

  /** An instrument of a market; its previous close is `referenceFen`. */
  async instrument(code: string, referenceFen: bigint, market = 'CN'): Promise<string> {
    const kind = market === 'CCER' ? 'credit' : 'allowance';
    const scheme = market === 'CCER' ? 'CCER' : `ETS-${market}`;
    await this.platform.database.transaction(async (tx) => {
      await defineInstrument(tx, { code, kind, unit: 't', scheme, serialised: true });
      await tx.query(
        `insert into market.tradable (instrument, market, reference_price_fen, admitted_by, admitted_at, changed_at)
         values ($1, $2, $3, 'test', $4, $4)`,
        [code, market, referenceFen.toString(), this.platform.clock.now()],
      );
    });
    return code;
  }

  /** A subject with so many units of instruments and so much money. */
  async trader(
    code: string,
    means: {
      readonly units?: Readonly<Record<string, bigint>>;
      readonly fen?: bigint;
      readonly limitFen?: bigint;
    } = {},
    market = 'CN',
  ): Promise<TestTrader> {
    const holderId = await this.platform.holder(`TRADER-${code}`, 'key-emitter');
    const { database, ledger, clock } = this.platform;
    const trader = await database.transaction(async (tx) => {
      await defineInstrument(tx, CNY);
      const [units = '', funds = ''] = await openAccounts(tx, [
        { holderId, kind: 'exchange' },
        { holderId, kind: 'funds' },
      ]);
      const tradingAccount = `TA-${code}`;
      await tx.query(
        `insert into market.trading_account (number, market, holder_id, units_account, funds_account, order_limit_fen,
           opened_by, opened_at, changed_at) values ($1, $2, $3, $4, $5, $6, 'test', $7, $7)`,
        [tradingAccount, market, holderId, units, funds, means.limitFen?.toString() ?? null, clock.now()],
      );
      const gifts = [
        ...Object.entries(means.units ?? {}).map(([instrument, quantity]) => ({
          instrument,
          quantity,
          to: units,
        })),
        ...(means.fen === undefined ? [] : [{ instrument: 'CNY', quantity: means.fen, to: funds }]),
      ];
      const outcomes = await ledger.submit(
        tx,
        gifts.map((gift) => ({
          ...{ kind: 'issue', ...gift, sourceKey: `test:${randomUUID()}` },
          cause: { actor: 'test' },
        })),
      );
      for (const { status } of outcomes) expect(status).toBe('done');
      return { holderId, code, tradingAccount, units, funds };
    });
    return { ...trader, maker: await this.platform.person(holderId, 'maker') };
  }

  /** Gives a command to a market as somebody's; without anybody, as one who may act for all. */
  give(
    command: GivenCommand,
    { as, key = newId(), market = 'CN' }: { as?: TestTrader; key?: string; market?: string } = {},
  ): Promise<GivenOutcome> {
    return this.exchange.submit({
      ...{ market, command, actor: as === undefined ? 'test' : `user:${as.maker.userId}` },
      mayActFor: (holderId) => as === undefined || holderId === as.holderId,
      idempotency: { scope: as?.code ?? 'test', key },
    });
  }

  /** What an account has, in a part. */
  async has(
    account: string,
    instrument: string,
    part: 'available' | 'frozen' = 'available',
  ): Promise<bigint> {
    const balance = await readBalance(this.platform.database, account, instrument);
    return balance?.parts[part] ?? 0n;
  }
}
