import type { Reader } from '@carbon/database';
import { chinaDate, Refusal } from '@carbon/kernel';
import type { PackSource } from '@carbon/rules';
import { allocatedT } from '../../allocation/index';
import {
  type ComplianceDates,
  complianceDates,
  type ComplianceRules,
  complianceRules,
  type Sector,
} from '../../domain/index';
import { type ComplianceLine, complianceOfOne } from '../../surrender/index';
import { readPosition } from '../persistence/position';
import { type CodeOfYear, codeOfHolder } from './code-of-holder';

/** One enterprise's year on a page (S06): what it was given, traded, has, owes. Whole tonnes. */
export interface CarbonAccount {
  readonly market: string;
  readonly year: number;
  /** Allocated for the year: pre-allocated and, once approved, approved. */
  readonly preAllocatedT: bigint;
  readonly approvedT: bigint | undefined;
  readonly issuedT: bigint;
  readonly returnedT: bigint;
  /** Allowances got from others less those given to others, all vintages; below zero is given. */
  readonly tradedT: bigint;
  readonly heldT: bigint;
  readonly creditsHeldT: bigint;
  readonly certificatesHeld: bigint;
  readonly obligation: ComplianceLine;
  /** What is held beyond what is still due; below zero is missing. */
  readonly balanceT: bigint;
  /** The cycle of the year; undefined where the market's rules name none. */
  readonly dates: ComplianceDates | undefined;
  readonly code: CodeOfYear | undefined;
}

export async function readAccount(
  reader: Reader,
  packs: PackSource,
  of: { readonly holderId: string; readonly market: string; readonly year: number },
  now: Date,
): Promise<CarbonAccount> {
  const { holderId, market, year } = of;
  const rules = complianceRules(packs, market, chinaDate(now));
  const [allocated] = await allocatedT(reader, { market, year, holderIds: [holderId] });
  const position = await readPosition(reader, holderId, market);
  const obligation = await complianceOfOne(reader, of);
  return {
    ...{ market, year, obligation },
    preAllocatedT: allocated?.preAllocatedT ?? 0n,
    approvedT: allocated?.approvedT,
    issuedT: allocated?.issuedT ?? 0n,
    returnedT: allocated?.returnedT ?? 0n,
    ...position,
    balanceT: position.heldT - obligation.shortfallT,
    dates: datesOf(rules, obligation),
    code: await codeOfHolder(reader, packs, of, now),
  };
}

/** Undefined where the rules name none for the sector and year. */
function datesOf(
  rules: ComplianceRules,
  { sector, year }: Pick<ComplianceLine, 'sector' | 'year'>,
): ComplianceDates | undefined {
  try {
    return complianceDates(rules, { sector: (sector ?? 'power') as Sector, dataYear: year });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ALLOWANCES_NO_RULES') return undefined;
    throw error;
  }
}
