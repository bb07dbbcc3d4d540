/** The markets whose rules stand in packs; a park's or group's own market is a row with a code of its own. */
export const CARBON_MARKETS = ['CN', 'SZ', 'BJ', 'SH', 'GD', 'HB', 'TJ', 'CQ', 'FJ', 'EU', 'PARK'] as const;
export type CarbonMarket = (typeof CARBON_MARKETS)[number];

/** Sectors as the schemes name them; a pack says which of them its market covers. */
export const SECTORS = [
  'power',
  'steel',
  'cement',
  'aluminium',
  'manufacturing',
  'building',
  'other',
] as const;
export type Sector = (typeof SECTORS)[number];
