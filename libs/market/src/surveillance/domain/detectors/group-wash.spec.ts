import { controllerAt, tiesOf } from '../controllers';
import type { GroupTie } from '../rows';
import { at, party, rules, trade, wholeDay } from './detectors.spec-support';
import { groupWash } from './group-wash';

const holder = (account: string) => party(account).holderId;
const tie = (member: string, parent: string, over: Partial<GroupTie> = {}): GroupTie => ({
  ...{ memberId: holder(member), parentId: holder(parent), since: at(-600), until: undefined },
  ...over,
});
const ties = [tie('A', 'HEAD'), tie('B', 'MIDDLE'), tie('MIDDLE', 'HEAD'), tie('C', 'ELSEWHERE')];

describe('TRD-017 trades within one group', () => {
  it('are told where both sides lead up to one head, with trade, accounts and quantity', () => {
    const wash = trade('A', 'B');
    const found = groupWash({ trades: [wash, trade('A', 'C'), trade('C', 'X')], ties }, wholeDay, rules);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      ...{ kind: 'group-wash', severity: 'severe', subject: 'A B', key: `trade:${wash.id.toString()}` },
      evidence: [{ kind: 'trade', ref: wash.id.toString() }],
    });
    expect(found[0]?.told.seen.en).toContain('A sold 1000 to B at 50.00 yuan');
    expect(found[0]?.told.seen.zh).toContain('双方属同一集团');
  });

  it('are told between a head and its own member, and of blocks less severely', () => {
    const found = groupWash({ trades: [trade('HEAD', 'B', { method: 'block' })], ties }, wholeDay, rules);
    expect(found.map(({ severity }) => severity)).toEqual(['notable']);
  });

  it('count by the ties of the moment: before the joining and from the leaving on they are nobody’s group', () => {
    const between = [tie('A', 'HEAD', { since: at(0), until: at(10) }), tie('B', 'HEAD')];
    const times = [-1, 0, 9, 10].map((minute) => trade('A', 'B', { at: at(minute) }));
    const found = groupWash({ trades: times, ties: between }, wholeDay, rules);
    expect(found.map((one) => one.at)).toEqual([at(0), at(9)]);
  });

  it('do not hang on ties that stood in a circle at different times', () => {
    const circle = tiesOf([tie('A', 'B'), tie('B', 'A')]);
    expect([holder('A'), holder('B')]).toContain(controllerAt(circle, holder('A'), at(0)));
  });
});
