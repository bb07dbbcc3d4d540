import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, EVERYTHING } from '@carbon/http';
import { findHolder, regulatorLevel } from '@carbon/identity';
import { chinaDate, newId } from '@carbon/kernel';
import type { Sector } from '../../domain/index';
import type { AllocationDesk } from '../desk';
import { onlyAuthorities, outsideProvince } from '../domain/refusals';
import type { RoundPhase } from '../domain/round-state';
import { addRoundEvent, findRound, insertRound, type Round } from '../persistence/rounds';
import { rulesOfRound } from './round-rules';

export interface NewRoundRequest {
  readonly market: string;
  readonly year: number;
  readonly phase: RoundPhase;
  readonly sectors: readonly Sector[];
  /** All when absent; of a provincial authority its own. */
  readonly provinces?: readonly string[] | undefined;
  readonly note?: string | undefined;
}

/**
 * Opens a round of allocation. A provincial authority opens one of its own province, the national one of any.
 * @throws Refusal ALLOCATION_AUTHORITIES_ONLY, ALLOCATION_OUTSIDE_PROVINCE, ALLOWANCES_NO_RULES,
 *   ALLOCATION_METHOD_NOT_CALCULATED
 */
export async function openRound(
  tx: Transaction,
  desk: AllocationDesk,
  request: NewRoundRequest,
  caller: Caller,
): Promise<Round> {
  const now = desk.clock.now();
  const provinces = await provincesOf(tx, request, caller);
  const { market, year, phase, sectors } = request;
  await rulesOfRound(tx, desk, request, chinaDate(now));
  const round = {
    ...{ id: newId(), market, year, phase, sectors: [...sectors], provinces },
    ...{ officeId: caller.holder?.id ?? null, note: request.note ?? null },
    ...{ createdAt: now, createdBy: caller.id },
  };
  const number = await insertRound(tx, round);
  await addRoundEvent(tx, round.id, { act: 'open', from: 'new', to: 'draft', at: now, by: caller.id });
  await recordAudit(
    tx,
    {
      action: 'allocation-round.opened',
      subject: { kind: 'allocation-round', id: number },
      ...(round.officeId !== null && { holderId: round.officeId }),
      after: { market, year, phase, sectors: round.sectors, provinces },
    },
    now,
  );
  const opened = await findRound(tx, number);
  if (opened === undefined) throw new Error(`the allocation round ${number} is gone`);
  return opened;
}

async function provincesOf(
  tx: Transaction,
  { provinces }: NewRoundRequest,
  caller: Caller,
): Promise<readonly string[] | null> {
  if (caller.holder === undefined) {
    if (caller.reach !== EVERYTHING) throw onlyAuthorities();
    return provinces ?? null;
  }
  const holder = await findHolder(tx.manager, caller.holder.id);
  if (holder === undefined || regulatorLevel(holder) === null) throw onlyAuthorities();
  if (holder.province === null) return provinces ?? null;
  const own = holder.province;
  if (provinces?.some((province) => province !== own) === true) throw outsideProvince(own);
  return [own];
}
