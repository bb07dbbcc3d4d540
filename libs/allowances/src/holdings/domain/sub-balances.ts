/** The parts of a balance as the ledger names them. */
export const LEDGER_PARTS = ['available', 'frozen', 'locked', 'pledged', 'judicial', 'pending'] as const;
type LedgerPart = (typeof LEDGER_PARTS)[number];
/** ETS-003: accounts of the exchange, and all others. */
export type MarketSide = 'registry' | 'exchange';

/**
 * What a position consists of (ETS-009): where the units stand and what holds them. Every part of every account of a
 * holder falls into exactly one, so that they always add up to the position.
 */
export const SUB_BALANCES = [
  'registryAvailable',
  'exchangeAvailable',
  'registryFrozen',
  'exchangeFrozen',
  'pending',
  'judicial',
  'pledged',
  'locked',
] as const;
export type SubBalance = (typeof SUB_BALANCES)[number];

const BY_SIDE: Readonly<Partial<Record<LedgerPart, Readonly<Record<MarketSide, SubBalance>>>>> = {
  available: { registry: 'registryAvailable', exchange: 'exchangeAvailable' },
  frozen: { registry: 'registryFrozen', exchange: 'exchangeFrozen' },
};

/** The side of a kind of account: the exchange keeps a ledger of its own (ETS-003). */
export const sideOf = (accountKind: string): MarketSide =>
  accountKind === 'exchange' ? 'exchange' : 'registry';

/** The sub-balance that a part of an account falls into. */
export function subBalanceOf(side: MarketSide, part: LedgerPart): SubBalance {
  return BY_SIDE[part]?.[side] ?? (part as Extract<LedgerPart, SubBalance>);
}

/** The parts, by side, that make a sub-balance. */
export function placesOf(wanted: SubBalance): { readonly side: MarketSide; readonly part: LedgerPart }[] {
  return (['registry', 'exchange'] as const).flatMap((side) =>
    LEDGER_PARTS.filter((part) => subBalanceOf(side, part) === wanted).map((part) => ({ side, part })),
  );
}

export function positionOf(parts: Readonly<Record<SubBalance, bigint>>): bigint {
  return SUB_BALANCES.reduce((sum, name) => sum + parts[name], 0n);
}
