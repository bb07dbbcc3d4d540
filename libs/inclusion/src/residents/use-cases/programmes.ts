import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { getProgramme, type Programme } from '../../programmes/programme';
import { programmeNotJoined } from '../domain/refusals';
import { endLinks } from '../persistence/links';
import { joinProgrammeRow, leaveProgrammeRow } from '../persistence/memberships';
import type { Resident } from '../resident';
import { openProgramme } from './register-resident';

/** Makes a resident a member; one who is a member stays one. @throws Refusal PROGRAMME_UNKNOWN, PROGRAMME_CLOSED */
export async function joinProgramme(
  tx: Transaction,
  resident: Resident,
  code: string,
  now: Date,
): Promise<Programme> {
  const programme = await openProgramme(tx, code);
  if (await joinProgrammeRow(tx, resident.id, programme.id, now)) {
    await tell(tx, resident, 'resident.programme-joined', { programme: code }, now);
  }
  return programme;
}

/**
 * Ends a membership, and with it the links to the partners of the programme. Points stay, and are spent as before.
 * @throws Refusal PROGRAMME_UNKNOWN, PROGRAMME_NOT_JOINED
 */
export async function leaveProgramme(
  tx: Transaction,
  resident: Resident,
  code: string,
  now: Date,
): Promise<{ readonly programme: Programme; readonly unlinked: readonly string[] }> {
  const programme = await getProgramme(tx, code);
  if (!(await leaveProgrammeRow(tx, resident.id, programme.id, now))) throw programmeNotJoined(code);
  const unlinked = await endLinks(tx, resident.id, { programmeId: programme.id }, now);
  await tell(tx, resident, 'resident.programme-left', { programme: code, unlinked }, now);
  return { programme, unlinked };
}

type ProgrammeAct = 'resident.programme-joined' | 'resident.programme-left';

function tell(
  tx: Transaction,
  { id, holderId }: Resident,
  action: ProgrammeAct,
  after: { readonly programme: string; readonly unlinked?: readonly string[] },
  now: Date,
): Promise<void> {
  const subject = { kind: 'resident', id: id.toString() };
  return recordAudit(tx, { action, subject, holderId, after: { ...after }, personal: true }, now);
}
