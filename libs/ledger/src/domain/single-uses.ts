import type { Refusal } from '@carbon/kernel';
import type { SourceRange } from './commands';
import { capExceeded, notReversible, sourceDoesNotFit, sourceUsed } from './refusals';
import type { Instrument } from './moves';

/** What was used before and cannot be used again; read once the balances are locked. */
export interface UsedBefore {
  /** Highest serial ever made, by instrument id. */
  readonly lastSerial: ReadonlyMap<number, bigint>;
  readonly usedKeys: ReadonlySet<string>;
  /** Of the sources that are asked for, each under the first of its names. */
  readonly usedRanges: readonly SourceRange[];
  /** The first name of each source that is asked for under another. */
  readonly firstNames?: ReadonlyMap<string, string>;
  /** Transfers that were reversed, among those a batch wants to reverse. */
  readonly reversed: ReadonlySet<bigint>;
}

/**
 * Keeps what may be used once to one use, within a batch and against what is stored: serials, sources of issues (INV-04),
 * reversals (REG-009).
 */
export class SingleUses {
  private readonly lastSerial: Map<number, bigint>;
  private readonly usedKeys: Set<string>;
  private readonly reversed: Set<bigint>;
  private readonly usedRanges = new Map<string, SourceRange[]>();
  private readonly firstNames: ReadonlyMap<string, string>;
  private readonly log: (() => void)[] = [];

  constructor(state: UsedBefore) {
    this.lastSerial = new Map(state.lastSerial);
    this.usedKeys = new Set(state.usedKeys);
    this.reversed = new Set(state.reversed);
    this.firstNames = state.firstNames ?? new Map<string, string>();
    for (const range of state.usedRanges) this.remember(range);
  }

  /** Claims the one reversal of a transfer. */
  claimReversal(transfer: bigint): Refusal | undefined {
    if (this.reversed.has(transfer)) return notReversible(transfer, 'already-reversed');
    this.reversed.add(transfer);
    this.log.push(() => this.reversed.delete(transfer));
    return undefined;
  }

  /** Claims the sources of an issue; a refusal leaves what was claimed before it, to be undone by the caller. */
  claimIssue(
    instrument: Instrument,
    quantity: bigint,
    issuedAfter: bigint,
    sourceKey: string | undefined,
    sources: readonly SourceRange[],
  ): Refusal | undefined {
    if (instrument.cap !== null && issuedAfter > instrument.cap)
      return capExceeded(instrument.code, instrument.cap);
    if (!fits(instrument, quantity, sources)) return sourceDoesNotFit(instrument.code);
    if (sourceKey !== undefined) {
      if (this.usedKeys.has(sourceKey)) return sourceUsed(sourceKey);
      this.usedKeys.add(sourceKey);
      this.log.push(() => this.usedKeys.delete(sourceKey));
    }
    for (const range of sources) {
      const key = this.firstNames.get(range.key) ?? range.key;
      const taken = this.usedRanges.get(key) ?? [];
      if (taken.some((other) => range.from < other.to && other.from < range.to)) return sourceUsed(range.key);
      this.remember({ ...range, key });
      this.log.push(() => this.usedRanges.get(key)?.pop());
    }
    return undefined;
  }

  /** The first of `quantity` new serials. */
  nextSerials(instrument: Instrument, quantity: bigint): bigint {
    const last = this.lastSerial.get(instrument.id) ?? 0n;
    this.lastSerial.set(instrument.id, last + quantity);
    this.log.push(() => this.lastSerial.set(instrument.id, last));
    return last + 1n;
  }

  /** Takes back every claim since the last `keep` or `undo`. */
  undo(): void {
    while (this.log.length > 0) this.log.pop()?.();
  }

  /** From here on nothing before is taken back. */
  keep(): void {
    this.log.length = 0;
  }

  private remember(range: SourceRange): void {
    const ranges = this.usedRanges.get(range.key);
    if (ranges === undefined) this.usedRanges.set(range.key, [range]);
    else ranges.push(range);
  }
}

function fits(instrument: Instrument, quantity: bigint, sources: readonly SourceRange[]): boolean {
  if (sources.some((range) => range.from < 0n || range.to <= range.from)) return false;
  if (instrument.sourcePerUnit === null) return true;
  const total = sources.reduce((sum, range) => sum + range.to - range.from, 0n);
  return total === quantity * instrument.sourcePerUnit;
}
