import type { MinuteOfAccount, RefusedCommand } from '../rows';
import { at, party, rules, wholeDay } from './detectors.spec-support';
import { orderFlooding } from './order-flooding';
import { barredTraders, repeatedRefusals } from './refused-commands';

const minute = (over: Partial<MinuteOfAccount> = {}): MinuteOfAccount => ({
  ...{ trader: party('F'), minute: at(0), commands: 700, cancels: 300, trades: 5 },
  ...{ firstCommand: 100n, lastCommand: 900n },
  ...over,
});

describe('TRD-017 order flooding', () => {
  it('is told of a minute full of cancellations with hardly a trade', () => {
    const [found] = orderFlooding([minute()], wholeDay, rules);
    expect(found).toMatchObject({
      subject: 'F',
      key: 'minute:10:00',
      evidence: [{ ref: '100' }, { ref: '900' }],
    });
    expect(found?.told.seen.en).toContain('700 commands in the minute of 10:00, 300 of them cancellations');
  });

  it.each([
    ['a market maker that cancels often and trades often', { trades: 36 }],
    ['a usual minute', { commands: 400, cancels: 200 }],
    ['a batch of a thousand orders in the morning', { commands: 1_000, cancels: 0, trades: 0 }],
  ])('stays silent about %s', (_, over) => {
    expect(orderFlooding([minute(over)], wholeDay, rules)).toEqual([]);
  });
});

const refused = (sequence: number, over: Partial<RefusedCommand> = {}): RefusedCommand => ({
  ...{ sequence: BigInt(sequence), trader: party('R'), code: 'EXCHANGE_ORDER_REFUSED', rule: 'TRD-005' },
  at: at(sequence / 10),
  ...over,
});
const many = (count: number, over: (index: number) => Partial<RefusedCommand> = () => ({})) =>
  Array.from({ length: count }, (_, index) => refused(index, over(index)));

describe('ETS-006 who may not trade', () => {
  it('is told of each command refused for it, and of no other', () => {
    const found = barredTraders([refused(1, { rule: 'ETS-006' }), refused(2)], wholeDay);
    expect(found).toMatchObject([{ key: 'command:1', severity: 'severe', subject: 'R' }]);
  });
});

describe('TRD-018 orders refused again and again', () => {
  it('are told once an hour, with the reasons', () => {
    const found = repeatedRefusals(many(100), wholeDay, rules);
    expect(found).toMatchObject([
      { key: 'hour:10', facts: { refusals: 50, codes: ['EXCHANGE_ORDER_REFUSED'] } },
    ]);
    expect(found[0]?.at).toEqual(at(4.9));
  });

  it('stay silent about fewer, and about those of a whole day', () => {
    expect(repeatedRefusals(many(49), wholeDay, rules)).toEqual([]);
    expect(
      repeatedRefusals(
        many(60, (index) => ({ at: at(index * 4) })),
        wholeDay,
        rules,
      ),
    ).toEqual([]);
  });

  it('count each account for itself', () => {
    const two = many(98, (index) => ({ trader: party(index % 2 === 0 ? 'R' : 'Q') }));
    expect(repeatedRefusals(two, wholeDay, rules)).toEqual([]);
  });
});
