import type { Reader } from '@carbon/database';
import type { Text } from '@carbon/kernel';

/** What linking needs to know of a partner. */
export interface LinkPartner {
  readonly id: number;
  readonly code: string;
  readonly holderId: string;
  readonly programmeId: number;
  readonly programme: string;
  readonly name: Text;
  readonly state: 'active' | 'suspended' | 'ended';
}

export async function findLinkPartner(
  reader: Pick<Reader, 'query'>,
  code: string,
): Promise<LinkPartner | undefined> {
  const [row] = await reader.query<Omit<LinkPartner, 'name'> & { zh: string; en: string }>(
    `select p.id, p.code, p.holder_id as "holderId", p.programme_id as "programmeId", g.code as programme,
            p.name_zh as zh, p.name_en as en, p.state
       from inclusion.partner p join inclusion.programme g on g.id = p.programme_id where p.code = $1`,
    [code],
  );
  if (row === undefined) return undefined;
  const { zh, en, ...partner } = row;
  return { ...partner, name: { zh, en } };
}
