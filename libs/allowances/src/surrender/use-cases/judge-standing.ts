import type { Reader } from '@carbon/database';
import { type ChinaDate, chinaDate } from '@carbon/kernel';
import { type ComplianceRules, complianceRules, type OfferedUnits } from '../../domain/index';
import { type Borrowing, borrowedFor } from '../../borrowing/index';
import { type ApplicationJudgement, judgeApplication } from '../domain/judge-application';
import { arrearsMistaken, nothingVerified, unitsRefused } from '../domain/refusals';
import { offeredOf } from '../domain/surrender';
import type { ObligationName } from '../persistence/obligations';
import { readObligationYears } from '../persistence/read-obligation-years';
import { readLots, surrendersOf } from '../persistence/read-surrenders';
import { allocatedOf } from './allocated-of';
import { knownDeadline } from './deadlines';
import type { SurrenderDesk } from './desk';

export interface JudgedStanding extends ApplicationJudgement {
  readonly rules: ComplianceRules;
  readonly dueT: bigint;
  /** Undefined where the rules of the market name no day. */
  readonly deadline: ChinaDate | undefined;
  readonly arrears: boolean;
}

export interface OfferOn {
  readonly offered: readonly OfferedUnits[];
  /** What the applicant said; the day tells it when absent. */
  readonly arrears?: boolean | undefined;
  /** The China day of the application: whether it is in time, and whether old credits still count. */
  readonly on: ChinaDate;
  /** A surrender that is judged itself and is none of the earlier ones. */
  readonly except?: string | undefined;
}

/**
 * Judges units against an obligation as it stands: verified emissions, and all that was or is to be surrendered for it.
 * For a decision the obligation is held first (`holdObligation`).
 * @throws Refusal SURRENDER_NOTHING_VERIFIED, SURRENDER_ARREARS_MISTAKEN, ALLOWANCES_NO_RULES
 */
export async function judgeStanding(
  reader: Reader,
  desk: SurrenderDesk,
  obligation: ObligationName,
  { offered, arrears, on, except }: OfferOn,
  now: Date,
): Promise<JudgedStanding> {
  const { market, year, holderId } = obligation;
  const rules = complianceRules(await desk.rulebook.packs(reader), market, chinaDate(now));
  const holderIds = [holderId];
  const [known] = await readObligationYears(reader, { market, from: year, to: year, holderIds });
  if (known?.verified !== true) throw nothingVerified(market, year);
  const deadline = knownDeadline(rules, known);
  const late = deadline === undefined ? arrears === true : on > deadline;
  if (deadline !== undefined && arrears !== undefined && arrears !== late)
    throw arrearsMistaken(arrears, deadline);
  const borrowed = borrowedUnits(await borrowedFor(reader, obligation));
  const earlier = (await earlierUnits(reader, obligation, except)).map(borrowed);
  const allocationT = await allocatedOf(reader, desk.allocated, obligation);
  const standing = { year, dueT: known.dueT, earlier, allocationT };
  const judged = judgeApplication(rules, standing, { offered: offered.map(borrowed), arrears: late, on });
  return { ...judged, rules, dueT: known.dueT, deadline, arrears: late };
}

/** BOR-001: marks offers that are within what was borrowed for the obligation, one after the other. */
function borrowedUnits(borrowings: readonly Borrowing[]): (offer: OfferedUnits) => OfferedUnits {
  const left = new Map<string, bigint>();
  for (const { instrument, quantity } of borrowings)
    left.set(instrument, (left.get(instrument) ?? 0n) + quantity);
  return (offer) => {
    const rest = left.get(offer.instrument) ?? 0n;
    if (offer.kind !== 'allowance' || offer.quantity > rest) return offer;
    left.set(offer.instrument, rest - offer.quantity);
    return { ...offer, borrowed: true };
  };
}

async function earlierUnits(
  reader: Reader,
  obligation: ObligationName,
  except: string | undefined,
): Promise<OfferedUnits[]> {
  const ids = (await surrendersOf(reader, obligation)).map(({ id }) => id).filter((id) => id !== except);
  const lots = await readLots(reader, ids);
  return ids.flatMap((id) => (lots.get(id) ?? []).map(offeredOf));
}

/**
 * An application is taken whole or not at all: units that would not count stay with their holder.
 * @param told whether the applicant may know the figures of the obligation
 * @throws Refusal SURRENDER_UNITS_REFUSED with the rule that refuses them
 */
export function requireAllAccepted(judged: JudgedStanding, told: boolean): void {
  const refused = judged.outcomes.find(({ refusedT }) => refusedT > 0n);
  if (refused === undefined) return;
  const { dueT, openT, capT, capLeftT } = judged;
  const figures = {
    ...{ due: dueT.toString(), open: openT.toString() },
    ...{ cap: capT.toString(), capLeft: capLeftT.toString() },
  };
  throw unitsRefused(refused, told ? figures : {});
}
