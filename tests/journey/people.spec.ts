import { RunningPlatform } from '../support/running-platform';

/** A browser as far as it matters: it keeps cookies and shows the token against forgery. */
class Browser {
  private readonly cookies = new Map<string, string>();
  private keys = 0;

  constructor(private readonly url: string) {}

  async send(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-csrf-token': this.cookies.get('carbon-csrf') ?? '',
        'idempotency-key': `people-${++this.keys}-${Math.random()}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      const [name = '', ...value] = pair.split('=');
      this.cookies.set(name, value.join('='));
    }
    return { status: answer.status, body: answer.status === 204 ? undefined : await answer.json() };
  }

  /** As somebody in somebody else's page would: with the cookies, without the token. */
  forget(name: string): void {
    this.cookies.delete(name);
  }

  async signIn(email: string, password: string): Promise<number> {
    return (await this.send('POST', '/v1/sessions', { email, password })).status;
  }
}

describe('people of the demonstration', () => {
  const platform = new RunningPlatform();
  let password = '';
  let task = '';
  const browser = () => new Browser(platform.connection.url);

  afterAll(() => platform.remove());

  it('are told at the first start, with the one password of this machine', async () => {
    const said = await platform.start();
    password = /password\s+(\S+)/.exec(said)?.[1] ?? '';
    expect(password.length).toBeGreaterThan(11);
    for (const login of [
      ...['maker@plant.example', 'checker@store.example', 'reader@auditor.example'],
      ...['checker@exchange.example', 'maker@seller.example', 'maker@buyer.example'],
    ]) {
      expect(said).toContain(login);
    }
  });

  it('sign in in a browser; a wrong password is told as little as an unknown address', async () => {
    const wrong = await browser().send('POST', '/v1/sessions', {
      email: 'maker@plant.example',
      password: 'nope',
    });
    const unknown = await browser().send('POST', '/v1/sessions', {
      email: 'nobody@plant.example',
      password: 'nope',
    });
    const told = ({ body }: { body: unknown }) => {
      const { code, detail, status } = body as Record<string, unknown>;
      return { code, detail, status };
    };
    expect(told(wrong)).toEqual(told(unknown));
    expect(wrong.status).toBe(401);
  });

  it('a maker proposes a claim, cannot approve it, a checker can', async () => {
    const [maker, checker] = [browser(), browser()];
    expect(await maker.signIn('maker@plant.example', password)).toBe(201);
    expect(await checker.signIn('checker@plant.example', password)).toBe(201);
    const accounts = await maker.send('GET', '/v1/accounts?holder=P-DLH50');
    const account = (accounts.body as { items: { number: string }[] }).items[0]?.number;
    const proposed = await maker.send('POST', '/v1/tasks', {
      kind: 'certificate-claim',
      payload: {
        account,
        certificates: [{ plant: 'DLH50', month: '2025-01', quantity: '100' }],
        beneficiary: { kind: 'organisation', nameZh: '示例', nameEn: 'Example', identifier: 'SYNTHETIC-1' },
        purpose: '办公用电',
        consumptionStart: '2025-01-01',
        consumptionEnd: '2025-12-31',
        place: '青海',
      },
    });
    expect(proposed.status).toBe(201);
    task = (proposed.body as { id: string }).id;
    expect((await maker.send('POST', `/v1/tasks/${task}/approvals`, {})).status).toBe(403);
    const approved = await checker.send('POST', `/v1/tasks/${task}/approvals`, {});
    expect(approved.body).toMatchObject({ state: 'executed', outcome: { quantity: '100' } });
  });

  it('a buyer sees the quote that waits for it, who runs the market its alerts, and neither the other’s', async () => {
    const [buyer, market] = [browser(), browser()];
    expect(await buyer.signIn('maker@buyer.example', password)).toBe(201);
    expect(await market.signIn('reader@exchange.example', password)).toBe(201);
    const quotes = await buyer.send('GET', '/v1/block-trades?state=open');
    expect(quotes.body).toMatchObject({ items: [{ quote: { quantity: '150000', price: '68.50' } }] });
    expect((await market.send('GET', '/v1/block-trades?state=open')).body).toMatchObject({ items: [] });
    const alerts = await market.send('GET', '/v1/surveillance/alerts');
    expect((alerts.body as { items: object[] }).items).toHaveLength(3);
    expect((await buyer.send('GET', '/v1/surveillance/alerts')).status).toBe(403);
  });

  it('another page cannot act with somebody’s cookies', async () => {
    const maker = browser();
    await maker.signIn('maker@plant.example', password);
    maker.forget('carbon-csrf');
    const forged = await maker.send('POST', '/v1/tasks', { kind: 'transfer', payload: {} });
    expect(forged).toMatchObject({ status: 403, body: { code: 'CSRF_TOKEN_WRONG' } });
  });

  it('are there after a restart, and what they did too', async () => {
    await platform.stop();
    expect(await platform.start()).toContain(password);
    const reader = browser();
    expect(await reader.signIn('reader@plant.example', password)).toBe(201);
    const seen = await reader.send('GET', `/v1/tasks/${task}`);
    expect(seen).toMatchObject({ status: 200, body: { state: 'executed' } });
  });

  it('are made up nowhere else: with a second factor wanted, nobody is told', async () => {
    const other = new RunningPlatform();
    const said = await other.start({ SECOND_FACTOR: 'required' });
    expect(said).not.toContain('.example');
    await other.remove();
  });
});
