import { HOLDER_STATES } from './domain/holder-state';
import { permissionsOf, ROLES } from './roles';
import { maySignIn, permissionsUnder } from './standing';

describe('what a holder’s state leaves to its people', () => {
  it.each(ROLES)('an active holder’s %s has all of its role', (role) => {
    expect(permissionsUnder('active', permissionsOf('generator', role))).toEqual(
      permissionsOf('generator', role),
    );
  });

  it.each(ROLES)('a suspended holder’s %s may read, and propose, approve and change nothing', (role) => {
    const left = [...permissionsUnder('suspended', permissionsOf('registry-operator', role))];
    expect(left).toContain('accounts.read');
    expect(left).toContain('self');
    expect(left.filter((each) => /\.(propose|approve|write|run|admin)$/.test(each))).toEqual([]);
  });

  it('nobody of a closed holder signs in', () => {
    expect(HOLDER_STATES.map(maySignIn)).toEqual([true, true, false]);
    expect(permissionsUnder('closed', permissionsOf('generator', 'maker')).size).toBe(0);
  });
});
