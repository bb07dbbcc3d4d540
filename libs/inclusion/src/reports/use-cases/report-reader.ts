import type { Reader } from '@carbon/database';
import { type Caller, reachIds, reaches } from '@carbon/http';
import { getProgramme, type Programme, programmeUnknown } from '../../programmes/programme';
import { fundsProgramme } from '../persistence/costs';

/** Who reads a report: the operator, of all costs; a sponsor, of what it granted. */
export interface ReportReader {
  readonly programme: Programme;
  /** The sponsors whose costs are told; all where undefined. */
  readonly funders: readonly string[] | undefined;
}

/** @throws Refusal PROGRAMME_UNKNOWN (404) for who neither runs it nor grants money for its rewards */
export async function reportReader(
  reader: Pick<Reader, 'query'>,
  code: string,
  { reach }: Pick<Caller, 'reach'>,
): Promise<ReportReader> {
  const programme = await getProgramme(reader, code);
  if (reaches(reach, programme.operatorId)) return { programme, funders: undefined };
  const funders = reachIds(reach) ?? [];
  if (!(await fundsProgramme(reader, programme.id, funders))) throw programmeUnknown(code);
  return { programme, funders };
}
