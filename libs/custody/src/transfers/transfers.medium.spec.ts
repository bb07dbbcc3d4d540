import { accountNumber } from '@carbon/ledger';
import { readOrders } from './persistence/read-orders';
import { cet, TransfersFixture, WEDNESDAY_11 } from './transfers.spec-support';

describe('transfers by order', () => {
  let registry: TransfersFixture;

  beforeEach(async () => {
    registry = await TransfersFixture.open();
  });
  afterEach(() => registry.close());

  describe('proposing', () => {
    it('REG-006 sets the units apart: what waits is used for nothing else', async () => {
      await registry.proposed('transfer', registry.transfer({ quantity: '600000' }));
      expect(await registry.holding('sender')).toBe('9400000/600000');
      const { sender } = registry.accounts;
      const outcome = await registry.submit({
        ...{ kind: 'surrender', from: sender, instrument: 'CEA25', quantity: 9_400_001n },
        cause: { actor: 'test' },
      });
      expect(outcome.status).toBe('refused');
    });

    it.each([
      ['not a positive quantity', { quantity: '0' }, 400, 'INPUT_MALFORMED'],
      ['a fraction', { quantity: '1.5' }, 400, 'INPUT_MALFORMED'],
      ['wrong check digits', { to: 'CL-100-1026-0-99' }, 400, 'INPUT_MALFORMED'],
      ['an instrument that is not there', { instrument: 'CEA99' }, 422, 'TRANSFER_INSTRUMENT_UNKNOWN'],
      [
        'a receiver that is not there',
        { to: accountNumber('holding', 9_999) },
        422,
        'TRANSFER_RECEIVER_UNKNOWN',
      ],
      ['more than there is', { instrument: 'GEC-A', quantity: '1001' }, 422, 'TRANSFER_OVER_BALANCE'],
      [
        'serials that do not count the quantity',
        { instrument: 'GEC-A', serials: [{ first: '1', last: '99' }] },
        422,
        'LEDGER_SERIALS_DO_NOT_FIT',
      ],
    ])('REG-006 refuses %s', async (_, over, status, code) => {
      const answer = await registry.propose('transfer', registry.transfer(over));
      expect(answer.json<{ code: string }>().code).toBe(code);
      expect(answer.statusCode).toBe(status);
      expect(await registry.orders()).toEqual([]);
    });

    it('REG-006 refuses from and to the same account', async () => {
      const { sender } = registry.accounts;
      const answer = await registry.propose('transfer', registry.transfer({ to: sender }));
      expect(answer.json()).toMatchObject({ code: 'TRANSFER_SAME_ACCOUNT', rule: 'REG-006', status: 422 });
    });

    it('an account of somebody else answers like one that is not there', async () => {
      const { buyer: from, sender: to } = registry.accounts;
      const answer = await registry.propose('transfer', registry.transfer({ from, to }));
      expect(answer.json()).toMatchObject({ code: 'LEDGER_ACCOUNT_UNKNOWN', status: 404 });
    });

    it('REG-004 refuses a receiver that cannot get units', async () => {
      const { buyer } = registry.accounts;
      await registry.setState(buyer, 'suspended');
      const answer = await registry.propose('transfer', registry.transfer());
      expect(answer.json()).toMatchObject({ code: 'TRANSFER_RECEIVER_STATE', rule: 'REG-004' });
    });

    it('units of a scheme with rules of its own need those rules; with them, the scheme decides', async () => {
      const over = { instrument: 'GEC-X', quantity: '10' };
      const refused = await registry.propose('transfer', registry.transfer(over));
      expect(refused.json()).toMatchObject({ code: 'LEDGER_SCHEME_DECIDES' });
      const seen: string[] = [];
      registry.rules.register('CN-GEC', {
        check: (_, order) => {
          seen.push(`${order.step} ${order.quantity.toString()}`);
          return Promise.resolve();
        },
      });
      const order = await registry.transferAt(WEDNESDAY_11, over);
      registry.clock.set(cet('2026-03-12', '12:00'));
      await registry.runner.runDue();
      expect(seen).toEqual(['proposal 10', 'execution 10']);
      expect((await registry.order(order.id)).state).toBe('completed');
    });
  });

  describe('approval', () => {
    it('AC-130 REG-001 the initiator cannot approve; another may; the initiator may reject', async () => {
      const first = await registry.proposed('transfer', registry.transfer());
      expect((await registry.approve(first, 'maker')).json()).toMatchObject({ status: 403 });
      expect((await registry.orderOf(first)).state).toBe('awaiting-approval');
      expect((await registry.approved(first, 'checker')).state).toBe('executed');
      expect((await registry.orderOf(first)).state).toBe('delayed');

      const second = await registry.proposed('transfer', registry.transfer());
      const answer = await registry.send('maker', 'POST', `/v1/tasks/${second}/rejections`, {
        comment: 'mistake',
      });
      expect(answer.statusCode).toBeLessThan(300);
      expect((await registry.orderOf(second)).state).toBe('rejected');
      expect(await registry.holding('sender')).toBe('9999900/100');
    });

    it('REG-005 a proposal that is withdrawn or not approved in time is cancelled and gives its units back', async () => {
      const withdrawn = await registry.proposed('transfer', registry.transfer());
      await registry.send('maker', 'POST', `/v1/tasks/${withdrawn}/withdrawals`, {});
      expect(await registry.orderOf(withdrawn)).toMatchObject({ state: 'cancelled', units: 'given-back' });
      const late = await registry.proposed('transfer', registry.transfer());
      await registry.expire(new Date('2026-06-01T00:00:00Z'));
      expect(await registry.orderOf(late)).toMatchObject({ state: 'cancelled', units: 'given-back' });
      expect(await registry.holding('sender')).toBe('10000000/0');
    });
  });

  describe('the time of execution', () => {
    it.each([
      ['Wednesday 11:00', cet('2026-03-11', '11:00'), cet('2026-03-12', '12:00')],
      ['Wednesday 13:00', cet('2026-03-11', '13:00'), cet('2026-03-13', '12:00')],
      ['Friday 13:00', cet('2026-03-13', '13:00'), cet('2026-03-17', '12:00')],
    ])('AC-131 SEC-003 outside the list, approved %s', async (_, approved, due) => {
      const order = await registry.transferAt(approved);
      expect(order).toMatchObject({ state: 'delayed', executeAt: due.toISOString() });
      expect(order.timing).toMatchObject({ rule: 'SEC-003', clock: 'eu-outside-list', calendar: 'eu' });
      registry.clock.set(new Date(due.getTime() - 1));
      expect(await registry.runner.runDue()).toBe(0);
      expect(await registry.holding('buyer')).toBe('0/0');
      registry.clock.set(due);
      expect(await registry.runner.runDue()).toBe(1);
      expect(await registry.order(order.id)).toMatchObject({ state: 'completed', units: 'moved' });
      expect(await registry.holding('buyer')).toBe('100/0');
    });

    it.each([
      ['Wednesday 09:00', cet('2026-03-11', '09:00'), cet('2026-03-11', '10:00'), 'delayed'],
      ['Wednesday 12:00', cet('2026-03-11', '12:00'), cet('2026-03-11', '12:00'), 'completed'],
      ['Wednesday 17:00', cet('2026-03-11', '17:00'), cet('2026-03-12', '10:00'), 'delayed'],
    ])('AC-132 SEC-002 on the list, approved %s', async (_, approved, due, state) => {
      await registry.trust(registry.accounts.buyer, cet('2026-03-02', '11:00'), approved);
      const order = await registry.transferAt(approved);
      expect(order).toMatchObject({ state, executeAt: due.toISOString() });
      expect(order.timing?.rule).toBe('SEC-002');
      registry.clock.set(due);
      await registry.runner.runDue();
      expect((await registry.order(order.id)).state).toBe('completed');
    });

    it('REG-008 transfers to own accounts and those of the registry are not delayed', async () => {
      const { sender2, registry: desk } = registry.accounts;
      for (const to of [sender2, desk]) {
        const order = await registry.transferAt(cet('2026-03-14', '03:00'), { to });
        expect(order.state).toBe('completed');
        expect(order.timing?.rule).toBe('REG-008');
      }
    });

    it('REG-015 the profile uk delays by a working day, and not to listed accounts', async () => {
      const { sender, buyer } = registry.accounts;
      const settings = { account: sender, profile: 'uk' };
      await registry.approved(await registry.proposed('transfer-settings', settings));
      const order = await registry.transferAt(cet('2026-03-13', '11:00'));
      expect(order).toMatchObject({ state: 'delayed', executeAt: cet('2026-03-16', '11:00').toISOString() });
      await registry.trust(buyer, cet('2026-03-13', '11:00'), cet('2026-03-21', '03:00'));
      const listed = await registry.transferAt(cet('2026-03-21', '03:00'));
      expect(listed.state).toBe('completed');
    });

    it('the journal says who asked, who approved and which order; the history shows every step', async () => {
      const order = await registry.transferAt(WEDNESDAY_11);
      registry.clock.set(cet('2026-03-12', '12:00'));
      await registry.runner.runDue();
      const done = await registry.order(order.id);
      expect(done.history.map(({ to }) => to)).toEqual([
        'awaiting-approval',
        'proposed',
        'delayed',
        'checked-ok',
        'completed',
      ]);
      const [row] = await registry.database.query(
        'select actor, approver, reference from ledger.journal where transaction_id = $1',
        [done.transaction],
      );
      expect(row).toEqual({ actor: 'user:maker', approver: 'user:checker', reference: order.id });
      for (const what of ['proposed', 'approved', 'completed']) {
        expect(await registry.audited(`transfer-order.${what}`)).toHaveLength(1);
      }
      expect(done.timing?.explanation.zh).toContain('SEC-003');
    });
  });

  it('each order of an account moves its own serials, whichever is executed first', async () => {
    const gec = { instrument: 'GEC-A', quantity: '10' };
    const chosen = await registry.transferAt(cet('2026-03-11', '13:00'), gec);
    const named = await registry.transferAt(cet('2026-03-11', '13:01'), {
      ...gec,
      serials: [{ first: '501', last: '510' }],
    });
    expect(named.serials).toEqual(['501-510']);
    registry.clock.set(cet('2026-03-13', '12:00'));
    await registry.cancel(chosen.id);
    await registry.runner.runDue();
    expect((await registry.order(named.id)).state).toBe('completed');
    expect(await registry.holding('buyer', 'GEC-A')).toBe('10/0');
    expect(await registry.holding('sender', 'GEC-A')).toBe('990/0');
  });

  it('a list is of the sender; the receiver sees what has arrived, others nothing', async () => {
    const order = await registry.transferAt(WEDNESDAY_11);
    expect((await registry.orders('?state=delayed')).map(({ id }) => id)).toEqual([order.id]);
    expect(await registry.orders('', 'buyer')).toEqual([]);
    const hidden = await registry.send('buyer', 'GET', `/v1/transfer-orders/${order.id}`);
    expect(hidden.json()).toMatchObject({ code: 'TRANSFER_ORDER_UNKNOWN', status: 404 });
    registry.clock.set(cet('2026-03-12', '12:00'));
    await registry.runner.runDue();
    const query = `?account=${registry.accounts.buyer}`;
    expect((await registry.orders(query, 'buyer')).map(({ id }) => id)).toEqual([order.id]);
    expect((await registry.order(order.id, 'buyer')).state).toBe('completed');
  });

  it('within an engagement only orders of its time are seen', async () => {
    await registry.transferAt(WEDNESDAY_11);
    await registry.transferAt(cet('2026-03-13', '11:00'));
    const seen = async (from: string, to: string) => {
      const reach = new Map([[registry.holders.SENDER, { from, to }]]);
      const { items } = await readOrders(registry.database, { reach }, { limit: 10 });
      return items.map(({ proposedAt }) => proposedAt.getTime());
    };
    expect(await seen('2026-03-11', '2026-03-12')).toEqual([WEDNESDAY_11.getTime()]);
    expect(await seen('2026-03-12', '2026-03-12')).toEqual([]);
    expect(await seen('2026-03-11', '2026-03-13')).toHaveLength(2);
  });
});
