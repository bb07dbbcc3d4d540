import type { HolderKind } from '../domain/holder';
import type { Role } from '../roles';
import { conflictOf, type HeldRole } from './role-conflict';

const held = (role: Role, holderId = 'a', kind: HolderKind = 'generator'): HeldRole => ({
  role,
  holderId,
  kind,
});

describe('roles that one person does not hold together', () => {
  it.each<[Role, Role]>([
    ['maker', 'checker'],
    ['checker', 'maker'],
    ['administrator', 'checker'],
    ['maker', 'administrator'],
  ])('REG-001 REG-003 %s and %s of one holder', (one, other) => {
    expect(conflictOf(held(one), [held(other)])).toBe('same-holder');
  });

  it('readers are free, and so is another holder', () => {
    expect(conflictOf(held('maker'), [held('reader'), held('checker', 'b')])).toBeUndefined();
    expect(conflictOf(held('reader'), [held('checker')])).toBeUndefined();
    expect(conflictOf(held('maker'), [held('maker')])).toBeUndefined();
    expect(conflictOf(held('maker'), [])).toBeUndefined();
  });

  it.each<HolderKind>(['regulator', 'registry-operator', 'market-operator'])(
    'ETS-006 who works for a %s does not trade, in whichever order',
    (kind) => {
      const watcher = held('reader', 'w', kind);
      expect(conflictOf(held('maker'), [watcher])).toBe('oversight');
      expect(conflictOf(held('checker', 'b', 'bank'), [watcher])).toBe('oversight');
      expect(conflictOf(watcher, [held('maker')])).toBe('oversight');
    },
  );

  it('ETS-006 looking on is not trading, and a resident is no participant', () => {
    const watcher = held('maker', 'w', 'regulator');
    expect(conflictOf(held('reader'), [watcher])).toBeUndefined();
    expect(conflictOf(held('maker', 'r', 'resident'), [watcher])).toBeUndefined();
    expect(
      conflictOf(held('maker', 'x', 'market-operator'), [held('maker', 'w', 'regulator')]),
    ).toBeUndefined();
  });
});
