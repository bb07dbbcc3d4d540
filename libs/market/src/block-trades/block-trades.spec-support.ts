import type { HolderKind } from '@carbon/identity';
import { type Command, defineInstrument, openAccounts, readBalance } from '@carbon/ledger';
import { breaches } from '../../../../tests/support/ledger-invariants';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';

/** A subject with people, and what it trades with. */
export interface Trader {
  readonly id: string;
  readonly code: string;
  readonly maker: Person;
  readonly checker: Person;
  readonly units: string;
  readonly funds: string;
  /** Number of its trading account, by market. */
  readonly account: Readonly<Record<string, string>>;
}

export interface Task {
  readonly id: string;
  readonly state: string;
  readonly outcome: Readonly<Record<string, unknown>> | null;
  readonly failure: { readonly code: string; readonly rule?: string } | null;
}

const CNY = { code: 'CNY', kind: 'cash', unit: 'fen', scheme: 'CNY', serialised: false } as const;

/** Monday, 2 March 2026, 13:30 in China: blocks are traded. */
export const IN_SESSION = new Date('2026-03-02T05:30:00.000Z');

/** The whole platform, traders with trading accounts, and instruments that their markets admitted. */
export class BlockFixture {
  private sources = 0;

  private constructor(readonly platform: PlatformFixture) {}

  static async open(): Promise<BlockFixture> {
    return new BlockFixture(await openPlatformFixture(IN_SESSION));
  }

  async close(): Promise<void> {
    expect(await breaches(this.platform.database)).toEqual([]);
    await this.platform.close();
  }

  /** At a moment of China, `2026-03-02T13:30`. */
  at(local: string): void {
    this.platform.clock.set(new Date(`${local}:00+08:00`));
  }

  async trader(
    code: string,
    markets: readonly string[] = ['CN'],
    kind: HolderKind = 'organisation',
  ): Promise<Trader> {
    const { platform } = this;
    const id = await platform.holder(code, kind);
    const [units = '', funds = ''] = await platform.database.transaction(async (tx) => {
      const opened = await openAccounts(tx, [
        { holderId: id, kind: 'exchange' },
        { holderId: id, kind: 'funds' },
      ]);
      for (const market of markets)
        await tx.query(
          `insert into market.trading_account (number, market, holder_id, units_account, funds_account, opened_by, opened_at, changed_at)
           values ($1, $2, $3, $4, $5, 'test', $6, $6)`,
          [`TA-${market}-${code}`, market, id, ...opened, platform.clock.now()],
        );
      return opened;
    });
    const maker = await platform.person(id, 'maker');
    const checker = await platform.person(id, 'checker');
    const account = Object.fromEntries(markets.map((market) => [market, `TA-${market}-${code}`]));
    return { id, code, maker, checker, units, funds, account };
  }

  /** An instrument that a market admitted. */
  async admit(
    instrument: string,
    market: string,
    referencePriceFen: bigint,
    kind: 'allowance' | 'credit',
  ): Promise<void> {
    const { database, clock } = this.platform;
    await database.transaction(async (tx) => {
      await defineInstrument(tx, {
        ...{
          code: instrument,
          kind,
          unit: 't',
          scheme: 'TEST',
          period: '2025',
          serialised: kind === 'credit',
        },
      });
      await tx.query(
        `insert into market.tradable (instrument, market, reference_price_fen, admitted_by, admitted_at, changed_at)
         values ($1, $2, $3, 'test', $4, $4)`,
        [instrument, market, referencePriceFen, clock.now()],
      );
    });
  }

  async endow({ units }: Trader, instrument: string, quantity: bigint): Promise<void> {
    await this.give(units, instrument, quantity);
  }

  async pay({ funds }: Trader, fen: bigint): Promise<void> {
    await this.platform.database.transaction((tx) => defineInstrument(tx, CNY));
    await this.give(funds, 'CNY', fen);
  }

  private give(to: string, instrument: string, quantity: bigint): Promise<void> {
    const sourceKey = `test:${++this.sources}`;
    return this.submit({ kind: 'issue', instrument, quantity, to, sourceKey, cause: { actor: 'test' } });
  }

  async submit(command: Command): Promise<void> {
    await this.platform.database.transaction(async (tx) => {
      const [outcome] = await this.platform.ledger.submit(tx, [command]);
      expect(outcome?.status).toBe('done');
    });
  }

  send(who: Person, method: string, url: string, body?: object): Promise<Answer> {
    return this.platform.send(method, url, who.headers, body);
  }

  propose(who: Person, kind: string, payload: object): Promise<Answer> {
    return this.send(who, 'POST', '/v1/tasks', { kind, payload });
  }

  async proposed(who: Person, kind: string, payload: object): Promise<string> {
    const answer = await this.propose(who, kind, payload);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json<Task>().id;
  }

  approve(who: Person, task: string): Promise<Answer> {
    return this.send(who, 'POST', `/v1/tasks/${task}/approvals`, {});
  }

  async approved(who: Person, task: string): Promise<Task> {
    const answer = await this.approve(who, task);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json<Task>();
  }

  /** Proposed by a maker and released or confirmed by a checker of one house. */
  async done({ maker, checker }: Trader, kind: string, payload: object): Promise<Task> {
    return this.approved(checker, await this.proposed(maker, kind, payload));
  }

  /** What is in an account, by part, without what is empty. */
  async parts(account: string, instrument: string): Promise<Record<string, bigint>> {
    const balance = await readBalance(this.platform.database, account, instrument);
    return Object.fromEntries(Object.entries(balance?.parts ?? {}).filter(([, units]) => units > 0n));
  }

  async negotiation(who: Person, id: string): Promise<Record<string, unknown>> {
    return (await this.send(who, 'GET', `/v1/block-trades/${id}`)).json();
  }

  count(sql: string, ...values: unknown[]): Promise<{ n: number }[]> {
    return this.platform.database.query(sql, values);
  }
}

export const codeOf = (answer: { json: () => unknown }): unknown =>
  (answer.json() as { code?: unknown }).code;
