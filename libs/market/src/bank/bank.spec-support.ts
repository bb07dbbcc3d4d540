import { hash, randomBytes } from 'node:crypto';
import { SIGNATURE_HEADERS, signatureOf } from '@carbon/identity';
import type { ChinaDate } from '@carbon/kernel';
import { codeOf, type House, MarketFixture } from '../../../../tests/support/market-fixture';
import type { Answer, Person } from '../../../../tests/support/platform-fixture';
import { writeCamt } from './demo/write-camt';
import { type BankMovement, type BankStatement, signedFen } from './domain/statement';
import { depositCodeOf } from './formats/deposit-code';
import { BankRounds } from './use-cases/bank-rounds';
import { PaymentSender } from './use-cases/send-payments';

export const DAY: ChinaDate = '2026-03-02';
export const SETTLEMENT = '1000200030004000';

interface SigningKey {
  readonly id: string;
  readonly secret: string;
}

/** The platform with a bank that has a settlement account, and houses with registered bank accounts. */
export class BankFixture {
  private statements = 0;
  private nonces = 0;

  private constructor(
    readonly market: MarketFixture,
    readonly bank: { readonly id: string; readonly maker: Person },
    readonly key: SigningKey,
  ) {}

  static async open(adapter: 'by-hand' | 'demo' = 'by-hand'): Promise<BankFixture> {
    const market = await MarketFixture.open();
    const { platform } = market;
    // what comes by the clock comes when a test says so
    await platform.app.get(PaymentSender).onModuleDestroy();
    await platform.app.get(BankRounds).onModuleDestroy();
    const id = await platform.holder('BANK', 'bank');
    const maker = await platform.person(id, 'maker');
    const administrator = await platform.person(id, 'administrator');
    const made = await market.send(administrator, 'POST', '/v1/api-keys', {
      ...{ name: 'bank system', permissions: ['bank-statements.write'], days: 30 },
    });
    const fixture = new BankFixture(market, { id, maker }, made.json<SigningKey>());
    const opening = { bank: 'BANK', number: '1000 2000 3000 4000', adapter };
    const task = await market.proposed(market.registry.maker, 'settlement-account-opening', opening);
    expect(await market.approved(market.registry.checker, task)).toMatchObject({ state: 'executed' });
    return fixture;
  }

  async close(): Promise<void> {
    await this.market.close();
  }

  /** Registers a bank account of a house; gives its id. */
  async register({ code, maker }: House, number: string, name = `${code}（示例）`): Promise<string> {
    const payload = { holder: code, name, number, bank: '000100000000' };
    const task = await this.market.proposed(maker, 'bank-account-registration', payload);
    expect(await this.market.approved(this.market.registry.checker, task)).toMatchObject({
      state: 'executed',
    });
    return task;
  }

  /** A movement that came in for a funds account, from a house's registered bank account. */
  paid(
    account: string | undefined,
    reference: string,
    amountFen: bigint,
    over: Partial<BankMovement> = {},
  ): BankMovement {
    return {
      ...{ reference, direction: 'in', amountFen, bookedOn: DAY },
      counterparty: { name: 'HOUSE(示例)', account: '6222 0000 1111 2222' },
      text: account === undefined ? '货款' : `入金 ${depositCodeOf(account)}`,
      ...over,
    };
  }

  /** A statement that begins where the one before ended. */
  async statement(
    movements: readonly BankMovement[],
    over: Partial<BankStatement> = {},
  ): Promise<BankStatement> {
    const [last] = await this.market.platform.database.query<{ closing_fen: string }>(
      'select closing_fen from market.bank_statement order by to_day desc, from_day desc, seq desc limit 1',
    );
    const openingFen = BigInt(last?.closing_fen ?? 0);
    return {
      ...{
        account: SETTLEMENT,
        statement: `S-${++this.statements}`,
        from: DAY,
        to: DAY,
        openingFen,
        movements,
      },
      closingFen: movements.reduce((sum, one) => sum + signedFen(one), openingFen),
      ...over,
    };
  }

  upload(file: string | Buffer, who: Pick<Person, 'headers'> = this.market.registry.maker): Promise<Answer> {
    const head = '--edge\r\ncontent-disposition: form-data; name="file"; filename="s.xml"\r\n\r\n';
    return this.market.platform.app.inject({
      ...{ method: 'POST', url: '/v1/bank-statements' },
      headers: {
        ...who.headers,
        'content-type': 'multipart/form-data; boundary=edge',
        'idempotency-key': `statement-of-the-test-${++this.nonces}`,
      },
      payload: Buffer.concat([Buffer.from(head), Buffer.from(file), Buffer.from('\r\n--edge--\r\n')]),
    });
  }

  async imported(
    movements: readonly BankMovement[],
    over: Partial<BankStatement> = {},
  ): Promise<Record<string, unknown>> {
    const answer = await this.upload(writeCamt(await this.statement(movements, over)));
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json();
  }

  /** A notice, signed by the bank's system. */
  notice(body: object, { id, secret }: SigningKey = this.key): Promise<Answer> {
    const text = JSON.stringify({ account: SETTLEMENT, ...body });
    const timestamp = this.market.platform.clock.now().toISOString();
    const nonce = randomBytes(16).toString('hex');
    const parts = { method: 'POST', target: '/v1/bank-notices', timestamp, nonce, idempotencyKey: '' };
    return this.market.platform.app.inject({
      ...{ method: 'POST', url: parts.target },
      headers: {
        'content-type': 'application/json',
        [SIGNATURE_HEADERS.key]: id,
        [SIGNATURE_HEADERS.timestamp]: timestamp,
        [SIGNATURE_HEADERS.nonce]: nonce,
        [SIGNATURE_HEADERS.signature]: signatureOf(secret, { ...parts, bodySha256: hash('sha256', text) }),
      },
      payload: text,
    });
  }

  /** A movement as a notice tells it. */
  told({ reference, direction, amountFen, bookedOn, counterparty, text, endToEnd }: BankMovement): object {
    const { name, account: counterpartyAccount } = counterparty;
    return {
      notice: `N-${reference}`,
      movement: {
        ...{
          reference,
          direction,
          amountFen: amountFen.toString(),
          bookedOn,
          text,
          name,
          counterpartyAccount,
        },
        endToEnd,
      },
    };
  }

  async entries(query = ''): Promise<Record<string, string>[]> {
    const answer = await this.look(`/v1/bank-entries?limit=200${query}`);
    return answer.json<{ items: Record<string, string>[] }>().items;
  }

  async entry(reference: string): Promise<Record<string, string>> {
    const found = (await this.entries()).find((one) => one['reference'] === reference);
    if (found === undefined) throw new Error(`no entry ${reference}`);
    return found;
  }

  /** The latest reconciliation, with its items. */
  async reconciled(): Promise<{
    state: string;
    differenceFen: string;
    list: { kind: string; reference: string; fen: string }[];
  }> {
    const list = await this.look('/v1/bank-reconciliations?limit=1');
    const id = list.json<{ items: { id: string }[] }>().items[0]?.id ?? '';
    return (await this.look(`/v1/bank-reconciliations/${id}`)).json();
  }

  /** As the operator's own machine sees it, whose key outlives sessions. */
  look(path: string): Promise<Answer> {
    const { platform } = this.market;
    return platform.send('GET', path, platform.machine);
  }
}

export { codeOf };
