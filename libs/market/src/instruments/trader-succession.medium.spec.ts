import { OpenCommitments } from './open-commitments';
import { type MarketFixture, openMarketFixture } from './instruments.spec-support';
import { succeedTrader } from './use-cases/succeed-trader';
import { getHolder } from '@carbon/identity';

describe('trading accounts of a holder that is merged into another', () => {
  let room: MarketFixture;
  const numbers: Record<string, string> = {};

  beforeAll(async () => {
    room = await openMarketFixture();
    for (const [market, who] of [
      ['CN', 'power'],
      ['CCER', 'power'],
      ['CN', 'steel'],
    ] as const) {
      const task = await room.done('trading-account-opening', { market }, `${who}-maker`, 'market-checker');
      numbers[`${who}/${market}`] = task.outcome?.['tradingAccount'] ?? '';
    }
  });
  afterAll(() => room.close());

  const standing = (number = '') =>
    room.platform.database.query<{ state: string; holder_id: string }>(
      'select state, holder_id from market.trading_account where number = $1',
      [number],
    );

  it('CCT-004 become the other’s, or close where it has one in the market', async () => {
    await room.platform.database.transaction(async (tx) => {
      const from = await getHolder(tx.manager, 'POWER');
      const to = await getHolder(tx.manager, 'STEEL');
      const now = room.platform.clock.now();
      const review = {
        ...{ by: 'user:maker', approver: 'user:checker', taskId: null },
        ...{ reason: '吸收合并', documentHash: null, now },
      };
      await succeedTrader(new OpenCommitments())(tx, { from, to, review });
    });
    const { STEEL, POWER } = room.holders;
    expect(await standing(numbers['power/CN'])).toEqual([{ state: 'closed', holder_id: POWER }]);
    expect(await standing(numbers['power/CCER'])).toEqual([{ state: 'open', holder_id: STEEL }]);
    expect(await standing(numbers['steel/CN'])).toEqual([{ state: 'open', holder_id: STEEL }]);
  });
});
