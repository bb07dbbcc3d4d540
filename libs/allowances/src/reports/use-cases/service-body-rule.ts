import type { Reader, Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import { serviceBodiesOf } from '../../emitters/index';
import { sameBody } from '../domain/refusals';

interface Review {
  readonly body: { readonly id: string; readonly code: string };
  readonly province: string | null;
  readonly year: number;
}

/** Whoever asks next of the same body and province waits until this transaction ends. */
async function lockBody(tx: Transaction, { body, province }: Review): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `allowances.service-body ${province ?? ''} ${body.id}`,
  ]);
}

/**
 * ETS-007: a body that writes reports in a province reviews none there: not if it wrote a version of one, and not if it is
 * engaged to write there in the data year or later (our reading of how long it counts). Whoever it was merged from counts
 * with it.
 * @throws Refusal EMISSION_BODY_WRITES_AND_REVIEWS
 */
export async function refuseWriter(tx: Transaction, review: Review): Promise<void> {
  const { body, province, year } = review;
  if (province === null) return;
  await lockBody(tx, review);
  const bodies = await withPredecessors(tx, body.id);
  const [wrote] = await tx.query(
    `select from allowances.emission_report_version v join allowances.emission_report r on r.id = v.report_id
      where v.prepared_by = any($1::uuid[]) and r.province = $2 limit 1`,
    [bodies, province],
  );
  if (wrote !== undefined) throw sameBody(body.code, province);
  const firstDay = `${year}-01-01` as ChinaDate;
  for (const bodyId of bodies) {
    const engaged = await serviceBodiesOf(tx, { province, bodyId });
    const writes = engaged.some(
      ({ work, until }) => work === 'writes-reports' && (until === null || until >= firstDay),
    );
    if (writes) throw sameBody(body.code, province);
  }
}

/** ETS-007, the other way round: a body that reviews in a province writes none there. @throws as `refuseWriter` */
export async function refuseReviewer(tx: Transaction, review: Review): Promise<void> {
  const { body, province } = review;
  if (province === null) return;
  await lockBody(tx, review);
  const [reviews] = await tx.query(
    `select from allowances.emission_assignment a join allowances.emission_report r on r.id = a.report_id
      where a.verifier_id = any($1::uuid[]) and r.province = $2 limit 1`,
    [await withPredecessors(tx, body.id), province],
  );
  if (reviews !== undefined) throw sameBody(body.code, province);
}

async function withPredecessors(reader: Reader, id: string): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `with recursive body (id) as (
       select $1::uuid union select h.id from identity.holder h join body b on h.successor_id = b.id)
     select id from body`,
    [id],
  );
  return rows.map((row) => row.id);
}
