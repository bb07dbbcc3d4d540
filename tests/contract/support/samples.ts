import { encodeBytes32String, id } from 'ethers';
import type { Issuance, Supply, SupplyDelta } from './chain';

export const allowance = encodeBytes32String('CEA-2025');
export const credit = encodeBytes32String('CCER-2025');
export const unknownInstrument = encodeBytes32String('never seen');

export const maxUint64 = 2n ** 64n - 1n;

export const source = (name: string): string => id(`source: ${name}`);

export const issuance = (changes: Partial<Issuance> = {}): Issuance => ({
  instrument: credit,
  sourceKey: source('wind farm, May'),
  evidenceHash: id('meter readings and report'),
  firstSerial: 1n,
  quantity: 100n,
  ...changes,
});

export const delta = (changes: Partial<SupplyDelta> = {}): SupplyDelta => ({
  instrument: credit,
  issued: 0n,
  retired: 0n,
  surrendered: 0n,
  cancelled: 0n,
  expired: 0n,
  converted: 0n,
  ...changes,
});

export const supply = (changes: Partial<Supply> = {}): Supply => ({
  issued: 0n,
  retired: 0n,
  surrendered: 0n,
  cancelled: 0n,
  expired: 0n,
  converted: 0n,
  recorded: 0n,
  cap: 0n,
  ...changes,
});
