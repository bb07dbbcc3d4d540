import type { Reader } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import {
  type BorrowingJudgement,
  type CarbonMarket,
  complianceRules,
  type ComplianceRules,
  judgeBorrowing,
} from '../../domain/index';
import type { BorrowingFigures } from '../../domain/compliance/compliance-figures';
import { dataYear } from '../../domain/compliance/compliance-rules';
import { placeOfVintage, vintageNamed } from '../../domain/compliance/vintages';
import { vintageOf } from '../../domain/allocation/vintage';
import { complianceOf, deadlineOf } from '../../surrender/index';
import { borrowingClosed, noBorrowing } from '../domain/refusals';
import { borrowedT } from '../persistence/borrowings';
import { readHeld } from '../persistence/read-held';
import type { BorrowingDesk } from './desk';

/** How much somebody may borrow for an obligation, and why. Whole tonnes. */
export interface BorrowingGap {
  readonly market: CarbonMarket;
  readonly year: number;
  readonly holderId: string;
  readonly dueT: bigint;
  /** Surrendered already, and held of the vintages that count for the year. */
  readonly heldT: bigint;
  readonly borrowedT: bigint;
  readonly judgement: BorrowingJudgement;
  /** The vintage that is borrowed. */
  readonly fromYear: number;
  readonly instrument: string;
  readonly scheme: string;
}

interface GapOf {
  readonly market: string;
  readonly year: number;
  readonly holderId: string;
  readonly now: Date;
}

/**
 * BOR-001: the gap of a holder and what it may borrow.
 * @throws Refusal ALLOWANCES_NO_BORROWING (BOR-002), ALLOWANCES_BORROWING_CLOSED, ALLOWANCES_NO_RULES
 */
export async function judgeGap(
  reader: Reader,
  { rulebook }: Pick<BorrowingDesk, 'rulebook'>,
  { market, year, holderId, now }: GapOf,
): Promise<BorrowingGap> {
  const packs = await rulebook.packs(reader);
  const today = chinaDate(now);
  const rules = complianceRules(packs, market, today);
  const figures = rules.figures.findFor('borrowing', dataYear(year))?.value as
    BorrowingFigures | null | undefined;
  if (figures === null || figures === undefined) throw noBorrowing(market, year);
  const [line] = await complianceOf(reader, { market, year, holderIds: [holderId] });
  const deadline = deadlineOf(rules, line?.sector ?? null, year);
  if (today > deadline) throw borrowingClosed(year, deadline);
  const dueT = line?.dueT ?? 0n;
  const given = (line?.surrenderedT ?? 0n) + (line?.creditsT ?? 0n);
  const heldT = given + (await usableT(reader, rules, { year, holderId }));
  const { instrument, scheme } = vintageOf(packs, rules.market, figures.from, today);
  return {
    ...{ market: rules.market, year, holderId, dueT, heldT, instrument, scheme, fromYear: figures.from },
    borrowedT: await borrowedT(reader, { market, year, holderId }),
    judgement: judgeBorrowing(rules, { dueT, heldT, year }),
  };
}

/** What is held of vintages that count for the year (SUR-008). */
async function usableT(
  reader: Reader,
  rules: ComplianceRules,
  { year, holderId }: { readonly year: number; readonly holderId: string },
): Promise<bigint> {
  const names = rules.figures.value('allowance.names').value;
  const usable = rules.figures.valueFor('vintages', dataYear(year)).value;
  return (await readHeld(reader, rules.market, holderId)).reduce((sum, { instrument, heldT }) => {
    const vintage = vintageNamed(names, instrument);
    return vintage !== undefined && placeOfVintage(usable, vintage, year) === 'counts' ? sum + heldT : sum;
  }, 0n);
}
