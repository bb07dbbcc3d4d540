import { JobFixture } from '../../../../tests/support/job-fixture';
import type { AllocationDesk } from './desk';
import { AllocationWorld, type Enterprise } from './allocation.spec-support';
import { issueRound } from './use-cases/issue-round';

let world: AllocationWorld;
let number: string;
let enterprises: Enterprise[];

const BY = { actor: 'user:maker', approver: 'user:checker' };
const PDF = Buffer.from('%PDF-1.4\n% invented\n');
const EACH = [100n, 200n, 300n, 400n, 500n];

beforeEach(async () => {
  world = await AllocationWorld.open();
  enterprises = [];
  for (const verifiedT of EACH) {
    const one = await world.enterprise();
    await world.verify(one, { sector: 'steel', verifiedT });
    enterprises.push(one);
  }
  number = await world.round(world.national, { sectors: ['steel'] });
  await world.reviewed(world.national, number);
  await world.approved(world.national, number);
  // as the approved task leaves it, without its job
  await world.platform.database.query(
    `insert into allowances.allocation_round_event (round_id, act, from_state, to_state, at, by_whom)
     select id, 'issue', 'approved', 'issuing', now(), 'test' from allowances.allocation_round where number = $1`,
    [number],
  );
});
afterEach(() => world.close());

const issue = (onProgress?: () => void, desk: AllocationDesk = world.desk) =>
  issueRound(world.platform.database, desk, { number, by: BY, batch: 2 }, onProgress);

async function expectIssuedOnce(): Promise<void> {
  for (const [at, { account }] of enterprises.entries()) expect(await world.held(account)).toBe(EACH[at]);
  expect(await world.supply()).toBe(1_500n);
  const keys = await world.platform.database.query<{
    source_key: string;
    evidence_hash: string;
    hash: string;
  }>(
    `select i.source_key, encode(i.evidence_hash, 'hex') as evidence_hash, encode(l.hash, 'hex') as hash
       from allowances.allocation_movement m
       join ledger.issuance i on i.source_key = m.source_key
       join allowances.allocation_line l on (l.round_id, l.holder_id, l.version) = (m.round_id, m.holder_id, m.line_version)
      where m.kind = 'issue'`,
  );
  expect(keys).toHaveLength(5);
  for (const { source_key, evidence_hash, hash } of keys) {
    expect(source_key).toMatch(/^allocation:CN:2024:final:[0-9a-f-]{36}:1$/);
    expect(evidence_hash).toBe(hash);
  }
  const round = await world.send('GET', `/v1/allocation-rounds/${number}`, world.national.maker);
  expect(round.json()).toMatchObject({ state: 'issued', open: [] });
}

describe('issuing happens exactly once', () => {
  it('stopped between two batches: the rest is issued by the next run', async () => {
    let batches = 0;
    const stop = () => {
      if (++batches === 2) throw new Error('the process is gone');
    };
    await expect(issue(stop)).rejects.toThrow('the process is gone');
    expect(await world.supply()).toBe(1_500n - (await notIssued()));
    expect(await notIssued()).toBeGreaterThan(0n);
    expect(await issue()).toMatchObject({ lines: 1 });
    await expectIssuedOnce();
    expect(await issue()).toMatchObject({ lines: 0, issuedT: 0n });
    await expectIssuedOnce();
  });

  it('dead after the ledger wrote a batch and before it was committed: nothing of the batch stays', async () => {
    const { ledger } = world.platform;
    let submits = 0;
    const dying = {
      submit: async (...asked: Parameters<typeof ledger.submit>) => {
        const outcomes = await ledger.submit(...asked);
        if (++submits === 2) throw new Error('killed');
        return outcomes;
      },
    } as unknown as typeof ledger;
    await expect(issue(undefined, { ...world.desk, ledger: dying })).rejects.toThrow('killed');
    expect(await issue()).toMatchObject({ lines: 3 });
    await expectIssuedOnce();
  });

  it('two processes at the same time', async () => {
    const [a, b] = await Promise.all([issue(), issue()]);
    expect(a.lines + b.lines).toBe(5);
    await expectIssuedOnce();
  });

  it('an account that takes nothing holds up nobody else; the round stays open for another try', async () => {
    const account = enterprises[1]?.account ?? '';
    const { maker, checkers } = world.national;
    const order = await new JobFixture(world.platform).document(maker, 'order.pdf', PDF);
    const payload = { account, state: 'suspended', reason: '示例' };
    const task = await world.propose(maker, 'account-state', payload, order);
    expect((await world.approve(checkers[0], task.json<{ id: string }>().id)).json()).toMatchObject({
      state: 'executed',
    });
    const first = await issue();
    expect(first).toMatchObject({ lines: 4, heldBack: [{ code: 'LEDGER_ACCOUNT_STATE', quantity: 200n }] });
    const round = await world.send('GET', `/v1/allocation-rounds/${number}`, world.national.maker);
    expect(round.json()).toMatchObject({ state: 'issuing', open: ['issue'] });
  });
});

async function notIssued(): Promise<bigint> {
  const [row] = await world.platform.database.query<{ pending_t: string }>(
    `select pending_t from allowances.cap_position where province = ''`,
  );
  return BigInt(row?.pending_t ?? 0);
}
