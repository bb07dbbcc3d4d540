import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type ChinaDate, chinaDate, newId } from '@carbon/kernel';
import { programmeRules } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { readProgrammes } from '../../programmes/programme';
import { keepResident } from '../../residents/persistence/residents';
import type { Resident } from '../../residents/resident';
import { lastAppealDay } from '../domain/appeal-window';
import { actNotJudged, actUnknown, appealedBefore, appealTooLate } from '../domain/refusals';
import type { ActOfResident } from '../domain/told-act';
import { findAct } from '../persistence/act-rows';
import { type Appeal, findAppeal, insertAppeal } from '../persistence/appeals';

/**
 * A resident says that what came of an act is wrong: once against each verdict, within the days its programme gives.
 * @throws Refusal RESIDENT_UNKNOWN for who may only be stored; ACT_UNKNOWN, ACT_NOT_JUDGED, APPEAL_TOO_LATE, APPEAL_EXISTS
 */
export async function fileAppeal(
  tx: Transaction,
  parts: Pick<InclusionParts, 'packs'>,
  resident: Resident,
  wish: { readonly number: string; readonly grounds: string },
  now: Date,
): Promise<Appeal> {
  await keepResident(tx, resident);
  const act = await findAct(tx, resident.id, wish.number);
  if (act === undefined) throw actUnknown(wish.number);
  if (act.verdict === undefined) throw actNotJudged(wish.number);
  const { judgedAt, passId } = act.verdict;
  const until = await lastDay(tx, parts, act, judgedAt);
  if (chinaDate(now) > until) throw appealTooLate(wish.number, until);
  const id = newId();
  const { number: actNo, month, programme: programmeId } = act;
  const appeal = { id, residentId: resident.id, programmeId, month, actNo, passId };
  const filed = await insertAppeal(tx, { ...appeal, grounds: wish.grounds, filedAt: now });
  if (!filed) throw appealedBefore(wish.number);
  const entry = {
    action: 'act.appealed',
    subject: { kind: 'act-appeal', id },
    holderId: resident.holderId,
    after: { resident: resident.id.toString(), programme: programmeId },
  };
  await recordAudit(tx, entry, now);
  const entered = await findAppeal(tx, id);
  if (entered === undefined) throw new Error('an appeal was not entered');
  return entered;
}

async function lastDay(
  tx: Transaction,
  parts: Pick<InclusionParts, 'packs'>,
  { programme, number }: ActOfResident,
  judgedAt: Date,
): Promise<ChinaDate> {
  const pack = (await readProgrammes(tx)).get(programme)?.pack;
  if (pack === undefined) throw new Error(`act ${number.toString()} is of no programme`);
  const rules = programmeRules(await parts.packs(tx), pack, chinaDate(judgedAt));
  return lastAppealDay(judgedAt, rules.appealDays);
}
