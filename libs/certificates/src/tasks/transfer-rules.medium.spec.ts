import { breaches } from '../../../../tests/support/ledger-invariants';
import { CertificatesApp } from '../certificates-app.spec-support';

let registry: CertificatesApp;
beforeEach(async () => {
  registry = await CertificatesApp.open();
});
afterEach(async () => {
  expect(await breaches(registry.database)).toEqual([]);
  await registry.close();
});

/** The buyer sends certificates back to the owner. */
const back = (over: object = {}) => registry.transfer({ from: registry.buyer, to: registry.owner, ...over });

const named = (first: string, last: string) => ({ serials: [{ first, last }] });

describe('transfers of certificates by order', () => {
  it('GEC-009 SEC-001 a sale is proposed, approved, waits, is executed, and is a sale from then on', async () => {
    const { order } = await registry.delayed();
    expect(order).toMatchObject({ state: 'delayed', serials: ['1-10'], scheme: { ground: 'sale' } });
    expect(await registry.sold()).toEqual([]);
    await registry.runAt(order.executeAt);
    expect(await registry.sold()).toEqual(['202501:1-10']);
    expect(await registry.blocks(registry.buyer)).toEqual(['202501:1-10:available']);
    const [row] = await registry.database.query<{ transaction: string }>(
      `select s.transaction_id as transaction from certificates.sold_range s
         join custody.transfer_order o using (transaction_id)`,
    );
    expect(row).toBeDefined();
  });

  it('the ground is asked for, in its own words', async () => {
    const without = await registry.propose('maker', 'transfer', registry.transfer({ scheme: undefined }));
    expect(without.statusCode).toBe(400);
    expect(without.json()).toMatchObject({ fields: [{ field: 'payload.scheme.ground' }] });
    const gift = { scheme: { ground: 'gift' } };
    expect((await registry.propose('maker', 'transfer', registry.transfer(gift))).statusCode).toBe(400);
    const more = { scheme: { ground: 'sale', price: '1' } };
    const refused = await registry.propose('maker', 'transfer', registry.transfer(more));
    expect(refused.json()).toMatchObject({ fields: [{ field: 'payload.scheme.price' }] });
  });

  it('GEC-009 what was sold before is refused at the proposal, named or not; an assignment is no sale', async () => {
    const { order } = await registry.delayed();
    await registry.runAt(order.executeAt);
    for (const over of [{}, named('1', '10')]) {
      const refused = await registry.propose('buyerMaker', 'transfer', back(over));
      expect(refused.json()).toMatchObject({ code: 'GEC_SOLD_BEFORE', rule: 'GEC-009' });
    }
    const task = await registry.proposed(
      'buyerMaker',
      'transfer',
      back({ scheme: { ground: 'assignment' } }),
    );
    await registry.approved('buyerChecker', task);
    await registry.runAt((await registry.orderOf(task)).executeAt);
    expect(await registry.blocks(registry.buyer)).toEqual([]);
    expect(await registry.sold()).toEqual(['202501:1-10']);
  });

  it('GEC-009 of certificates of which some were sold, those that were not are chosen', async () => {
    const first = await registry.delayed({ quantity: '4' });
    await registry.runAt(first.order.executeAt);
    const task = await registry.proposed(
      'buyerMaker',
      'transfer',
      back({ quantity: '4', scheme: { ground: 'assignment' } }),
    );
    await registry.approved('buyerChecker', task);
    await registry.runAt((await registry.orderOf(task)).executeAt);
    const { order } = await registry.delayed({ quantity: '6' });
    // the ledger by itself would take the highest
    expect(first.order.serials).toEqual(['7-10']);
    expect(order.serials).toEqual(['1-6']);
    const refused = await registry.propose('maker', 'transfer', registry.transfer({ quantity: '1' }));
    expect(refused.json()).toMatchObject({ code: 'GEC_SOLD_BEFORE' });
  });

  it('GEC-009 sold meanwhile: the order is terminated with the reason and its units are given back', async () => {
    const { task, order } = await registry.delayed();
    // the power exchange reports that one of them was sold there
    await registry.database.query(`insert into certificates.sold_range values ($1, 3, 3, 1)`, [
      registry.instrument('2025-01'),
    ]);
    await registry.runAt(order.executeAt);
    expect(await registry.orderOf(task)).toMatchObject({
      state: 'terminated',
      failure: 'GEC_SOLD_BEFORE',
      units: 'given-back',
    });
    expect((await registry.blocks(registry.owner))[0]).toBe('202501:1-10:available');
  });

  it('GEC-013 expired at the proposal: refused; expired meanwhile: terminated, given back', async () => {
    // approved on the last day of validity, to be executed after it
    registry.clock.set(new Date('2026-12-31T10:00:00Z'));
    const { task, order } = await registry.delayed();
    expect(order.state).toBe('delayed');
    await registry.runAt(order.executeAt);
    expect(await registry.orderOf(task)).toMatchObject({
      ...{ state: 'terminated', failure: 'GEC_EXPIRED', units: 'given-back' },
    });
    const late = await registry.propose('maker', 'transfer', registry.transfer());
    expect(late.json()).toMatchObject({ code: 'GEC_EXPIRED', rule: 'GEC-013' });
    expect(await registry.sold()).toEqual([]);
  });

  it('GEC-009 REG-005 a reversal takes the mark of the sale back, and keeps that there was one', async () => {
    const { order } = await registry.delayed();
    await registry.runAt(order.executeAt);
    const reversal = await registry.proposed('registryMaker', 'transfer-reversal', {
      ...{ order: order.id, reason: '转入账户有误' },
    });
    expect(await registry.approved('registryChecker', reversal)).toMatchObject({ state: 'executed' });
    expect(await registry.sold()).toEqual([]);
    expect(
      await registry.database.query('select first_serial, last_serial from certificates.sale_taken_back'),
    ).toEqual([{ first_serial: '1', last_serial: '10' }]);
    const { order: again } = await registry.delayed();
    expect(again.serials).toEqual(['1-10']);
  });

  it('GEC-009 no sale is taken back that the ledger did not undo, not even by the application', async () => {
    const { order } = await registry.delayed();
    await registry.runAt(order.executeAt);
    const take = registry.database.query(
      'select certificates.take_back_sale(transaction_id) from certificates.sold_range',
    );
    await expect(take).rejects.toMatchObject({ code: 'CL072' });
    await expect(registry.database.query('delete from certificates.sold_range')).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('GEC-009 INV-07 fifty proposals at once over the same serials: each certificate is sold at most once', async () => {
    const wanted = Array.from({ length: 50 }, (_, at) =>
      at % 2 === 0 ? { quantity: '2' } : { quantity: '3', ...named('4', '6') },
    );
    const answers = await Promise.all(
      wanted.map((over) => registry.propose('maker', 'transfer', registry.transfer(over))),
    );
    const tasks = answers
      .filter(({ statusCode }) => statusCode === 201)
      .map((answer) => answer.json<{ id: string }>().id);
    expect(tasks.length).toBeGreaterThan(0);
    for (const answer of answers) expect([201, 422]).toContain(answer.statusCode);
    await Promise.all(tasks.map((task) => registry.approved('checker', task)));
    const due = await Promise.all(tasks.map((task) => registry.orderOf(task)));
    await registry.runAt(due[0]?.executeAt ?? '');
    const ranges = due.flatMap(({ serials }) => serials).map((text) => text.split('-').map(Number));
    const serials = ranges.flatMap(([first = 0, last = 0]) =>
      Array.from({ length: last - first + 1 }, (_, at) => first + at),
    );
    expect(new Set(serials).size).toBe(serials.length);
    expect(serials.length).toBeLessThanOrEqual(10);
    const [units] = await registry.database.query<{ sold: number }>(
      'select sum(last_serial - first_serial + 1)::int as sold from certificates.sold_range',
    );
    expect(units?.sold).toBe(serials.length);
  });

  it('GEC-009 INV-07 six at once, each for one of the six that were never sold: each gets one of its own', async () => {
    const first = await registry.delayed({ quantity: '4' });
    await registry.runAt(first.order.executeAt);
    const assigned = { quantity: '4', scheme: { ground: 'assignment' } };
    const task = await registry.proposed('buyerMaker', 'transfer', back(assigned));
    await registry.approved('buyerChecker', task);
    await registry.runAt((await registry.orderOf(task)).executeAt);
    const tasks = await Promise.all(
      Array.from({ length: 6 }, () =>
        registry.proposed('maker', 'transfer', registry.transfer({ quantity: '1' })),
      ),
    );
    const orders = await Promise.all(tasks.map((each) => registry.orderOf(each)));
    expect(orders.flatMap(({ serials }) => serials).sort()).toEqual([
      '1-1',
      '2-2',
      '3-3',
      '4-4',
      '5-5',
      '6-6',
    ]);
  });
});
