import { openAccounts } from '@carbon/ledger';
import { type MarketFixture, openMarketFixture } from './instruments.spec-support';

describe('TRD-017 who holds how much', () => {
  let room: MarketFixture;

  beforeAll(async () => {
    room = await openMarketFixture();
    await room.define({ code: 'IM-PARK-2026', scheme: 'INTERNAL' });
    await room.done(
      'instrument-admission',
      { market: 'PARK', instrument: 'IM-PARK-2026', referencePrice: '50.00' },
      'market-maker',
      'market-checker',
    );
    const give = async (holder: string, kinds: readonly ('holding' | 'exchange')[], quantity: bigint) => {
      const { database, ledger } = room.platform;
      await database.transaction(async (tx) => {
        const holderId = room.holders[holder] ?? '';
        const numbers = await openAccounts(
          tx,
          kinds.map((kind) => ({ holderId, kind })),
        );
        const outcomes = await ledger.submit(
          tx,
          numbers.map((to) => ({
            ...{ kind: 'issue', instrument: 'IM-PARK-2026', quantity, to },
            ...{ sourceKey: `test:${to}`, cause: { actor: 'test' } },
          })),
        );
        for (const outcome of outcomes) if (outcome.status === 'refused') throw outcome.refusal;
      });
    };
    await give('POWER', ['holding', 'exchange'], 100n);
    await give('STEEL', ['holding'], 199n);
    await give('WIND', ['exchange'], 601n);
  });
  afterAll(() => room.close());

  const path = '/v1/markets/PARK/positions?instrument=IM-PARK-2026';

  it('on all accounts, the most first, with the share and the line of the report', async () => {
    const { status, body } = await room.get(path, 'market-checker');
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { holder: 'WIND', quantity: '601', sharePercent: '60.1000', reportable: true, limit: null },
      { holder: 'POWER', quantity: '200', sharePercent: '20.0000', reportable: true },
      { holder: 'STEEL', quantity: '199', sharePercent: '19.9000', reportable: false },
    ]);
  });

  it('page by page', async () => {
    const first = await room.get(`${path}&limit=2`, 'registry-maker');
    const rest = await room.get(`${path}&limit=2&cursor=${first.body.next ?? ''}`, 'registry-maker');
    expect([first.body.items.length, rest.body.items.map(({ holder }) => holder), rest.body.next]).toEqual([
      2,
      ['STEEL'],
      undefined,
    ]);
  });

  it('is for whoever watches the market, not for who trades there', async () => {
    expect((await room.get(path, 'power-checker')).status).toBe(403);
    const regulator = await room.platform.holder('AUTHORITY', 'regulator');
    const { headers } = await room.platform.person(regulator, 'reader');
    const answer = await room.platform.send('GET', path, headers);
    expect(answer.json<{ items: readonly object[] }>().items).toHaveLength(3);
  });

  it('a provincial authority sees the organisations of its province', async () => {
    const regulator = await room.platform.holder('PROVINCE', 'regulator', '32');
    const { headers } = await room.platform.person(regulator, 'reader');
    expect((await room.platform.send('GET', path, headers)).json()).toEqual({ items: [] });
  });
});
