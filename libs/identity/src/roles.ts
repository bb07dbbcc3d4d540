import { type Permission, PERMISSIONS } from '@carbon/http';
import type { HolderKind } from './domain/holder';

/** What a member is in a holder. The first four are every holder's; what they mean depends on what the holder is. */
export const ROLES = ['administrator', 'maker', 'checker', 'reader'] as const;
export type Role = (typeof ROLES)[number];

/** How holders differ in what their people may do. */
export const DESKS = [
  'participant',
  'registry',
  'market',
  'bank',
  'auditor',
  'regulator',
  'resident',
] as const;
export type Desk = (typeof DESKS)[number];

export function deskOf(kind: HolderKind): Desk {
  if (kind === 'registry-operator') return 'registry';
  if (kind === 'market-operator') return 'market';
  if (kind === 'bank') return 'bank';
  if (kind === 'auditor' || kind === 'verifier') return 'auditor';
  if (kind === 'regulator') return 'regulator';
  return kind === 'resident' ? 'resident' : 'participant';
}

const LOOK: readonly Permission[] = [
  'self',
  'holders.read',
  'members.read',
  'accounts.read',
  'trusted-accounts.read',
  'transfers.read',
  'instruments.read',
  'ledger.read',
  'plants.read',
  'meter-months.read',
  'certificates.read',
  'assets.read',
  'intake.read',
  'verification.read',
  'credits.read',
  'retirements.read',
  'sales.read',
  'cash.read',
  'exchange.read',
  'emitters.read',
  'emission-reports.read',
  'allocations.read',
  'allowances.read',
  'compliance.read',
  'internal-markets.read',
  'carbon-account.read',
  'inclusion.read',
  'jobs.read',
  'jobs.write',
  'exports.write',
  'evidence.read',
  'tasks.read',
  'documents.read',
  'rules.read',
  'log.read',
];

/** What a settlement bank works with: its statements, the money of its customers, the accounts they let it see. */
const BANK_LOOK: readonly Permission[] = [
  'self',
  'holders.read',
  'members.read',
  'accounts.read',
  'cash.read',
  'exchange.read',
  'bank-statements.read',
  'jobs.read',
  'jobs.write',
  'exports.write',
  'tasks.read',
  'documents.read',
  'rules.read',
];

/** What who runs a market may see, of everybody: no holdings, reports or claims. */
const MARKET_LOOK: readonly Permission[] = [
  'self',
  'holders.read',
  'members.read',
  'instruments.read',
  'sales.read',
  'exchange.read',
  'surveillance.read',
  'bank-statements.read',
  'jobs.read',
  'jobs.write',
  'exports.write',
  'tasks.read',
  'documents.read',
  'rules.read',
  'log.read',
];

const MAKE: readonly Permission[] = [
  'tasks.propose',
  'documents.write',
  'transfers.propose',
  'claims.propose',
  'projects.write',
  'projects.propose',
  'intake.write',
  'retirements.propose',
  'sales.propose',
  'trading-accounts.propose',
  'orders.write',
  'block-trades.propose',
  'auctions.propose',
  'bids.write',
  'green-power.write',
  'account-consents.propose',
  'emitters.write',
  'emission-reports.write',
  'allowances.propose',
  'compliance.propose',
  'internal-markets.propose',
  'carbon-account.write',
  'trusted-accounts.propose',
  'holder-changes.propose',
  'inclusion.operate',
  'inclusion.propose',
];

const CHECK: readonly Permission[] = [
  'tasks.approve',
  'documents.write',
  'transfers.approve',
  'claims.approve',
  'projects.approve',
  'retirements.approve',
  'sales.approve',
  'block-trades.approve',
  'auctions.approve',
  'account-consents.approve',
  'emission-reports.approve',
  'allowances.approve',
  'internal-markets.approve',
  'trusted-accounts.approve',
  'inclusion.operate',
  'inclusion.approve',
];

const ADMINISTER: readonly Permission[] = [
  'members.write',
  'api-keys.read',
  'api-keys.write',
  'audit.read',
  'engagements.read',
  'documents.write',
  'intake.devices',
  'webhooks.read',
  'webhooks.write',
];

/** Administrators of those who act on everybody's accounts: they propose who is to be a pair of eyes. */
const ADMINISTER_OFFICE: readonly Permission[] = [...ADMINISTER, 'tasks.propose'];

/** Neither meters nor audits anybody. */
const ADMINISTER_BANK: readonly Permission[] = ADMINISTER.filter((each) => each !== 'intake.devices');
const ADMINISTER_MARKET: readonly Permission[] = ADMINISTER_OFFICE.filter(
  (each) => each !== 'intake.devices' && each !== 'engagements.read',
);

const WATCH: readonly Permission[] = [
  'audit.read',
  'engagements.read',
  'reconciliation.read',
  'outbox.read',
  'statistics.read',
  'surveillance.read',
];

/** What an authority does with emitters, allocations and their compliance; its province bounds whom it reaches. */
const AUTHORITY_MAKE: readonly Permission[] = [
  'emitter-lists.propose',
  'emission-verification.propose',
  'allocations.propose',
  'compliance.propose',
  'penalties.propose',
];
const AUTHORITY_CHECK: readonly Permission[] = [
  'emitter-lists.approve',
  'emission-verification.approve',
  'allocations.approve',
  'compliance.review',
  'penalties.approve',
];

/** Running a market: who trades what, halts, the watch. No trading (ETS-006). */
const MARKET_MAKE: readonly Permission[] = [
  'market-control.propose',
  'market-control.halt',
  'surveillance.write',
  'bank-statements.write',
];
const MARKET_CHECK: readonly Permission[] = [
  'market-control.approve',
  'market-control.halt',
  'trading-accounts.approve',
  'auctions.approve',
  'surveillance.write',
];

const REGISTRY_MAKE: readonly Permission[] = [
  'holders.write',
  'accounts.write',
  'accounts.propose',
  'holder-changes.propose',
  'engagements.propose',
  'calendar.propose',
  'issues.propose',
  'transfers.propose',
  'trusted-accounts.propose',
  'plants.write',
  'meter-months.write',
  'assets.write',
  'assets.propose',
  'credit-acts.propose',
  'cash.propose',
  'intake.write',
  'rule-packs.propose',
  'compliance.propose',
  'tasks.propose',
  'documents.write',
  'reconciliation.run',
  'inclusion.operate',
  'inclusion.propose',
  ...MARKET_MAKE,
];

const REGISTRY_CHECK: readonly Permission[] = [
  'accounts.approve',
  'holder-changes.approve',
  'engagements.approve',
  'calendar.approve',
  'issues.approve',
  'transfers.approve',
  'trusted-accounts.approve',
  'assets.approve',
  'credit-acts.approve',
  'cash.approve',
  'rule-packs.approve',
  'compliance.review',
  'tasks.approve',
  'documents.write',
  'reconciliation.run',
  'inclusion.operate',
  'inclusion.approve',
  ...MARKET_CHECK,
];

/** A resident acts for itself: no makers and checkers in a household. */
const RESIDENT: readonly Permission[] = [
  'self',
  'accounts.read',
  'rules.read',
  'inclusion.read',
  'inclusion.own',
];

/** Nobody both administers people and moves units; nobody both proposes and approves. */
const TABLE: Readonly<Record<Desk, Readonly<Record<Role, readonly Permission[]>>>> = {
  participant: {
    administrator: [...LOOK, ...ADMINISTER],
    maker: [...LOOK, ...MAKE],
    checker: [...LOOK, ...CHECK],
    reader: LOOK,
  },
  registry: {
    administrator: [
      ...LOOK,
      ...ADMINISTER,
      ...WATCH,
      'users.admin',
      'persons.read',
      'persons.write',
      // acts on people's accounts; what moves units stays with makers
      'tasks.propose',
    ],
    maker: [...LOOK, ...WATCH, 'bank-statements.read', ...REGISTRY_MAKE],
    checker: [...LOOK, ...WATCH, 'bank-statements.read', ...REGISTRY_CHECK],
    reader: [...LOOK, ...WATCH, 'bank-statements.read'],
  },
  market: {
    administrator: [...MARKET_LOOK, ...ADMINISTER_MARKET],
    maker: [...MARKET_LOOK, ...MARKET_MAKE, 'tasks.propose', 'documents.write'],
    checker: [...MARKET_LOOK, ...MARKET_CHECK, 'tasks.approve', 'documents.write'],
    reader: MARKET_LOOK,
  },
  bank: {
    administrator: [...BANK_LOOK, ...ADMINISTER_BANK],
    // transfers: a pledgee lets go what was pledged to it
    maker: [...BANK_LOOK, 'bank-statements.write', 'tasks.propose', 'transfers.propose', 'documents.write'],
    checker: [...BANK_LOOK, 'tasks.approve', 'transfers.approve', 'documents.write'],
    reader: BANK_LOOK,
  },
  auditor: {
    administrator: [...LOOK, ...ADMINISTER],
    maker: [...LOOK, 'audit.read', 'engagements.read', 'reconciliation.read', 'documents.write'],
    checker: [...LOOK, 'audit.read', 'engagements.read', 'reconciliation.read', 'documents.write'],
    reader: [...LOOK, 'audit.read', 'engagements.read', 'reconciliation.read'],
  },
  regulator: {
    administrator: [...LOOK, ...ADMINISTER_OFFICE],
    maker: [
      ...LOOK,
      ...WATCH,
      ...AUTHORITY_MAKE,
      'rule-packs.propose',
      'tasks.propose',
      'documents.write',
      'accounts.propose',
      'engagements.propose',
    ],
    checker: [
      ...LOOK,
      ...WATCH,
      ...AUTHORITY_CHECK,
      'rule-packs.approve',
      'tasks.approve',
      'documents.write',
      'accounts.approve',
      'engagements.approve',
    ],
    reader: [...LOOK, ...WATCH],
  },
  resident: {
    administrator: RESIDENT,
    maker: RESIDENT,
    checker: RESIDENT,
    reader: RESIDENT,
  },
};

/** What people of some kinds of holders may do on their own objects: makers all of it, the others what only reads. */
const OF_KIND: Partial<Record<HolderKind, readonly Permission[]>> = {
  generator: ['plants.write', 'meter-months.write', 'assets.write'],
  'project-owner': ['assets.write'],
  aggregator: ['assets.write'],
  verifier: ['verification.write'],
  'data-partner': ['intake.write', 'green-power.meter', 'acts.read', 'acts.write'],
  merchant: ['vouchers.read', 'vouchers.write'],
};

/** What a member may do. */
export function permissionsOf(kind: HolderKind, role: Role): ReadonlySet<Permission> {
  const extra = (OF_KIND[kind] ?? []).filter((each) => role === 'maker' || each.endsWith('.read'));
  return new Set([...TABLE[deskOf(kind)][role], ...extra]);
}

/** Permissions that no role has: for machines of the operator. */
export function machineOnly(): Permission[] {
  const ofDesks = DESKS.flatMap((desk) => ROLES.flatMap((role) => TABLE[desk][role]));
  const held = new Set<Permission>([...ofDesks, ...Object.values(OF_KIND).flat()]);
  return PERMISSIONS.filter((permission) => !held.has(permission));
}
