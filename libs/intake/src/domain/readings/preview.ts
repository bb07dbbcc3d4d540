import type { Flag } from '../plausibility/examine';
import { batchConflicts, batchEmpty, batchFaulty, batchImplausible, batchOverlaps } from '../refusals';
import type { Refusal } from '@carbon/kernel';

/** One meter and month of a preview. */
export interface PreviewMonth {
  readonly meter: string;
  readonly month: string;
  readonly added: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly overlaps: number;
  readonly energyBeforeWh: string;
  readonly energyAfterWh: string;
  /** Of the month, rounded down to hundredths: 100.00 only when nothing is missing. */
  readonly completenessPercent: string;
  readonly gapCount: number;
  readonly gaps: readonly { readonly from: string; readonly to: string }[];
  readonly flags: readonly Flag[];
}

/** What a commit would do, meter and month by meter and month. */
export interface Preview {
  readonly added: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly overlaps: number;
  readonly flags: number;
  /** Checks that hold up the commit. */
  readonly blocks: readonly string[];
  readonly months: readonly PreviewMonth[];
}

export function previewOf(months: readonly PreviewMonth[]): Preview {
  const sum = (of: (month: PreviewMonth) => number) => months.reduce((total, month) => total + of(month), 0);
  const flags = months.flatMap((month) => month.flags);
  return {
    added: sum(({ added }) => added),
    unchanged: sum(({ unchanged }) => unchanged),
    conflicts: sum(({ conflicts }) => conflicts),
    overlaps: sum(({ overlaps }) => overlaps),
    flags: flags.length,
    blocks: [...new Set(flags.flatMap(({ check, action }) => (action === 'block' ? [check] : [])))].sort(),
    months,
  };
}

/** Covered part of a month in percent, rounded down to hundredths. */
export function completeness(coveredSeconds: bigint, monthSeconds: bigint): string {
  const hundredths = (coveredSeconds * 10_000n) / monthSeconds;
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')}`;
}

/** Why a batch cannot be committed as it is; undefined when it can. */
export function obstacle(
  preview: Preview,
  batch: {
    readonly rows: number;
    readonly faultCount: number;
    readonly corrections: boolean;
    readonly overridden: boolean;
  },
): Refusal | undefined {
  if (batch.faultCount > 0) return batchFaulty(batch.faultCount);
  if (batch.rows === 0) return batchEmpty();
  if (preview.overlaps > 0) return batchOverlaps(preview.overlaps);
  if (preview.conflicts > 0 && !batch.corrections) return batchConflicts(preview.conflicts);
  if (preview.blocks.length > 0 && !batch.overridden) return batchImplausible(preview.blocks);
  return undefined;
}
