import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachIds, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { CreditSchemeId } from '../../domain/schemes/credit-scheme';
import { type ProjectState, PUBLIC_PROJECT_STATES, VALIDATOR_SEES } from '../domain/project-steps';
import { type Project, PROJECT_COLUMNS } from './project';

/** The project with a number, whoever asks. */
export async function findProject(reader: Reader, number: string): Promise<Project | undefined> {
  const [row] = await reader.query<Project>(
    `select ${PROJECT_COLUMNS} from credits.project p where p.number = $1`,
    [number],
  );
  return row;
}

/** The same, locked to the end of the transaction: acts on one project come one after the other. */
export async function lockProject(tx: Transaction, number: string): Promise<Project | undefined> {
  const [row] = await tx.query<Project>(
    `select ${PROJECT_COLUMNS} from credits.project p where p.number = $1 for update`,
    [number],
  );
  return row;
}

/** Locks the project of a report; reports of one project are acted upon one after the other. */
export async function lockProjectById(tx: Transaction, id: string): Promise<Project> {
  const [row] = await tx.query<Project>(
    `select ${PROJECT_COLUMNS} from credits.project p where p.id = $1 for update`,
    [id],
  );
  if (row === undefined) throw new Error(`no project ${id}`);
  return row;
}

/** Owner's, and of bodies that are engaged for it now: values from `$1` to `$6`. */
const SEEN = `(${inReach(1, { holder: 'p.holder_id', moment: 'p.filed_at' })}
  or (p.validator_id = any($4::uuid[]) and p.state = any($5::text[]))
  or exists (select from credits.report r
              where r.project_id = p.id and r.verifier_id = any($4::uuid[]) and r.state = any($6::text[])))`;

const seenValues = (reach: Reach, verifierSees: readonly string[]) => [
  ...reachValues(reach),
  reachIds(reach) ?? [],
  VALIDATOR_SEES,
  verifierSees,
];

/** Whether a project is in reach of a caller; `verifierSees` are the states of reports that show it to their verifier. */
export async function isProjectSeen(
  reader: Reader,
  id: string,
  reach: Reach,
  verifierSees: readonly string[],
): Promise<boolean> {
  const rows = await reader.query(`select from credits.project p where ${SEEN} and p.id = $7`, [
    ...seenValues(reach, verifierSees),
    id,
  ]);
  return rows.length > 0;
}

export interface ProjectFilter {
  readonly scheme?: CreditSchemeId | undefined;
  readonly state?: ProjectState | undefined;
  readonly holderId?: string | undefined;
  /** Under review or applied, and past its day (CCR-003). */
  readonly overdueOn?: ChinaDate | undefined;
}

/** Projects in reach by number. */
export async function readProjects(
  reader: Reader,
  reach: Reach,
  verifierSees: readonly string[],
  page: PageRequest,
  { scheme, state, holderId, overdueOn }: ProjectFilter,
): Promise<Page<Project>> {
  const rows = await reader.query<Project>(
    `select ${PROJECT_COLUMNS} from credits.project p
      where ${SEEN} and p.number > $7 and ($8::text is null or p.scheme = $8) and ($9::text is null or p.state = $9)
        and ($10::uuid is null or p.holder_id = $10)
        and ($11::date is null or (p.state in ('applied', 'under-review') and p.review_until < $11))
      order by p.number limit $12`,
    [
      ...seenValues(reach, verifierSees),
      page.after?.[0] ?? '',
      scheme ?? null,
      state ?? null,
      holderId ?? null,
      overdueOn ?? null,
      page.limit + 1,
    ],
  );
  return toPage(rows, page.limit, ({ number }) => [number]);
}

/** Projects that are public, by number. */
export async function readPublicProjects(
  reader: Reader,
  page: PageRequest,
  { scheme, state }: Pick<ProjectFilter, 'scheme' | 'state'>,
): Promise<Page<Project>> {
  const rows = await reader.query<Project>(
    `select ${PROJECT_COLUMNS} from credits.project p
      where p.state = any($1::text[]) and p.number > $2 and ($3::text is null or p.scheme = $3)
        and ($4::text is null or p.state = $4)
      order by p.number limit $5`,
    [PUBLIC_PROJECT_STATES, page.after?.[0] ?? '', scheme ?? null, state ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ number }) => [number]);
}

/** Numbers of projects whose public time is over and that were not yet told so. */
export async function readOverComments(reader: Reader, today: ChinaDate): Promise<string[]> {
  const rows = await reader.query<{ number: string }>(
    `select number from credits.project where state = 'in-comment' and comment_until < $1 order by number limit 500`,
    [today],
  );
  return rows.map(({ number }) => number);
}
