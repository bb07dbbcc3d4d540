import { type ApprovalsFixture, DEADLINE_DAYS, openApprovals } from './approvals.spec-support';
import { ExpiryScheduler } from './expiry-scheduler';
import { TaskEvents } from './task-events';

describe('the clock of tasks', () => {
  let room: ApprovalsFixture;

  beforeAll(async () => {
    room = await openApprovals(1);
  });
  afterAll(() => room.close());

  it('ends a task by itself once its deadline has passed', async () => {
    await room.employ('maker', { holder: 'HOUSE', role: 'maker' });
    const id = await room.as('maker').propose('forgotten');
    const expired = new Promise<string>((resolve) => {
      room.app.get(TaskEvents).onTaskEvent((_, { what, taskId }) => {
        if (what === 'expired') resolve(taskId);
        return Promise.resolve();
      });
    });
    room.clock.set(new Date(room.clock.now().getTime() + DEADLINE_DAYS * 86_400_000));
    expect(await expired).toBe(id);
    await room.app.get(ExpiryScheduler).onModuleDestroy(); // waits for the sweep to commit
    expect((await room.as('maker').get(`/v1/tasks/${id}`)).json<{ state: string }>().state).toBe('expired');
    expect(await room.notes(id)).toEqual(['set apart', 'torn up']);
  });
});
