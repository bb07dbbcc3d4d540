import type { Reader } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import { type Programme, readProgrammes } from '../../programmes/programme';
import { appealUnknown } from '../domain/refusals';
import type { Appeal } from '../persistence/appeals';

/** The programme of an appeal, when its operator is in the caller's reach. @throws Refusal APPEAL_UNKNOWN (404) */
export async function programmeOfAppeal(
  reader: Pick<Reader, 'query'>,
  id: string,
  appeal: Appeal | undefined,
  { reach }: Pick<Caller, 'reach'>,
): Promise<{ readonly appeal: Appeal; readonly programme: Programme }> {
  if (appeal === undefined) throw appealUnknown(id);
  const programme = (await readProgrammes(reader)).get(appeal.programmeId);
  if (programme === undefined || !reaches(reach, programme.operatorId)) throw appealUnknown(id);
  return { appeal, programme };
}
