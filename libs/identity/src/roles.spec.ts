import { type Permission, PERMISSIONS } from '@carbon/http';
import { HOLDER_KINDS, type HolderKind } from './domain/holder';
import { deskOf, permissionsOf, ROLES } from './roles';

const TRADING: readonly Permission[] = [
  ...(['orders.write', 'bids.write', 'green-power.write', 'auctions.propose'] as const),
  ...(['block-trades.propose', 'block-trades.approve', 'trading-accounts.propose'] as const),
];
const RUNNING_A_MARKET: readonly Permission[] = [
  ...(['market-control.propose', 'market-control.approve', 'market-control.halt'] as const),
  ...(['trading-accounts.approve', 'surveillance.read', 'surveillance.write'] as const),
];

const kindsOf = (...desks: string[]): HolderKind[] =>
  HOLDER_KINDS.filter((kind) => desks.includes(deskOf(kind)));
const held = (kind: HolderKind, among: readonly Permission[]): string[] =>
  ROLES.flatMap((role) =>
    among.filter((each) => permissionsOf(kind, role).has(each)).map((each) => `${role} ${each}`),
  );
const readings = (kind: HolderKind): Permission[] =>
  PERMISSIONS.filter(
    (each) => each.endsWith('.read') && ROLES.every((role) => permissionsOf(kind, role).has(each)),
  );

it.each(kindsOf('registry', 'market', 'bank', 'auditor', 'regulator', 'resident'))(
  'ETS-006 nobody of a %s trades, bids or strikes a block trade',
  (kind) => {
    expect(held(kind, TRADING)).toEqual([]);
  },
);

it.each(kindsOf('participant'))(
  'a %s trades and runs no market: it halts nothing and watches nobody',
  (kind) => {
    expect(held(kind, TRADING)).toContain('maker orders.write');
    expect(held(kind, RUNNING_A_MARKET)).toEqual([]);
  },
);

it.each(HOLDER_KINDS)('nobody of a %s both proposes and approves the same', (kind) => {
  const both = ROLES.flatMap((role) => {
    const permissions = permissionsOf(kind, role);
    return PERMISSIONS.filter(
      (each) =>
        each.endsWith('.propose') &&
        permissions.has(each) &&
        permissions.has(each.replace('.propose', '.approve') as Permission),
    );
  });
  expect(both).toEqual([]);
});

it('who runs a market reads of markets, and no holdings, reports, certificates or claims', () => {
  expect(readings('market-operator')).toEqual([
    ...['holders.read', 'members.read', 'tasks.read', 'documents.read', 'rules.read', 'instruments.read'],
    ...['sales.read', 'exchange.read', 'surveillance.read', 'bank-statements.read', 'jobs.read', 'log.read'],
  ]);
});

it('a bank reads statements, money and the accounts it is let see; it takes in statements and lets pledges go', () => {
  expect(readings('bank').sort()).toEqual(
    [
      ...['holders.read', 'members.read', 'accounts.read', 'cash.read', 'exchange.read', 'rules.read'],
      ...['bank-statements.read', 'jobs.read', 'tasks.read', 'documents.read'],
    ].sort(),
  );
  expect(
    held(
      'bank',
      PERMISSIONS.filter((each) => /\.(propose|approve)$/.test(each)),
    ),
  ).toEqual([
    ...[
      'maker tasks.propose',
      'maker transfers.propose',
      'checker tasks.approve',
      'checker transfers.approve',
    ],
  ]);
  expect(held('bank', ['bank-statements.write'])).toEqual(['maker bank-statements.write']);
});
