import type { Reader } from '@carbon/database';
import type { GroupMember } from '@carbon/identity';
import { targetOfStrangers } from '../domain/refusals';
import { readParts } from '../persistence/measured';

export interface DrillLine {
  readonly path: string;
  readonly tonnes: string;
  readonly months: number;
}

/**
 * What was measured in a year one level below a path: companies of the group, sites of a company, devices of a site.
 * @throws Refusal GROUPS_NOT_A_MEMBER
 */
export async function drillDown(
  reader: Reader,
  members: readonly Pick<GroupMember, 'id' | 'code'>[],
  { year, below }: { readonly year: number; readonly below: string | undefined },
): Promise<DrillLine[]> {
  const codes = new Map(members.map(({ id, code }) => [id, code]));
  if (below === undefined) return lines(await readParts(reader, [...codes.keys()], { year }), codes);
  const [code = '', ...site] = below.split('/');
  const company = members.find((member) => member.code === code);
  if (company === undefined) throw targetOfStrangers(code);
  return lines(await readParts(reader, [company.id], { year, part: site.join('/') }), codes);
}

function lines(rows: Awaited<ReturnType<typeof readParts>>, codes: ReadonlyMap<string, string>): DrillLine[] {
  return rows
    .map(({ holderId, part, tonnes, months }) => ({
      path: [codes.get(holderId) ?? '', part].filter((step) => step !== '').join('/'),
      ...{ tonnes, months },
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
