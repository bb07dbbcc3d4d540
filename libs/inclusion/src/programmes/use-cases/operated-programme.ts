import type { Reader } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import { getProgramme, type Programme, programmeUnknown } from '../programme';

/** A programme whose operator is in the caller's reach. @throws Refusal PROGRAMME_UNKNOWN (404) */
export async function operatedProgramme(
  reader: Pick<Reader, 'query'>,
  code: string,
  { reach }: Pick<Caller, 'reach'>,
): Promise<Programme> {
  const programme = await getProgramme(reader, code);
  if (!reaches(reach, programme.operatorId)) throw programmeUnknown(code);
  return programme;
}
