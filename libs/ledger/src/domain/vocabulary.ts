/** The parts of a balance (sub-balances, ETS-009). The position in this list is the number the database stores. */
export const PARTS = ['available', 'frozen', 'locked', 'pledged', 'judicial', 'pending'] as const;
export type Part = (typeof PARTS)[number];

/** What a transfer is. The position in this list, from one, is the number the database stores. */
export const KINDS = [
  'issue',
  'transfer',
  'freeze',
  'release',
  'pledge',
  'unpledge',
  'retire',
  'surrender',
  'cancel',
  'expire',
  'reverse',
  'convert',
] as const;
export type Kind = (typeof KINDS)[number];

export const partNumber = (part: Part): number => PARTS.indexOf(part);
export const kindNumber = (kind: Kind): number => KINDS.indexOf(kind) + 1;

/** @throws RangeError on a number the database should never hold */
export function partOf(number: number): Part {
  const part = PARTS[number];
  if (part === undefined) throw new RangeError(`no part of a balance has number ${number}`);
  return part;
}

/** @throws RangeError on a number the database should never hold */
export function kindOf(number: number): Kind {
  const kind = KINDS[number - 1];
  if (kind === undefined) throw new RangeError(`no kind of transfer has number ${number}`);
  return kind;
}

/** Account ids below this are the system's; the database holds it by a constraint. */
export const FIRST_HOLDER_ACCOUNT = 1024;

/** The system accounts: where units come from, and the final states they end in. */
export const SYSTEM_ACCOUNTS = {
  issuance: 1,
  retirement: 2,
  surrender: 3,
  cancellation: 4,
  expiry: 5,
  conversion: 6,
} as const;
export type FinalState = Exclude<keyof typeof SYSTEM_ACCOUNTS, 'issuance'>;

/** The kinds that end a unit's life, and the account they end in. */
export const FINAL_KINDS = {
  retire: 'retirement',
  surrender: 'surrender',
  cancel: 'cancellation',
  expire: 'expiry',
  convert: 'conversion',
} as const satisfies Partial<Record<Kind, FinalState>>;
export type FinalKind = keyof typeof FINAL_KINDS;

export const INSTRUMENT_KINDS = [
  'allowance',
  'credit',
  'green-certificate',
  'inclusion-reduction',
  'cash',
  'points',
] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

export const ACCOUNT_KINDS = ['holding', 'exchange', 'custody', 'funds', 'points'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];
