import { handOverAccounts } from '@carbon/ledger';
import { Client } from 'pg';
import { cet, TransfersFixture, WEDNESDAY_11 } from '../transfers/transfers.spec-support';
import type { TrustedAccountBody } from './http/trusted-account-bodies';

const EARLY = cet('2026-03-02', '11:00');

describe('trusted accounts', () => {
  let registry: TransfersFixture;

  beforeEach(async () => {
    registry = await TransfersFixture.open();
  });
  afterEach(() => registry.close());

  const addition = (trusted = registry.accounts.buyer) => ({
    account: registry.accounts.sender,
    trusted,
    label: 'partner',
  });
  const url = (trusted = '') => `/v1/accounts/${registry.accounts.sender}/trusted-accounts${trusted}`;
  const list = async () =>
    (await registry.send('reader', 'GET', url())).json<{ items: TrustedAccountBody[] }>().items;
  const state = async () => (await list())[0]?.state;

  it.each([
    ['Thursday 11:30', cet('2026-03-12', '11:30'), cet('2026-03-18', '11:30')],
    ['Saturday 12:00', cet('2026-03-14', '12:00'), cet('2026-03-20', '10:00')],
    ['Monday 19:00', cet('2026-03-09', '19:00'), cet('2026-03-16', '10:00')],
  ])('AC-133 SEC-005 an addition approved on %s counts four working days later', async (_, at, effective) => {
    registry.clock.set(at);
    const task = await registry.proposed('trusted-account-add', addition());
    expect(await state()).toBe('awaiting-approval');
    await registry.approved(task);
    expect((await list())[0]?.effectiveAt).toBe(effective.toISOString());
    registry.clock.set(new Date(effective.getTime() - 1));
    expect(await state()).toBe('pending');
    registry.clock.set(effective);
    expect(await state()).toBe('active');
  });

  it('SEC-005 needs two persons', async () => {
    const task = await registry.proposed('trusted-account-add', addition());
    expect((await registry.approve(task, 'maker')).json()).toMatchObject({ status: 403 });
    expect(await state()).toBe('awaiting-approval');
  });

  it('REG-014 SEC-005 SEC-006 refuses wrong check digits, itself, own accounts, closed ones and a second entry', async () => {
    const { sender, sender2, buyer, registry: desk } = registry.accounts;
    const codeFor = async (trusted: string) =>
      (await registry.propose('trusted-account-add', addition(trusted))).json<{ code: string }>().code;
    expect(await codeFor('CL-100-1024-0-99')).toBe('INPUT_MALFORMED');
    expect(await codeFor(sender)).toBe('TRUSTED_ACCOUNT_ITSELF');
    expect(await codeFor(sender2)).toBe('TRUSTED_ACCOUNT_AUTOMATIC');
    await registry.setState(desk, 'closure-pending');
    expect(await codeFor(desk)).toBe('TRUSTED_ACCOUNT_CLOSED');
    await registry.proposed('trusted-account-add', addition());
    expect(await codeFor(buyer)).toBe('TRUSTED_ACCOUNT_LISTED');
    const stranger = await registry.propose('trusted-account-add', addition(), 'buyer');
    expect(stranger.json()).toMatchObject({ code: 'LEDGER_ACCOUNT_UNKNOWN', status: 404 });
  });

  it('SEC-005 one person removes at once; adding again begins the days again', async () => {
    await registry.trust(registry.accounts.buyer, EARLY, WEDNESDAY_11);
    expect(await state()).toBe('active');
    const answer = await registry.send('maker', 'DELETE', url(`/${registry.accounts.buyer}`));
    expect(answer.json()).toMatchObject({ state: 'removed', removedBy: 'user:maker' });
    expect((await registry.transferAt(WEDNESDAY_11)).timing?.rule).toBe('SEC-003');
    await registry.approved(await registry.proposed('trusted-account-add', addition()));
    expect((await list()).map((entry) => entry.state)).toEqual(['pending', 'removed']);
    expect((await list())[0]?.effectiveAt).toBe(cet('2026-03-17', '11:00').toISOString());
    expect(await registry.audited('trusted-account.removed')).toHaveLength(1);
  });

  it('trap 15: renaming an entry neither saves nor costs it a day', async () => {
    await registry.trust(registry.accounts.buyer, WEDNESDAY_11, WEDNESDAY_11);
    const before = (await list())[0];
    registry.clock.set(cet('2026-03-13', '11:00'));
    const answer = await registry.send('maker', 'PATCH', url(`/${registry.accounts.buyer}`), {
      label: 'other',
    });
    expect(answer.json()).toEqual(Object.assign({}, before, { label: 'other' }));
    expect((await registry.transferAt(cet('2026-03-13', '11:30'))).timing?.rule).toBe('SEC-003');
  });

  it('trap 15: an entry counts no more once the trusted account changed its state, also when it changed back', async () => {
    const { buyer } = registry.accounts;
    await registry.trust(buyer, EARLY, WEDNESDAY_11);
    expect((await registry.transferAt(WEDNESDAY_11)).state).toBe('completed');
    await registry.setState(buyer, 'suspended');
    await registry.setState(buyer, 'open');
    expect(await state()).toBe('lapsed');
    expect((await registry.transferAt(WEDNESDAY_11)).timing?.rule).toBe('SEC-003');
    // it can be proposed again, and waits like any other
    await registry.approved(await registry.proposed('trusted-account-add', addition()));
    expect((await list()).map((entry) => entry.state)).toEqual(['pending', 'removed']);
  });

  it('trap 15: an entry counts no more once the trusted account went to another holder', async () => {
    const { buyer } = registry.accounts;
    const { BUYER: fromHolder, REGISTRY: toHolder } = registry.holders;
    await registry.trust(buyer, EARLY, WEDNESDAY_11);
    const change = { fromHolder, toHolder, reason: 'merger', actor: 'test' };
    await registry.database.transaction((tx) => handOverAccounts(tx, change, WEDNESDAY_11));
    expect(await state()).toBe('lapsed');
  });

  it('trap 15: what was proposed for one state of an account is not approved for another', async () => {
    const task = await registry.proposed('trusted-account-add', addition());
    await registry.setState(registry.accounts.buyer, 'all-transactions-restricted');
    expect((await registry.approved(task)).state).toBe('failed');
    expect((await list())[0]).toMatchObject({ state: 'removed', effectiveAt: null });
  });

  it('trap 15: an order that was quick by the list waits as long as any other when the entry is removed', async () => {
    const { buyer } = registry.accounts;
    const evening = cet('2026-03-11', '17:00');
    await registry.trust(buyer, EARLY, evening);
    const quick = await registry.transferAt(evening);
    expect(quick.executeAt).toBe(cet('2026-03-12', '10:00').toISOString());
    await registry.send('maker', 'DELETE', url(`/${buyer}`));
    registry.clock.set(cet('2026-03-12', '10:00'));
    await registry.runner.runDue();
    const postponed = await registry.order(quick.id);
    expect(postponed).toMatchObject({
      state: 'delayed',
      executeAt: cet('2026-03-13', '12:00').toISOString(),
    });
    expect(postponed.timing?.rule).toBe('SEC-003');
    registry.clock.set(cet('2026-03-13', '12:00'));
    await registry.runner.runDue();
    expect((await registry.order(quick.id)).state).toBe('completed');
  });

  it('trap 15: the days of an entry cannot be shortened, not even in the database', async () => {
    await registry.trust(registry.accounts.buyer, WEDNESDAY_11, WEDNESDAY_11);
    const owner = new Client(registry.superuserUrl);
    await owner.connect();
    try {
      for (const change of [
        'effective_at = approved_at',
        'trusted_edition = trusted_edition + 1',
        `trusted = 'CL-1'`,
        `proposed_at = now()`,
      ]) {
        await expect(owner.query(`update custody.trusted_account set ${change}`)).rejects.toMatchObject({
          code: 'CL051',
        });
      }
      for (const history of ['trusted_account_event', 'transfer_order_history', 'transfer_settings']) {
        await expect(owner.query(`delete from custody.${history}`)).rejects.toMatchObject({ code: 'CL050' });
      }
    } finally {
      await owner.end();
    }
  });

  describe('limits', () => {
    const large = (quantity: string, over: object = {}) => registry.transfer({ quantity, ...over });

    it('AC-140 SEC-007 above the limit to an account outside the list is refused; surrender above it is not', async () => {
      const answer = await registry.propose('transfer', large('2000001'));
      expect(answer.json()).toMatchObject({ code: 'TRANSFER_OVER_LIMIT', rule: 'SEC-007', status: 422 });
      expect((await registry.propose('transfer', large('2000000'))).statusCode).toBe(201);
      const outcome = await registry.submit({
        ...{ kind: 'surrender', from: registry.accounts.sender, instrument: 'CEA25', quantity: 2_000_001n },
        cause: { actor: 'test' },
      });
      expect(outcome.status).toBe('done');
    });

    it('SEC-007 there is no limit to own accounts and listed ones', async () => {
      const { buyer, sender2 } = registry.accounts;
      expect((await registry.propose('transfer', large('2000001', { to: sender2 }))).statusCode).toBe(201);
      await registry.trust(buyer, EARLY, WEDNESDAY_11);
      expect((await registry.propose('transfer', large('2000001'))).statusCode).toBe(201);
    });

    it('SEC-007 an order above the limit is stopped when its receiver leaves the list before it executes', async () => {
      const { buyer } = registry.accounts;
      const evening = cet('2026-03-11', '17:00');
      await registry.trust(buyer, EARLY, evening);
      const task = await registry.proposed('transfer', large('2000001'));
      await registry.approved(task, 'checker');
      await registry.approved(task, 'checker2');
      await registry.send('maker', 'DELETE', url(`/${buyer}`));
      registry.clock.set(cet('2026-03-12', '10:00'));
      await registry.runner.runDue();
      expect(await registry.orderOf(task)).toMatchObject({
        ...{ state: 'terminated', failure: 'TRANSFER_OVER_LIMIT', units: 'given-back' },
      });
      expect(await registry.holding('sender')).toBe('10000000/0');
    });

    it('SEC-007 the own limit is lowered at once, raised by two persons, and the lowest wins', async () => {
      const { sender } = registry.accounts;
      const limits = `/v1/accounts/${sender}/transfer-limits`;
      const lowered = await registry.send('maker', 'POST', limits, { limit: '50' });
      expect(lowered.json()).toMatchObject({ limit: '50', ownLimit: '50', version: 1 });
      expect((await registry.propose('transfer', large('51'))).json()).toMatchObject({
        ...{ code: 'TRANSFER_OVER_LIMIT', details: { limit: '50', quantity: '51' } },
      });
      const raised = await registry.send('maker', 'POST', limits, { limit: '51' });
      expect(raised.json()).toMatchObject({ code: 'TRANSFER_LIMIT_NOT_LOWER', status: 422 });
      const settings = { account: sender, limit: '9000000' };
      await registry.approved(await registry.proposed('transfer-settings', settings));
      const answer = await registry.send('reader', 'GET', `/v1/accounts/${sender}/transfer-settings`);
      expect(answer.json()).toMatchObject({
        profile: 'eu',
        limit: '2000000',
        ownLimit: '9000000',
        version: 2,
      });
      expect((await registry.propose('transfer', large('2000001'))).statusCode).toBe(422);
    });
  });
});
