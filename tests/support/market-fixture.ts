import { defineInstrument, openAccounts, readBalance } from '@carbon/ledger';
import { reconcileCash } from '@carbon/market';
import { breaches } from './ledger-invariants';
import { type Answer, openPlatformFixture, type Person, type PlatformFixture } from './platform-fixture';

export interface House {
  readonly id: string;
  readonly code: string;
  readonly account: string;
  readonly maker: Person;
  readonly checker: Person;
}

export interface Task {
  readonly id: string;
  readonly state: string;
  readonly outcome: Readonly<Record<string, string>> | null;
  readonly failure: { readonly code: string; readonly rule?: string } | null;
}

const INSTRUMENT = {
  kind: 'credit',
  unit: 't',
  scheme: 'TEST',
  period: '2026-01',
  serialised: true,
} as const;

/** The whole platform with a registry, and houses that sell and buy units of a scheme without rules of its own. */
export class MarketFixture {
  private references = 0;

  private constructor(
    readonly platform: PlatformFixture,
    private readonly registryMaker: Person,
    private readonly registryChecker: Person,
  ) {}

  static async open(): Promise<MarketFixture> {
    const platform = await openPlatformFixture();
    const registry = await platform.holder('REGISTRY', 'registry-operator');
    const maker = await platform.person(registry, 'maker');
    return new MarketFixture(platform, maker, await platform.person(registry, 'checker'));
  }

  async close(): Promise<void> {
    expect(await breaches(this.platform.database)).toEqual([]);
    expect((await reconcileCash(this.platform.database)).difference).toBe(0n);
    await this.platform.close();
  }

  get registry(): { readonly maker: Person; readonly checker: Person } {
    return { maker: this.registryMaker, checker: this.registryChecker };
  }

  async house(code: string): Promise<House> {
    const id = await this.platform.holder(code, 'organisation');
    const [account = ''] = await this.platform.database.transaction((tx) =>
      openAccounts(tx, [{ holderId: id, kind: 'holding' }]),
    );
    const maker = await this.platform.person(id, 'maker');
    return { id, code, account, maker, checker: await this.platform.person(id, 'checker') };
  }

  /** Gives a house units out of nothing. */
  async endow({ account }: House, instrument: string, quantity: bigint, serialised = true): Promise<void> {
    const { database, ledger } = this.platform;
    await database.transaction(async (tx) => {
      await defineInstrument(tx, { ...INSTRUMENT, code: instrument, serialised });
      const sourceKey = `test:${instrument}:${account}`;
      const [outcome] = await ledger.submit(tx, [
        { kind: 'issue', instrument, quantity, to: account, sourceKey, cause: { actor: 'test' } },
      ]);
      expect(outcome?.status).toBe('done');
    });
  }

  /** Pays in for a house, as the registry's people do; gives its funds account. */
  async payIn(
    { code }: House,
    amountFen: string,
    bankReference = `TEST-${++this.references}`,
  ): Promise<string> {
    const task = await this.proposed(this.registryMaker, 'cash-deposit', {
      ...{ holder: code, amountFen, bankReference },
    });
    return (await this.approved(this.registryChecker, task)).outcome?.['account'] ?? '';
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

  listing({ account }: House, over: object = {}): object {
    return {
      ...{ account, instrument: 'UNIT', quantity: '100', unitPriceFen: '650', validUntil: '2026-03-31' },
      ...over,
    };
  }

  /** A listing, proposed and approved. */
  async listed(seller: House, over: object = {}): Promise<string> {
    const id = await this.proposed(seller.maker, 'sale-listing', this.listing(seller, over));
    expect(await this.approved(seller.checker, id)).toMatchObject({ state: 'executed' });
    return id;
  }

  purchase({ account }: House, offer: string, quantity: string, over: object = {}): object {
    return { offer, account, quantity, ...over };
  }

  /** A purchase, proposed and approved. */
  async bought(buyer: House, offer: string, quantity: string): Promise<Task> {
    const task = await this.proposed(buyer.maker, 'sale-purchase', this.purchase(buyer, offer, quantity));
    return this.approved(buyer.checker, task);
  }

  /** What is in an account, by part, without what is empty. */
  async parts(account: string, instrument = 'UNIT'): Promise<Record<string, bigint>> {
    const balance = await readBalance(this.platform.database, account, instrument);
    return Object.fromEntries(Object.entries(balance?.parts ?? {}).filter(([, units]) => units > 0n));
  }

  async offer(who: Person, id: string): Promise<Record<string, unknown>> {
    return (await this.send(who, 'GET', `/v1/listings/${id}`)).json();
  }

  audited(action: string): Promise<{ subject_id: string; holder_id: string; actor: string }[]> {
    return this.platform.database.query('select * from audit.record where action = $1 order by id', [action]);
  }
}

export const codeOf = (answer: { json: () => unknown }): unknown =>
  (answer.json() as { code?: unknown }).code;
