import { Database } from '@carbon/database';
import { Ledger, readTransaction } from '@carbon/ledger';
import { Client } from 'pg';
import { LEGAL_STEPS, mayStep, ORDER_STATES } from './domain/order-state';
import { TRANSFER_PARTS } from './http/tokens';
import type { TransferParts } from './parts';
import { TransferRunner } from './transfer-runner';
import { cet, TransfersFixture, WEDNESDAY_11 } from './transfers.spec-support';

const DUE = cet('2026-03-12', '12:00');

describe('transfer orders when things go wrong', () => {
  let registry: TransfersFixture;

  beforeEach(async () => {
    registry = await TransfersFixture.open();
  });
  afterEach(() => registry.close());

  describe('cancelling', () => {
    it('an order that waits is stopped by one person of the sender or the registry, and its units return', async () => {
      for (const who of ['maker', 'checker', 'registryChecker'] as const) {
        const order = await registry.transferAt(WEDNESDAY_11);
        const answer = await registry.cancel(order.id, who);
        expect(answer.json()).toMatchObject({ state: 'manually-cancelled', units: 'given-back' });
      }
      expect(await registry.holding('sender')).toBe('10000000/0');
      registry.clock.set(DUE);
      expect(await registry.runner.runDue()).toBe(0);
      expect(await registry.audited('transfer-order.manually-cancelled')).toHaveLength(3);
    });

    it('readers may not, for others there is no such order, and what does not wait cannot be cancelled', async () => {
      const order = await registry.transferAt(WEDNESDAY_11);
      expect((await registry.cancel(order.id, 'reader')).json()).toMatchObject({ status: 403 });
      expect((await registry.cancel(order.id, 'buyer')).json()).toMatchObject({ status: 404 });
      registry.clock.set(DUE);
      await registry.runner.runDue();
      const late = await registry.cancel(order.id);
      expect(late.json()).toMatchObject({ code: 'TRANSFER_ORDER_NOT_DELAYED', status: 409 });
    });

    it('50 cancellations at once of one order while the runner executes: one wins, nothing is lost', async () => {
      const order = await registry.transferAt(WEDNESDAY_11);
      registry.clock.set(DUE);
      const answers = Array.from({ length: 50 }, () => registry.cancel(order.id));
      const [, ...done] = await Promise.all([registry.runner.runDue(), ...answers]);
      const won = done.filter(({ statusCode }) => statusCode === 201).length;
      const { state } = await registry.order(order.id);
      expect([won, state]).toEqual(won === 1 ? [1, 'manually-cancelled'] : [0, 'completed']);
      expect(await registry.holding('sender')).toBe(won === 1 ? '10000000/0' : '9999900/0');
      expect(await registry.holding('buyer')).toBe(won === 1 ? '0/0' : '100/0');
    });

    it('50 orders, each cancelled while four runners execute them: each is either cancelled or executed', async () => {
      const ids: string[] = [];
      for (let each = 0; each < 50; each++) ids.push((await registry.transferAt(WEDNESDAY_11)).id);
      registry.clock.set(DUE);
      const run = async () => registry.runner.runDue();
      await Promise.all([...ids.map((id) => registry.cancel(id)), run(), run(), run(), run()]);
      await run();
      const states = await Promise.all(ids.map(async (id) => (await registry.order(id)).state));
      const completed = states.filter((state) => state === 'completed').length;
      expect(states.filter((state) => state === 'manually-cancelled')).toHaveLength(50 - completed);
      expect(await registry.holding('sender')).toBe(`${10_000_000 - 100 * completed}/0`);
      expect(await registry.holding('buyer')).toBe(`${100 * completed}/0`);
    });
  });

  describe('termination', () => {
    it('REG-012 an order whose units are not set apart any more is terminated with 10003', async () => {
      const order = await registry.transferAt(WEDNESDAY_11);
      await registry.submit({
        ...{ kind: 'release', account: registry.accounts.sender, instrument: 'CEA25', quantity: 1n },
        ...{ part: 'pending', cause: { actor: 'test' } },
      });
      registry.clock.set(DUE);
      await registry.runner.runDue();
      const ended = await registry.order(order.id);
      expect(ended).toMatchObject({ state: 'terminated', failure: '10003' });
      expect(ended.history.map(({ to }) => to).slice(-2)).toEqual(['checked-discrepancy', 'terminated']);
      expect(await registry.holding('buyer')).toBe('0/0');
    });

    it('REG-012 an order whose serials are not held any more is terminated with 10005; another is not touched', async () => {
      const gec = { instrument: 'GEC-A', quantity: '10' };
      const first = await registry.transferAt(WEDNESDAY_11, {
        ...gec,
        serials: [{ first: '1', last: '10' }],
      });
      const other = await registry.transferAt(WEDNESDAY_11, {
        ...gec,
        serials: [{ first: '11', last: '20' }],
      });
      await registry.submit({
        ...{ kind: 'release', account: registry.accounts.sender, instrument: 'GEC-A', quantity: 1n },
        ...{ serials: [{ first: 5n, last: 5n }], part: 'pending', cause: { actor: 'test' } },
      });
      registry.clock.set(DUE);
      await registry.runner.runDue();
      expect(await registry.order(first.id)).toMatchObject({ state: 'terminated', failure: '10005' });
      expect((await registry.order(other.id)).state).toBe('completed');
    });

    it('REG-004 REG-012 what the state of an account forbids is terminated, and the units are available again', async () => {
      const order = await registry.transferAt(WEDNESDAY_11);
      await registry.setState(registry.accounts.sender, 'suspended');
      registry.clock.set(DUE);
      await registry.runner.runDue();
      expect(await registry.order(order.id)).toMatchObject({ state: 'terminated', units: 'given-back' });
      expect(await registry.holding('sender')).toBe('10000000/0');
    });

    it('units that cannot be given back just now are given back when they can', async () => {
      const order = await registry.transferAt(WEDNESDAY_11);
      await registry.block(registry.accounts.sender, true);
      registry.clock.set(DUE);
      await registry.runner.runDue();
      expect(await registry.order(order.id)).toMatchObject({ state: 'terminated', units: 'apart' });
      await registry.block(registry.accounts.sender, false);
      await registry.runner.runDue();
      expect(await registry.order(order.id)).toMatchObject({ state: 'terminated', units: 'given-back' });
      expect(await registry.holding('sender')).toBe('10000000/0');
    });
  });

  it('units that can never be given back hold up nobody else’s: every order that is owed has its turn', async () => {
    const { sender, sender2 } = registry.accounts;
    await registry.submit({
      ...{ kind: 'transfer', from: sender, to: sender2, instrument: 'CEA25', quantity: 500n },
      cause: { actor: 'test' },
    });
    const stuck = await registry.transferAt(WEDNESDAY_11);
    const other = await registry.transferAt(WEDNESDAY_11, { from: sender2 });
    for (const account of [sender, sender2]) await registry.block(account, true);
    registry.clock.set(DUE);
    const parts = registry.app.get<TransferParts>(TRANSFER_PARTS);
    const runner = new TransferRunner(registry.app.get(Database), parts, registry.clock, { batch: 1 });
    await runner.runDue();
    await registry.block(sender2, false);
    await runner.runDue();
    expect(await registry.order(other.id)).toMatchObject({ state: 'terminated', units: 'given-back' });
    expect(await registry.holding('sender2')).toBe('500/0');
    expect(await registry.order(stuck.id)).toMatchObject({ state: 'terminated', units: 'apart' });
    const given = await registry.audited('transfer-order.units-given-back');
    expect(given.map(({ subject_id }) => subject_id)).toEqual([other.id]);
  });

  describe('the runner', () => {
    it('a process that dies in the middle loses nothing: the order is executed later, once', async () => {
      const order = await registry.transferAt(WEDNESDAY_11);
      registry.clock.set(DUE);
      const dying = runnerOn(registry, () => {
        throw new Error('the power failed');
      });
      await dying.runDue();
      expect(await registry.order(order.id)).toMatchObject({ state: 'delayed', units: 'apart' });
      expect(await registry.holding('sender')).toBe('9999900/100');
      expect(await registry.runner.runDue()).toBe(1);
      expect(await registry.runner.runDue()).toBe(0);
      expect(await registry.holding('buyer')).toBe('100/0');
      expect((await registry.order(order.id)).history).toHaveLength(5);
    });

    it('an order that breaks its batch holds up no other', async () => {
      const broken = await registry.transferAt(WEDNESDAY_11, { quantity: '7' });
      const sound = await registry.transferAt(WEDNESDAY_11);
      registry.clock.set(DUE);
      const faults: unknown[] = [];
      const runner = runnerOn(
        registry,
        (quantity) => {
          if (quantity === 7n) throw new Error('a fault of ours');
        },
        faults,
      );
      expect(await runner.runDue()).toBe(1);
      expect(faults).toHaveLength(1);
      expect((await registry.order(broken.id)).state).toBe('delayed');
      expect((await registry.order(sound.id)).state).toBe('completed');
    });

    it('20 runners at once execute each order once', async () => {
      for (let each = 0; each < 5; each++) await registry.transferAt(WEDNESDAY_11);
      registry.clock.set(DUE);
      const counts = await Promise.all(Array.from({ length: 20 }, () => registry.runner.runDue()));
      const last = await registry.runner.runDue();
      expect(counts.reduce((sum, count) => sum + count, last)).toBe(5);
      expect(await registry.holding('buyer')).toBe('500/0');
    });
  });

  describe('reversal', () => {
    const completed = async () =>
      (await registry.transferAt(WEDNESDAY_11, { to: registry.accounts.sender2 })).id;
    const reverse = (order: string, who: 'maker' | 'registryMaker' = 'registryMaker') =>
      registry.propose('transfer-reversal', { order, reason: 'wrong account' }, who);

    it('the registry undoes a completed transfer once; the units are available to the sender again', async () => {
      const order = await completed();
      const [first, second] = [await reverse(order), await reverse(order)].map(
        (each) => each.json<{ id: string }>().id,
      );
      expect((await registry.approved(first ?? '', 'registryChecker')).state).toBe('executed');
      expect(await registry.holding('sender')).toBe('10000000/0');
      expect(await registry.holding('sender2')).toBe('0/0');
      const reversed = await registry.order(order);
      expect(reversed).toMatchObject({ state: 'reversed', units: 'given-back' });
      const entries = await readTransaction(registry.database, BigInt(reversed.reversal ?? ''));
      expect(entries[0]?.record).toMatchObject({
        actor: 'user:registryMaker',
        approver: 'user:registryChecker',
      });
      expect((await registry.approved(second ?? '', 'registryChecker')).state).toBe('failed');
      expect((await reverse(order)).json()).toMatchObject({ code: 'TRANSFER_ORDER_NOT_COMPLETED' });
    });

    it('holders cannot, and nobody can once the window has closed', async () => {
      const order = await completed();
      expect((await reverse(order, 'maker')).json()).toMatchObject({ code: 'TRANSFER_REVERSAL_BY_REGISTRY' });
      registry.clock.set(new Date(WEDNESDAY_11.getTime() + 14 * 86_400_000 + 1));
      const task = (await reverse(order)).json<{ id: string }>().id;
      expect((await registry.approved(task, 'registryChecker')).state).toBe('failed');
      expect((await registry.order(order)).state).toBe('completed');
    });
  });

  describe('the database', () => {
    const asOwner = async (work: (client: Client) => Promise<void>) => {
      const client = new Client(registry.superuserUrl);
      await client.connect();
      await work(client).finally(() => client.end());
    };

    it('REG-005 knows the same states and steps as the code', async () => {
      const steps = await registry.database.query<{ step: string }>(
        `select from_state || ' ' || to_state as step from custody.transfer_step order by 1`,
      );
      const legal = ORDER_STATES.flatMap((from) => LEGAL_STEPS[from].map((to) => `${from} ${to}`));
      expect(steps.map(({ step }) => step)).toEqual(legal.sort());
      const states = await registry.database.query<{ name: string }>(
        'select name from custody.transfer_state',
      );
      expect(states.map(({ name }) => name).sort()).toEqual([...ORDER_STATES].sort());
    });

    it('REG-005 refuses every step that is not legal, whoever asks', async () => {
      const { id } = await registry.transferAt(WEDNESDAY_11);
      await asOwner(async (client) => {
        // the row is put into each state past the guard, and then asked for each step with it
        const put = async (state: string) => {
          await client.query('set session_replication_role = replica');
          await client.query('update custody.transfer_order set state = $2 where id = $1', [id, state]);
          await client.query('set session_replication_role = origin');
        };
        const { rows } = await client.query<{ name: string }>(
          `select conname as name from pg_constraint where conrelid = 'custody.transfer_order'::regclass and contype = 'c'`,
        );
        for (const { name } of rows)
          await client.query(`alter table custody.transfer_order drop constraint "${name}"`);
        let refused = 0;
        for (const from of ORDER_STATES) {
          for (const to of ORDER_STATES.filter((state) => state !== from && !mayStep(from, state))) {
            await put(from);
            const step = client.query('update custody.transfer_order set state = $2 where id = $1', [id, to]);
            await expect(step).rejects.toMatchObject({ code: 'CL052' });
            refused += 1;
          }
        }
        expect(refused).toBe(12 * 11 - 12);
      });
    });

    it('what was approved cannot be changed, nor executed earlier', async () => {
      const { id } = await registry.transferAt(WEDNESDAY_11);
      await asOwner(async (client) => {
        for (const change of [
          'quantity = quantity + 1',
          `to_account = 'CL-1'`,
          `approver = 'user:maker'`,
          `execute_at = execute_at - interval '1 second'`,
          'step = step + 1',
        ]) {
          const update = client.query(`update custody.transfer_order set ${change} where id = $1`, [id]);
          await expect(update).rejects.toMatchObject({ code: 'CL052' });
        }
      });
    });
  });
});

/** A runner whose ledger calls `before` with the quantity of every transfer it is about to make. */
function runnerOn(
  registry: TransfersFixture,
  before: (quantity: bigint) => void,
  faults: unknown[] = [],
): TransferRunner {
  const parts = registry.app.get<TransferParts>(TRANSFER_PARTS);
  const submit: Ledger['submit'] = async (tx, commands) => {
    const outcomes = await parts.ledger.submit(tx, commands);
    for (const command of commands) if (command.kind === 'transfer') before(command.quantity);
    return outcomes;
  };
  const ledger = Object.assign(Object.create(parts.ledger) as Ledger, { submit });
  return new TransferRunner(registry.app.get(Database), { ...parts, ledger }, registry.clock, {
    onFault: (error) => faults.push(error),
  });
}
