import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { defineInstrument, openAccounts } from '@carbon/ledger';
import { programmeRules } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { programmeCodeTaken } from '../domain/refusals';
import { insertProgramme } from '../persistence/write-programmes';
import { POINTS_SCHEME } from '../points-transfer-rules';
import type { Programme } from '../programme';

export type NewProgramme = Pick<
  Programme,
  'code' | 'kind' | 'name' | 'operatorId' | 'pack' | 'creditScheme' | 'source'
>;

/** @throws Refusal PROGRAMME_CODE_TAKEN, RULES_NO_PACK */
export async function requireOpenable(
  tx: Transaction,
  parts: InclusionParts,
  wanted: NewProgramme,
  now: Date,
): Promise<void> {
  const taken = await tx.query('select from inclusion.programme where code = $1', [wanted.code]);
  if (taken.length > 0) throw programmeCodeTaken(wanted.code);
  programmeRules(await parts.packs(tx), wanted.pack, chinaDate(now));
}

/**
 * Opens a programme: its points become an instrument of the ledger, and the operator gets the account from which a pass
 * brings them.
 * @throws Refusal PROGRAMME_CODE_TAKEN, RULES_NO_PACK
 */
export async function openProgramme(
  tx: Transaction,
  parts: InclusionParts,
  wanted: NewProgramme,
  now: Date,
): Promise<{ readonly pointsInstrument: string; readonly pointsPool: string }> {
  await requireOpenable(tx, parts, wanted, now);
  const pointsInstrument = `POINTS-${wanted.code}`;
  await defineInstrument(tx, {
    ...{ code: pointsInstrument, kind: 'points', unit: 'point', scheme: POINTS_SCHEME, serialised: false },
  });
  const [pointsPool] = await openAccounts(tx, [{ holderId: wanted.operatorId, kind: 'points' }]);
  if (pointsPool === undefined) throw new Error('no account was opened');
  const entered = await insertProgramme(tx, { ...wanted, pointsInstrument, pointsPool, openedAt: now });
  if (!entered) throw programmeCodeTaken(wanted.code);
  return { pointsInstrument, pointsPool };
}
