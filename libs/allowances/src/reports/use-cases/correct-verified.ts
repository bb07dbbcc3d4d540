import type { Transaction } from '@carbon/database';
import type { Reach } from '@carbon/http';
import { type Holder, holderInReach } from '@carbon/identity';
import type { VerifiedFigures } from '../../domain/index';
import { findVerified } from '../../verified/read-verified';
import type { VerifiedYear } from '../../verified/verified-records';
import { nothingChanges, partsUnknown, verifiedUnknown } from '../domain/refusals';
import { correctedFigures, type PartFigure } from '../domain/verified-parts';

/** What is to be put right in verified figures that stand. */
export interface CorrectionWish {
  readonly market: string;
  readonly year: number;
  readonly holder: string;
  readonly parts: readonly PartFigure[];
  readonly totalT?: bigint | undefined;
}

/**
 * Verified figures as they stand and as they would be.
 * @throws Refusal HOLDER_UNKNOWN, EMISSION_VERIFIED_UNKNOWN, EMISSION_NOTHING_CHANGES, INPUT_MALFORMED for parts that are none
 */
export async function correctionOf(
  tx: Transaction,
  { market, year, holder: name, parts, totalT }: CorrectionWish,
  reach: Reach,
): Promise<{ readonly holder: Holder; readonly before: VerifiedYear; readonly after: VerifiedFigures }> {
  const holder = await holderInReach(tx.manager, name, reach);
  const before = await findVerified(tx, { market, year, holderId: holder.id });
  if (before === undefined) throw verifiedUnknown(market, year);
  const { figures: after, unknown } = correctedFigures(before, parts, totalT);
  if (unknown.length > 0) throw partsUnknown(unknown);
  const same = ({ units, lines, verifiedT }: VerifiedFigures) =>
    [verifiedT, ...units.map((unit) => unit.verifiedT), ...lines.map((line) => line.emissionsT)].join();
  if (same(before) === same(after)) throw nothingChanges();
  return { holder, before, after };
}
