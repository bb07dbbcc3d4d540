/** Everything a caller can be allowed to do. A route names one of these; an API key lists them. */
export const PERMISSIONS = [
  'holders.read',
  'holders.write',
  'accounts.read',
  'accounts.write',
  'instruments.read',
  'instruments.write',
  'transfers.write',
  'holds.write',
  'reversals.write',
  'ledger.read',
  'plants.read',
  'plants.write',
  'meter-months.read',
  'meter-months.write',
  'certificates.issue',
  'certificates.read',
  'certificates.claim',
  'certificates.expire',
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
