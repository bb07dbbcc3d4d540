import { type ApprovalsFixture, openApprovals } from '../approvals.spec-support';

describe('what the people of a market see of tasks', () => {
  let room: ApprovalsFixture;
  let hidden: string;
  let seen: string;

  beforeAll(async () => {
    room = await openApprovals();
    room.clock.set(new Date('2026-03-02T02:00:00.000Z'));
    await room.employ('maker', { holder: 'HOUSE', role: 'maker' });
    await room.employ('market-checker', { holder: 'EXCHANGE', role: 'checker' });
    await room.employ('market-reader', { holder: 'EXCHANGE', role: 'reader' });
    await room.employ('registry-checker', { holder: 'REGISTRY', role: 'checker' });
    hidden = await room.as('maker').propose('a transfer of a holder');
    seen = await room.as('maker').propose('a trading account', { kind: 'note.market' });
  });
  afterAll(() => room.close());

  const listed = async (who: string) =>
    (await room.as(who).get('/v1/tasks'))
      .json<{ items: readonly { id: string }[] }>()
      .items.map(({ id }) => id);

  it('REG-003 of tasks within reach only those of kinds its people may propose or approve', async () => {
    expect(await listed('market-checker')).toEqual([seen]);
    expect(await listed('market-reader')).toEqual([]);
    expect(await listed('registry-checker')).toEqual([seen, hidden]);
    expect((await room.as('market-checker').get(`/v1/tasks/${seen}`)).statusCode).toBe(200);
  });

  it.each(['market-checker', 'market-reader'])('to a %s any other task is not there', async (who) => {
    const answer = await room.as(who).get(`/v1/tasks/${hidden}`);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'TASK_UNKNOWN']);
  });

  it('nor does it say so when somebody acts on it', async () => {
    const approval = await room.as('market-checker').post(`/v1/tasks/${hidden}/approvals`, {});
    const rejection = await room
      .as('market-checker')
      .post(`/v1/tasks/${hidden}/rejections`, { comment: 'no' });
    expect([approval.statusCode, rejection.statusCode]).toEqual([404, 404]);
    expect((await room.as('maker').get(`/v1/tasks/${hidden}`)).json()).toMatchObject({ state: 'proposed' });
  });

  it('what it may approve it approves', async () => {
    const answer = await room.as('market-checker').post(`/v1/tasks/${seen}/approvals`, {});
    expect(answer.json()).toMatchObject({ state: 'executed' });
  });
});
