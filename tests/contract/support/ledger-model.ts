import type { Cap, Issuance, Supply, SupplyDelta } from './chain';
import { maxUint64, supply } from './samples';

/** What the contract must do, as plainly as it can be said. Each act gives null, or the name of the refusal. */
export class LedgerModel {
  size = 0;
  readonly sources = new Set<string>();
  private supplies = new Map<string, Supply>();
  private lastSerials = new Map<string, bigint>();

  supplyOf(instrument: string): Supply {
    return this.supplies.get(instrument) ?? supply();
  }

  setCap({ instrument, cap }: Cap): string | null {
    const before = this.supplyOf(instrument);
    if (cap < before.recorded) return 'CapBelowRecorded';
    this.supplies.set(instrument, { ...before, cap });
    return null;
  }

  record({ instrument, sourceKey, firstSerial, quantity }: Issuance): string | null {
    const before = this.supplyOf(instrument);
    const lastRecorded = this.lastSerials.get(instrument) ?? 0n;
    const last = firstSerial + quantity - 1n;
    if (this.sources.has(sourceKey)) return 'SourceAlreadyUsed';
    if (quantity === 0n) return 'QuantityZero';
    if (firstSerial <= lastRecorded) return 'SerialRangeAlreadyUsed';
    if (last > maxUint64) return 'SerialOverflow';
    if (before.recorded + quantity > before.cap) return 'CapExceeded';
    this.sources.add(sourceKey);
    this.lastSerials.set(instrument, last);
    this.supplies.set(instrument, { ...before, recorded: before.recorded + quantity });
    return null;
  }

  anchor(size: number, proofHolds: boolean, deltas: SupplyDelta[]): string | null {
    if (size <= this.size) return 'StaleSize';
    if (!proofHolds) return 'ConsistencyProofInvalid';
    const after = new Map(this.supplies);
    for (const { instrument, ...changes } of deltas) {
      const before = after.get(instrument) ?? supply();
      const kinds = Object.keys(changes) as (keyof typeof changes)[];
      const totals = { ...before };
      for (const kind of kinds) totals[kind] += changes[kind];
      const left = totals.retired + totals.surrendered + totals.cancelled + totals.expired + totals.converted;
      if (kinds.some((kind) => totals[kind] < 0n)) return 'SupplyDoesNotAddUp';
      if (totals.issued > totals.recorded || left > totals.issued) return 'SupplyDoesNotAddUp';
      after.set(instrument, totals);
    }
    this.supplies = after;
    this.size = size;
    return null;
  }
}
