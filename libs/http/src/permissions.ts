/**
 * Everything a caller can be allowed to do. A route names one of these; roles (libs/identity, roles.ts) and keys
 * list them.
 */
export const PERMISSIONS = [
  // everybody who is signed in: own sessions, password, second factor, own data and consents
  'self',
  // holders and the people who act for them
  'holders.read',
  'holders.write',
  'holder-changes.propose',
  'holder-changes.approve',
  'members.read',
  'members.write',
  'users.admin',
  'api-keys.read',
  'api-keys.write',
  'engagements.read',
  'engagements.propose',
  'engagements.approve',
  'persons.read',
  'persons.write',
  'outbox.read',
  // four eyes
  'tasks.read',
  'tasks.propose',
  'tasks.approve',
  'documents.read',
  'documents.write',
  'audit.read',
  'rules.read',
  'calendar.propose',
  'calendar.approve',
  // accounts and what happens to them
  'accounts.read',
  'accounts.write',
  'accounts.propose',
  'accounts.approve',
  'trusted-accounts.read',
  'trusted-accounts.propose',
  'trusted-accounts.approve',
  'transfers.read',
  'transfers.propose',
  'transfers.approve',
  // moves without four eyes: for machines of the operator, no role has these
  'transfers.write',
  'holds.write',
  'reversals.write',
  'instruments.read',
  'instruments.write',
  'ledger.read',
  // green certificates
  'plants.read',
  'plants.write',
  'meter-months.read',
  'meter-months.write',
  'certificates.issue',
  'certificates.read',
  'certificates.claim',
  'certificates.expire',
  'issues.propose',
  'issues.approve',
  'claims.propose',
  'claims.approve',
  // what stands behind units: assets, meters, readings, findings
  'assets.read',
  'assets.write',
  'assets.propose',
  'assets.approve',
  'intake.read',
  'intake.write',
  'intake.devices',
  'verification.read',
  'verification.write',
  // credits: projects, methodologies, reductions, pools, units of other registries
  'credits.read',
  'projects.write',
  'projects.propose',
  'projects.approve',
  'credit-acts.propose',
  'credit-acts.approve',
  'retirements.read',
  'retirements.propose',
  'retirements.approve',
  // sales at a fixed price, and the cash they are paid with
  'sales.read',
  'sales.propose',
  'sales.approve',
  'cash.read',
  'cash.propose',
  'cash.approve',
  // rule packs and the register of standards
  'rule-packs.propose',
  'rule-packs.approve',
  // allowances: who reports, how much, what is allocated, what is surrendered
  'emitters.read',
  'emitters.write',
  'emitter-lists.propose',
  'emitter-lists.approve',
  'emission-reports.read',
  'emission-reports.write',
  'emission-reports.approve',
  'emission-verification.propose',
  'emission-verification.approve',
  'allocations.read',
  'allocations.propose',
  'allocations.approve',
  'allowances.read',
  'allowances.propose',
  'allowances.approve',
  'compliance.read',
  'compliance.propose',
  'compliance.review',
  'penalties.propose',
  'penalties.approve',
  // schemes that a park or a group makes for its members
  'internal-markets.read',
  'internal-markets.propose',
  'internal-markets.approve',
  // an enterprise's carbon account, its code, its warnings; what authorities count
  'carbon-account.read',
  'carbon-account.write',
  'statistics.read',
  // long work, exports, webhooks
  'jobs.read',
  'jobs.write',
  'exports.write',
  'webhooks.read',
  'webhooks.write',
  // proofs
  'evidence.read',
  'reconciliation.run',
  'reconciliation.read',
  'log.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const KNOWN: ReadonlySet<string> = new Set(PERMISSIONS);

export function isPermission(name: string): name is Permission {
  return KNOWN.has(name);
}
