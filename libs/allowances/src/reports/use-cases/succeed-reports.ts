import { recordAudit } from '@carbon/audit';
import type { Succession } from '@carbon/custody';
import { reportsInTheWay } from '../domain/refusals';

/**
 * ETS-015: reports of a merged enterprise go over to its successor, each with a row of who had it; what is being verified
 * or objected to is finished first. A merged verifier's reports go over to the body it was merged into.
 * @throws Refusal EMISSION_REPORTS_UNDER_WAY
 */
export const succeedEmissionReports: Succession = async (tx, { from, to, review }) => {
  const { by, approver, reason, documentHash, now } = review;
  const open = await tx.query<{ number: string }>(
    `select number from allowances.emission_report where holder_id = $1 and state not in ('draft', 'confirmed')
      order by number limit 20`,
    [from.id],
  );
  if (open.length > 0) throw reportsInTheWay(open.map(({ number }) => number));
  const moved = await tx.query<{ number: string }>(
    `with moved as (
       update allowances.emission_report set holder_id = $2 where holder_id = $1 returning id, number),
     kept as (
       insert into allowances.emission_report_holder_change
         (report_id, from_holder, to_holder, at, by_whom, approver, reason, document_hash)
       select id, $1, $2, $3, $4, $5, $6, decode($7, 'hex') from moved)
     select number from moved order by number`,
    [from.id, to.id, now, by, approver, reason, documentHash],
  );
  const verified = await tx.query<{ number: string }>(
    `update allowances.emission_report set verifier_id = $2
      where verifier_id = $1 and state in ('under-verification', 'returned', 'concluded') returning number`,
    [from.id, to.id],
  );
  const reports = [...moved, ...verified].map(({ number }) => number);
  if (reports.length === 0) return;
  for (const { id } of [from, to]) {
    const entry = {
      action: 'holder.emission-reports-handed-over',
      subject: { kind: 'holder', id },
      holderId: id,
      before: { holder: from.code },
      after: { holder: to.code, reports },
      reason,
      ...(documentHash === null ? {} : { documentHash }),
      ...(approver === null ? {} : { approver }),
    };
    await recordAudit(tx, entry, now, { actor: by });
  }
};
