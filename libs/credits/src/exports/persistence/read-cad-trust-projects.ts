import type { Reader } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { PUBLIC_PROJECT_STATES } from '../../projects/domain/project-steps';
import type { ProjectFacts } from '../domain/cad-trust-project';

/** Of residents the code only. */
const NAME = (holder: string) =>
  `case when ${holder}.kind = 'resident' then ${holder}.code else coalesce(nullif(${holder}.name_en, ''), ${holder}.name_zh) end`;

/** Projects of owners within reach that everybody may see, by number, with what was registered of them. */
export async function readCadTrustProjects(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
): Promise<Page<ProjectFacts>> {
  const rows = await reader.query<ProjectFacts>(
    `select p.number, p.scheme, p.name_zh as "nameZh", p.name_en as "nameEn", ${NAME('o')} as developer, p.methodology,
            p.state, e.at as "stateSince", ${NAME('b')} as validator, s.at as "validatedAt",
            coalesce(r.issuances, '[]'::jsonb) as issuances
       from credits.project p
       join identity.holder o on o.id = p.holder_id
       join lateral (select at from credits.project_event where subject_id = p.id order by id desc limit 1) e on true
       left join lateral (select body_id, opinion, at from credits.statement
          where subject = 'project' and subject_id = p.id order by id desc limit 1) s on s.opinion = 'positive'
       left join identity.holder b on b.id = s.body_id
       left join lateral (
         select jsonb_agg(jsonb_build_object('from', m.period_from, 'to', m.period_to, 'quantity', m.applied_t::text,
                                             'verifier', ${NAME('v')}) order by m.period_from) as issuances
           from credits.report m left join identity.holder v on v.id = m.verifier_id
          where m.project_id = p.id and m.state = 'registered') r on true
      where ${inReach(1, { holder: 'p.holder_id', moment: 'p.filed_at' })}
        and p.state = any($4::text[]) and p.number > $5
      order by p.number limit $6`,
    [...reachValues(reach), PUBLIC_PROJECT_STATES, page.after?.[0] ?? '', page.limit + 1],
  );
  return toPage(rows, page.limit, ({ number }) => [number]);
}
