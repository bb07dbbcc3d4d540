import { Refusal } from '@carbon/kernel';
import { blockAccounts, type Command } from '@carbon/ledger';
import { Client } from 'pg';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { AccountsDeskFixture, DOCUMENT, refusalOf } from './accounts-desk.spec-support';

let desk: AccountsDeskFixture;
let first: string;
let second: string;
let strange: string;
beforeEach(async () => {
  desk = await AccountsDeskFixture.open();
  ({ first, second, strange } = desk.accounts);
});
afterEach(async () => {
  expect(await breaches(desk.database)).toEqual([]);
  await desk.close();
});

const CAUSE = { actor: 'test' };
const pay = (from: string, to: string, quantity = 1n): Command => ({
  ...{ kind: 'transfer', instrument: 'CNY', quantity, from, to },
  cause: CAUSE,
});

describe('REG-004 the state of an account, under four eyes', () => {
  const change = (state: string) => ({ account: first, state, reason: 'late report' });

  it('suspending stops it when approved, and resuming lets it go; both are audited', async () => {
    const task = await desk.propose('account-state', change('suspended'));
    expect(task).toMatchObject({
      state: 'proposed',
      holderId: null,
      subject: { kind: 'account', id: first },
    });
    expect(await desk.submit(pay(first, strange))).toBe('done');
    expect(await desk.approve(task.id)).toMatchObject({
      state: 'executed',
      outcome: { account: first, from: 'open', to: 'suspended' },
    });
    expect(await desk.submit(pay(first, strange))).toBe('LEDGER_ACCOUNT_STATE');
    await desk.done('account-state', change('open'));
    expect(await desk.submit(pay(first, strange))).toBe('done');
    const audited = { actor: 'user:maker', approver: 'user:checker', document: DOCUMENT };
    expect(await desk.audited('account.state-changed')).toEqual([audited, audited]);
  });

  it('suspending needs a document, restricting does not', async () => {
    const bare = { documentHash: undefined };
    for (const state of ['suspended', 'suspended-partially']) {
      expect(await refusalOf(desk.propose('account-state', change(state), bare))).toMatchObject({
        code: 'CUSTODY_DOCUMENT_REQUIRED',
        status: 422,
      });
    }
    const task = await desk.propose('account-state', change('some-transactions-restricted'), bare);
    expect(await desk.approve(task.id)).toMatchObject({ state: 'executed' });
  });

  it('the state it has, and an account that is being closed, are refused', async () => {
    expect(await refusalOf(desk.propose('account-state', change('open')))).toMatchObject({
      code: 'CUSTODY_ACCOUNT_STATE_STAYS',
    });
    await desk.propose('account-closure', { account: second, reason: 'asked for' });
    const resume = { account: second, state: 'open', reason: 'x' };
    expect(await refusalOf(desk.propose('account-state', resume))).toMatchObject({
      code: 'CUSTODY_CLOSURE_UNDER_WAY',
    });
  });

  it('a holder cannot propose it', async () => {
    expect(
      await refusalOf(desk.propose('account-state', change('suspended'), { by: 'owner' })),
    ).toMatchObject({
      status: 403,
    });
  });

  it('REG-013 a block survives a resume, and is lifted by an act of its own', async () => {
    await desk.done('account-state', change('suspended'));
    await desk.database.transaction((tx) =>
      blockAccounts(
        tx,
        { numbers: [first] },
        { reason: 'differs', actor: 'reconciliation' },
        desk.clock.now(),
      ),
    );
    await desk.done('account-state', change('open'));
    expect(await desk.submit(pay(first, strange))).toBe('LEDGER_ACCOUNT_BLOCKED');
    await desk.done('account-unblock', { account: first, reason: 'settled' });
    expect(await desk.submit(pay(first, strange))).toBe('done');
    expect(await refusalOf(desk.propose('account-unblock', { account: first, reason: 'x' }))).toMatchObject({
      code: 'CUSTODY_NOT_BLOCKED',
    });
  });
});

describe('REG-010 closing an account', () => {
  const close = (account = second) => desk.propose('account-closure', { account, reason: 'asked for' });

  it('an empty one waits to be closed, takes nothing meanwhile, and is closed for good', async () => {
    const task = await close();
    expect(await desk.state(second)).toBe('closure-pending');
    expect(await desk.submit(pay(first, second))).toBe('LEDGER_ACCOUNT_STATE');
    expect(await desk.approve(task.id)).toMatchObject({ state: 'executed' });
    expect(await desk.state(second)).toBe('closed');
    expect(await desk.submit(pay(first, second))).toBe('LEDGER_ACCOUNT_STATE');
    expect(await refusalOf(close())).toMatchObject({ code: 'LEDGER_ACCOUNT_CLOSED' });
    expect(await desk.audited('account.closed')).toHaveLength(1);
  });

  it('one that is turned down, or forgotten, is again what it was', async () => {
    await desk.done('account-state', {
      ...{ account: second, state: 'all-transactions-restricted', reason: 'x' },
    });
    await desk.reject((await close()).id);
    expect(await desk.state(second)).toBe('all-transactions-restricted');
    await close();
    await desk.expire(new Date(desk.clock.now().getTime() + 90 * 86_400_000));
    expect(await desk.state(second)).toBe('all-transactions-restricted');
    expect(await desk.audited('account.closure-abandoned')).toHaveLength(2);
  });

  it('one that holds something is not closed', async () => {
    expect(await refusalOf(close(first))).toMatchObject({
      code: 'LEDGER_ACCOUNT_NOT_EMPTY',
      rule: 'REG-010',
    });
    expect(await desk.state(first)).toBe('open');
  });

  it('one about which a task is open is not closed, whether it is its subject or named in it', async () => {
    const change = { account: second, state: 'suspended', reason: 'x' };
    const subject = await desk.propose('account-state', change);
    expect(await refusalOf(close())).toMatchObject({
      code: 'CUSTODY_CLOSURE_UNFINISHED',
      rule: 'REG-010',
      details: { what: 'tasks', open: subject.id },
    });
    await desk.reject(subject.id);
    const named = await desk.propose(
      'transfer',
      { from: first, to: second, instrument: 'CNY', quantity: '1' },
      { by: 'owner', documentHash: undefined },
    );
    expect(await refusalOf(close())).toMatchObject({ details: { what: 'tasks', open: named.id } });
  });

  it('one with a transfer on its way is not closed', async () => {
    await insert(`insert into custody.transfer_order
      (id, task_id, holder_id, to_holder_id, from_account, to_account, instrument, quantity, initiator, proposed_at,
       state, step_at, step_by)
      values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '${strange}', '${second}',
       'CNY', 1, 'x', now(), 'awaiting-approval', now(), 'x')`);
    expect(await refusalOf(close())).toMatchObject({ details: { what: 'transfers' } });
  });

  it.each([
    ['proposed', 'null, null, null'],
    ['approved and not yet in effect', `'x', now(), '2100-01-01'`],
  ])('one with an entry of a trusted list that is %s is not closed', async (_, approval) => {
    await insert(`insert into custody.trusted_account
      (id, account, trusted, label, holder_id, trusted_edition, task_id, proposed_by, proposed_at, approved_by,
       approved_at, effective_at)
      values (gen_random_uuid(), '${strange}', '${second}', 'x', gen_random_uuid(), 1, gen_random_uuid(), 'x', now(),
       ${approval})`);
    expect(await refusalOf(close())).toMatchObject({ details: { what: 'trusted-entries' } });
  });

  it('other rooms say what must be finished: missing emissions, for one', async () => {
    const missing = new Refusal('EMISSIONS_MISSING', 422, { zh: '缺少排放数据', en: 'missing' });
    let reported = true;
    desk.checks.register('emissions', () => Promise.resolve(reported ? undefined : missing));
    const task = await close();
    reported = false;
    expect(await desk.approve(task.id)).toMatchObject({
      state: 'failed',
      failure: { code: 'EMISSIONS_MISSING' },
    });
    expect(await desk.state(second)).toBe('open');
    expect(await refusalOf(close())).toMatchObject({ code: 'EMISSIONS_MISSING' });
    expect(() => {
      desk.checks.register('emissions', () => Promise.resolve(undefined));
    }).toThrow('emissions');
  });

  it('fifty transfers to it while it is being closed: what arrives stops the closing, or does not arrive', async () => {
    const paying = Array.from({ length: 50 }, () => desk.submit(pay(first, second)));
    const closing = close().catch((error: unknown) => error as Refusal);
    const arrived = (await Promise.all(paying)).filter((outcome) => outcome === 'done').length;
    const outcome = await closing;
    if (outcome instanceof Refusal) expect(outcome.code).toBe('LEDGER_ACCOUNT_NOT_EMPTY');
    else expect(arrived).toBe(0);
  });
});

/** As the owner of the schema. */
async function insert(sql: string): Promise<void> {
  const owner = new Client({ connectionString: desk.superuserUrl });
  await owner.connect();
  try {
    await owner.query(sql);
  } finally {
    await owner.end();
  }
}

describe('ETS-009 judicial freezes', () => {
  const order = { court: 'First Court', order: 'No. 1' };
  const freeze = (instrument: string, quantity?: string) =>
    desk.propose('judicial-freeze', {
      ...{ account: first, instrument, ...order },
      ...(quantity === undefined ? {} : { quantity }),
    });
  const frozen = async (instrument: string, quantity?: string) => {
    const { id } = await freeze(instrument, quantity);
    await desk.approve(id);
    return id;
  };
  const release = (id: string, quantity?: string) =>
    desk.done('judicial-release', {
      ...{ freeze: id, order: 'No. 2' },
      ...(quantity === undefined ? {} : { quantity }),
    });
  const shown = async (query = '') =>
    (await desk.get('maker', `/v1/judicial-freezes${query}`)).json<{ items: Record<string, unknown>[] }>()
      .items;

  it('sets the units apart from the proposal on, rests on a document, and gives them back when turned down', async () => {
    expect(
      await refusalOf(
        desk.propose(
          'judicial-freeze',
          { account: first, instrument: 'CNY', ...order },
          { documentHash: undefined },
        ),
      ),
    ).toMatchObject({ code: 'CUSTODY_DOCUMENT_REQUIRED' });
    const task = await freeze('GEC-A', '40');
    expect(task).toMatchObject({ holderId: null, quantity: 40n });
    expect(await desk.holding('GEC-A')).toBe('60/40');
    expect(await shown()).toMatchObject([{ state: 'proposed', held: '40' }]);
    await desk.reject(task.id);
    expect(await desk.holding('GEC-A')).toBe('100/0');
    expect(await shown()).toMatchObject([{ state: 'abandoned', held: '0', serials: [] }]);
  });

  it('only what is there is frozen; all of it when no quantity is named', async () => {
    expect(await refusalOf(freeze('CNY', '1001'))).toMatchObject({ code: 'LEDGER_INSUFFICIENT_BALANCE' });
    const id = await frozen('CNY');
    expect(await desk.holding('CNY')).toBe('0/1000');
    expect(await shown(`?account=${first}`)).toMatchObject([
      {
        ...{ id, state: 'in-force', quantity: '1000', held: '1000', serials: null },
        ...{ court: 'First Court', order: 'No. 1', documentHash: DOCUMENT },
      },
    ]);
    expect(await refusalOf(freeze('CNY'))).toMatchObject({ code: 'CUSTODY_NOTHING_TO_FREEZE' });
  });

  it('frozen units are nobody else’s to move: not sold, not retired, not pledged', async () => {
    await frozen('CNY');
    const base = { instrument: 'CNY', quantity: 1n, cause: CAUSE } as const;
    expect(await desk.submit(pay(first, strange))).toBe('LEDGER_INSUFFICIENT_BALANCE');
    expect(await desk.submit({ ...base, kind: 'retire', from: first, fromPart: 'judicial' })).toBe(
      'LEDGER_JUDICIALLY_FROZEN',
    );
    expect(await desk.submit({ ...base, kind: 'pledge', account: first })).toBe(
      'LEDGER_INSUFFICIENT_BALANCE',
    );
  });

  it('an account that is suspended can be frozen too', async () => {
    await desk.done('account-state', { account: first, state: 'suspended', reason: 'x' });
    await frozen('CNY', '10');
    expect(await desk.holding('CNY')).toBe('990/10');
  });

  it('several stand side by side, each with its own units, released in part and in whole', async () => {
    const one = await frozen('GEC-A', '30');
    const two = await frozen('GEC-A', '20');
    const serials = async () => new Map((await shown()).map((each) => [each['id'], each['serials']]));
    const before = await serials();
    expect(await release(one, '10')).toMatchObject({
      state: 'executed',
      outcome: { freeze: one, released: '10', held: '20' },
    });
    expect((await serials()).get(two)).toEqual(before.get(two));
    expect(
      await refusalOf(desk.propose('judicial-release', { freeze: one, quantity: '21', order: 'x' })),
    ).toMatchObject({
      code: 'CUSTODY_FREEZE_HOLDS_LESS',
    });
    await release(two);
    expect(await desk.holding('GEC-A')).toBe('80/20');
    expect(await shown('?state=in-force')).toMatchObject([{ id: one, held: '20' }]);
    expect(await refusalOf(desk.propose('judicial-release', { freeze: two, order: 'x' }))).toMatchObject({
      code: 'CUSTODY_FREEZE_NOT_IN_FORCE',
    });
    await release(one);
    expect(await desk.holding('GEC-A')).toBe('100/0');
  });

  it('two releases of one freeze that were both proposed give no more than it holds', async () => {
    const id = await frozen('CNY', '100');
    const payload = { freeze: id, quantity: '60', order: 'x' };
    const [a, b] = [
      await desk.propose('judicial-release', payload),
      await desk.propose('judicial-release', payload),
    ];
    const outcomes = await Promise.all([desk.approve(a.id), desk.approve(b.id)]);
    expect(outcomes.map(({ state }) => state).sort()).toEqual(['executed', 'failed']);
    expect(await desk.holding('CNY')).toBe('960/40');
  });

  it('certificates that came to their end while frozen are not given back', async () => {
    const id = await frozen('GEC-A', '30');
    const ended: Command = {
      ...{ kind: 'expire', instrument: 'GEC-A', quantity: 30n, from: first, fromPart: 'judicial' },
      cause: CAUSE,
    };
    expect(await desk.submit({ ...ended, quantity: 10n })).toBe('done');
    expect(await release(id)).toMatchObject({ outcome: { released: '20', held: '0' } });
    expect(await desk.holding('GEC-A')).toBe('90/0');
    expect(await shown()).toMatchObject([{ state: 'released', held: '0' }]);
    const rows = await desk.database.query('select quantity, lapsed from custody.judicial_release');
    expect(rows).toEqual([{ quantity: '20', lapsed: '10' }]);
  });

  it('an account under a freeze is not closed', async () => {
    await desk.submit(pay(first, second, 5n));
    await desk.done('judicial-freeze', { account: second, instrument: 'CNY', ...order });
    expect(await refusalOf(desk.propose('account-closure', { account: second, reason: 'x' }))).toMatchObject({
      code: 'LEDGER_ACCOUNT_NOT_EMPTY',
    });
  });

  it.each([
    'update custody.judicial_freeze set quantity = 1',
    'delete from custody.judicial_freeze',
    'update custody.judicial_release set quantity = 1',
  ])('the application cannot rewrite them: %s', async (sql) => {
    await frozen('CNY', '10');
    await expect(desk.database.query(sql)).rejects.toMatchObject({ driverError: { code: '42501' } });
    await expect(insert(sql)).rejects.toMatchObject({ code: 'CL050' });
  });

  it('a freeze never grows', async () => {
    const id = await frozen('CNY', '10');
    await release(id, '4');
    await expect(desk.database.query('update custody.judicial_freeze set held = 10')).rejects.toMatchObject({
      driverError: { code: 'CL050' },
    });
  });
});

describe('who sees it', () => {
  it('the holder its own freezes and restrictions; a stranger none, and no account either', async () => {
    await desk.done('judicial-freeze', {
      ...{ account: first, instrument: 'CNY', quantity: '10', court: 'c', order: 'o' },
    });
    await desk.done('account-state', { account: first, state: 'suspended', reason: 'late' });
    const items = async (who: 'owner' | 'stranger' | 'maker', url: string) =>
      (await desk.get(who, url)).json<{ items: unknown[] }>().items;
    expect(await items('owner', '/v1/judicial-freezes')).toHaveLength(1);
    expect(await items('maker', '/v1/judicial-freezes')).toHaveLength(1);
    expect(await items('stranger', '/v1/judicial-freezes')).toEqual([]);
    expect(await items('owner', `/v1/accounts/${first}/restrictions`)).toMatchObject([
      { aspect: 'state', from: 'open', to: 'suspended', reason: 'late', approver: 'user:checker' },
    ]);
    const unknown = 'CL-100-9999-0-00';
    for (const url of [`/v1/accounts/${first}/restrictions`, `/v1/judicial-freezes?account=${first}`]) {
      const answer = await desk.get('stranger', url);
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
        404,
        'LEDGER_ACCOUNT_UNKNOWN',
      ]);
    }
    expect((await desk.get('maker', `/v1/accounts/${unknown}/restrictions`)).statusCode).toBe(400);
  });

  it('lists come in pages', async () => {
    for (const state of ['suspended', 'open', 'suspended']) {
      await desk.done('account-state', { account: first, state, reason: 'x' });
    }
    const url = `/v1/accounts/${first}/restrictions?limit=2`;
    const page = (await desk.get('owner', url)).json<{ items: unknown[]; next: string }>();
    expect(page.items).toHaveLength(2);
    const rest = (await desk.get('owner', `${url}&cursor=${page.next}`)).json<{ items: unknown[] }>();
    expect(rest.items).toMatchObject([{ from: 'open', to: 'suspended' }]);
  });
});
