import type { Reader } from '@carbon/database';
import { reaches, type Reach, windowOf } from '@carbon/http';
import type { Page, PageRequest } from '@carbon/kernel';
import { isInstrumentSeen, isSeen, type SerialRange, seenOf, sourceHoldings } from '@carbon/ledger';
import type { Overlap } from '../domain/overlap';
import { overlapSubject, type OverlapQuestion } from '../persistence/overlap-subject';
import { readOverlaps, type SourceClaim } from '../persistence/read-overlaps';

/** Where some units of a claim are. What is another's is told without whose it is. */
export interface ClaimPlace {
  /** A part of a holder's account, or the state units ended in. */
  readonly state: string;
  readonly quantity: bigint;
  readonly serials: SerialRange | null;
  /** Left the account they were issued to. */
  readonly traded: boolean;
  readonly account: string | null;
  readonly holder: 'own' | 'another-holder' | 'none';
}

/** A claim as a caller may see it; what is another's asset is told without its name. */
export interface ToldClaim {
  readonly kind: SourceClaim['kind'];
  readonly visible: boolean;
  readonly asset: string | null;
  readonly project: string | null;
  readonly scheme: string | null;
  readonly instrument: string | null;
  readonly issuance: string | null;
  readonly source: { readonly key: string; readonly from: string; readonly to: string } | null;
  readonly fromDay: string | null;
  readonly untilDay: string | null;
  readonly madeAt: Date;
  readonly over: boolean;
  readonly overlaps: readonly Overlap[];
  readonly places: readonly ClaimPlace[];
}

/**
 * Every claim on an asset or a source, across instruments and schemes.
 * @throws Refusal SOURCE_ASSET_UNKNOWN, LEDGER_INSTRUMENT_UNKNOWN also out of reach
 */
export async function findOverlaps(
  reader: Reader,
  question: OverlapQuestion,
  page: PageRequest,
  reach: Reach,
): Promise<Page<ToldClaim>> {
  const subject = await overlapSubject(reader, question, reach);
  const { items, ...rest } = await readOverlaps(reader, subject, page);
  const places = await placesOf(reader, items, reach);
  return {
    ...rest,
    items: items.map((claim, at) => told(claim, places[at] ?? [], reach, subject.instrument)),
  };
}

function told(
  claim: SourceClaim,
  places: readonly ClaimPlace[],
  reach: Reach,
  asked: string | null,
): ToldClaim {
  const { kind, scheme, fromDay, untilDay, madeAt, over, overlaps } = claim;
  const visible = isVisible(claim, places, reach) || claim.instrument === asked;
  const source =
    claim.sourceKey === null || claim.fromUnit === null || claim.toUnit === null
      ? null
      : { key: claim.sourceKey, from: claim.fromUnit, to: claim.toUnit };
  return {
    kind,
    visible,
    asset: visible ? claim.assetNumber : null,
    project: visible ? claim.project : null,
    scheme,
    instrument: visible ? claim.instrument : null,
    issuance: visible ? claim.issuance : null,
    source: visible ? source : null,
    fromDay,
    untilDay,
    madeAt,
    over,
    overlaps,
    places: visible ? places : places.map((place) => ({ ...place, serials: null })),
  };
}

/** What is of an own asset, in the days and instruments of an engagement, or partly in an own account. */
function isVisible(
  { holderId, instrument, madeAt }: SourceClaim,
  places: readonly ClaimPlace[],
  reach: Reach,
): boolean {
  if (places.some(({ holder }) => holder === 'own')) return true;
  if (!reaches(reach, holderId)) return reach === 'everything';
  const seen = seenOf(reach, holderId);
  return isSeen(seen, madeAt) && (instrument === null || isInstrumentSeen(seen, instrument));
}

/** Places of the claims that stand, in their order. */
async function placesOf(
  reader: Reader,
  claims: readonly SourceClaim[],
  reach: Reach,
): Promise<ClaimPlace[][]> {
  const standing = claims.flatMap(({ over, sourceKey, fromUnit, toUnit }, at) =>
    over || sourceKey === null || fromUnit === null || toUnit === null
      ? []
      : [{ at, key: sourceKey, from: BigInt(fromUnit), to: BigInt(toUnit) }],
  );
  const places: ClaimPlace[][] = claims.map(() => []);
  for (const holding of await sourceHoldings(reader, standing)) {
    const at = standing[holding.asked]?.at ?? 0;
    for (const { account, accountKind, holderId, part, serials, journalId } of holding.places) {
      const own = holderId !== null && isOwn(reach, holderId);
      places[at]?.push({
        state: holderId === null ? accountKind : part,
        quantity: serials.last - serials.first + 1n,
        serials,
        traded: journalId !== holding.issuance && holderId !== null,
        account: own ? account : null,
        holder: holderId === null ? 'none' : own ? 'own' : 'another-holder',
      });
    }
  }
  return places;
}

/** Where units are now is for those who see all of a holder's time, not for an engagement over some days. */
function isOwn(reach: Reach, holderId: string): boolean {
  const window = windowOf(reach, holderId);
  return window !== undefined && Object.values(window).every((bound) => bound === undefined);
}
