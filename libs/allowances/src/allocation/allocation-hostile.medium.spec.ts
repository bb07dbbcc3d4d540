import { setTimeout as pause } from 'node:timers/promises';
import { findVerified } from '../verified/read-verified';
import { recordVerified } from '../verified/record-verified';
import { VerifiedListeners } from '../verified/verified-listeners';
import { AllocationWorld, type Enterprise, unit } from './allocation.spec-support';

let world: AllocationWorld;
beforeEach(async () => {
  world = await AllocationWorld.open();
});
afterEach(() => world.close());

const special = (verifiedT: bigint, year = 2025) => ({
  year,
  units: [unit({ special: 'emergency-reserve', verifiedT })],
});

async function openReapprovals(): Promise<{ id: string }[]> {
  const path = '/v1/allocation-reapprovals?open=true';
  const answer = await world.send('GET', path, world.province.maker);
  return answer.json<{ items: { id: string }[] }>().items;
}

/** Merges an enterprise into another, by two people of the registry. */
async function merged(from: Enterprise, to: Enterprise): Promise<void> {
  const registry = await world.platform.holder('REG', 'registry-operator');
  const maker = await world.platform.person(registry, 'maker');
  const checker = await world.platform.person(registry, 'checker');
  const part = 'content-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain';
  const filed = await world.platform.send(
    'POST',
    '/v1/documents',
    { ...maker.headers, 'content-type': 'multipart/form-data; boundary=b0undary' },
    `--b0undary\r\n${part}\r\n\r\ninvented\r\n--b0undary--\r\n`,
  );
  const payload = { from: from.code, to: to.code, reason: '合并（示例）' };
  const { sha256 } = filed.json<{ sha256: string }>();
  const task = (await world.propose(maker, 'holder-merge', payload, sha256)).json<{ id: string }>();
  expect((await world.approve(checker, task.id)).json()).toMatchObject({ state: 'executed' });
}

describe('allocation under attack', () => {
  it('ALC-009 a pre-allocation that the true-up counted on is not cancelled any more', async () => {
    const one = await world.enterprise();
    await world.verify(one, special(1_000n, 2024));
    const pre = await world.round(world.province, { year: 2025, phase: 'pre' });
    await world.reviewed(world.province, pre);
    expect(await world.approved(world.province, pre)).toMatchObject({ state: 'executed' });
    await world.verify(one, special(900n));
    await world.allocated(world.province, { year: 2025 });
    const cancelled = await world.step(world.province, pre, 'cancellations', { reason: '试' });
    expect(cancelled.statusCode).toBe(409);
    await world.renew(world.province);
    await world.issued(world.province, pre);
    expect(await world.held(one.account, 'CEA25')).toBe(900n);
  });

  it('ETS-015 what was approved for an enterprise that is merged before the issue goes to its successor', async () => {
    const gone = await world.enterprise();
    const heir = await world.enterprise();
    await world.verify(gone, special(100n));
    await world.verify(heir, special(50n));
    const number = await world.round(world.province, { year: 2025 });
    await world.reviewed(world.province, number);
    expect(await world.approved(world.province, number)).toMatchObject({ state: 'executed' });
    await merged(gone, heir);
    const job = await world.issued(world.province, number);
    expect(job).toMatchObject({ state: 'done', result: { heldBackCount: 0, issuedT: '150' } });
    expect((await world.held(gone.account, 'CEA25')) + (await world.held(heir.account, 'CEA25'))).toBe(150n);
  });

  it('ETS-015 what a merged enterprise must hand back is taken from its successor, and demanded of it', async () => {
    const gone = await world.enterprise();
    const heir = await world.enterprise();
    await world.verify(gone, special(1_000n, 2024));
    await world.allocated(world.province, { year: 2025, phase: 'pre' });
    expect(await world.held(gone.account, 'CEA25')).toBe(500n);
    await world.verify(gone, special(200n));
    await merged(gone, heir);
    await world.allocated(world.province, { year: 2025 });
    expect(await world.held(gone.account, 'CEA25')).toBe(200n);
    expect([await world.owed(gone.id), await world.owed(heir.id)]).toEqual([0n, 0n]);
  });

  it('ALC-012 a correction that arrives while the round is being approved is not passed over', async () => {
    const one = await world.enterprise();
    await world.verify(one, special(100n));
    const number = await world.round(world.province, { year: 2025 });
    await world.reviewed(world.province, number);
    const { database, clock, app } = world.platform;
    const now = clock.now();
    let approval: Promise<{ state: string }> | undefined;
    await database.transaction(async (tx) => {
      const of = { market: 'CN', year: 2025, holderId: one.id };
      const before = await findVerified(tx, of);
      const figures = before as NonNullable<typeof before>;
      await recordVerified(tx, [{ ...figures, verifiedT: 70n, units: special(70n).units }], {
        now,
        by: 'test',
      });
      const after = (await findVerified(tx, of)) as NonNullable<typeof before>;
      await app.get(VerifiedListeners).tell(tx, { before, after, now });
      approval = world.approved(world.province, number);
      await pause(1_500);
    });
    const { state } = await (approval as Promise<{ state: string }>);
    expect(state === 'failed' || (await openReapprovals()).length === 1).toBe(true);
  });

  it('REG-001 nothing of a round changes while its approval waits for another pair of eyes', async () => {
    const one = await world.enterprise();
    await world.verify(one, special(100n));
    const number = await world.round(world.province, { year: 2025 });
    await world.reviewed(world.province, number);
    const proposed = await world.propose(world.province.maker, 'allocation-approval', { round: number });
    expect(proposed.statusCode).toBe(201);
    const elsewhere = { holder: one.code, destination: 'provincial', reason: '试' };
    const changed = await world.step(world.province, number, 'destinations', elsewhere);
    expect([changed.statusCode, changed.json<{ code: string }>().code]).toEqual([
      409,
      'ALLOCATION_APPROVAL_WAITS',
    ]);
    await world.verify(one, special(90n));
    expect((await world.step(world.province, number, 'refreshes')).statusCode).toBe(409);
    const task = proposed.json<{ id: string }>().id;
    const end = await world.send('POST', `/v1/tasks/${task}/withdrawals`, world.province.maker, {});
    expect(end.statusCode).toBeLessThan(300);
    expect((await world.step(world.province, number, 'refreshes')).statusCode).toBe(200);
  });

  it('ALC-012 whoever approves again approves the figures that were proposed, not later ones', async () => {
    const one = await world.enterprise();
    await world.verify(one, special(100n));
    await world.allocated(world.province, { year: 2025 });
    await world.verify(one, special(110n));
    const [open] = await openReapprovals();
    const payload = { reapproval: open?.id, reason: '核查结果变更' };
    const proposed = await world.propose(world.province.maker, 'allocation-reapproval', payload);
    await world.verify(one, special(900n));
    const { id } = proposed.json<{ id: string }>();
    const done = await world.approve(world.province.checkers[0], id);
    expect(done.json()).toMatchObject({ state: 'failed', failure: { code: 'ALLOCATION_FIGURES_CHANGED' } });
    expect(await world.held(one.account, 'CEA25')).toBe(100n);
    const latest = (await openReapprovals()).find((other) => other.id !== open?.id);
    const again = { reapproval: latest?.id, reason: '核查结果变更' };
    expect(await world.task(world.province, 'allocation-reapproval', again, 1)).toMatchObject({
      state: 'executed',
    });
    expect(await world.held(one.account, 'CEA25')).toBe(900n);
    expect(await openReapprovals()).toEqual([]);
  });
});
