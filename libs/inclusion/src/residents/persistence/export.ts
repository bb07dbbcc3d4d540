import type { Transaction } from '@carbon/database';
import type { Json } from '@carbon/kernel';

/** Each share of the copy: a query of rows of one resident, `$1`, each as a JSON object. */
const SHARES = {
  account: `select jsonb_build_object('number', r.id::text, 'code', h.code, 'account', r.account_number,
      'state', r.state, 'joinedAt', r.joined_at) as row
    from inclusion.resident r join identity.holder h on h.id = r.holder_id where r.id = $1`,
  preferences: `select jsonb_build_object('largeType', large_type, 'language', language,
      'inChallenges', in_challenges, 'changedAt', changed_at) as row
    from inclusion.preference where resident_id = $1`,
  memberships: `select jsonb_build_object('programme', p.code, 'joinedAt', m.joined_at, 'leftAt', m.left_at) as row
    from inclusion.membership m join inclusion.programme p on p.id = m.programme_id
   where m.resident_id = $1 order by p.code`,
  links: `select jsonb_build_object('partner', p.code, 'reference', l.reference, 'textVersion', l.text_version,
      'child', l.child, 'linkedAt', l.linked_at, 'endedAt', l.ended_at) as row
    from inclusion.link l join inclusion.partner p on p.id = l.partner_id
   where l.resident_id = $1 order by p.code, l.linked_at`,
  openLinkCodes: `select jsonb_build_object('partner', p.code, 'expiresAt', c.expires_at) as row
    from inclusion.link_code c join inclusion.partner p on p.id = c.partner_id
   where c.resident_id = $1 order by p.code`,
  family: `select jsonb_build_object('relative', t.relative_id::text, 'mayHelpMe', t.helper, 'since', t.since) as row
    from inclusion.relative t where t.resident_id = $1 order by t.relative_id`,
  acts: `select jsonb_build_object('act', a.act_no::text, 'partner', p.code, 'eventId', a.event_id,
      'programme', g.code, 'method', a.method, 'startedAt', a.started_at, 'durationSeconds', a.duration_s,
      'amount', a.amount::text) as row
    from inclusion.act a join inclusion.partner p on p.id = a.partner_id
    join inclusion.programme g on g.id = a.programme_id
   where a.resident_id = $1 order by a.started_at, a.act_no`,
  corrections: `select jsonb_build_object('act', c.act_no::text, 'kind', c.kind, 'startedAt', c.started_at,
      'durationSeconds', c.duration_s, 'amount', c.amount::text, 'reason', c.reason, 'toldAt', c.told_at) as row
    from inclusion.act_correction c where c.resident_id = $1 order by c.id`,
  places: `select jsonb_build_object('act', act_no::text, 'from', jsonb_build_array(from_latitude, from_longitude),
      'to', jsonb_build_array(to_latitude, to_longitude)) as row
    from inclusion.act_place where resident_id = $1 order by act_no`,
  verdicts: `select jsonb_build_object('act', v.act_no::text, 'programme', g.code, 'method', v.method,
      'startedAt', v.started_at, 'reason', v.reason, 'amount', v.amount::text,
      'reducedMicrograms', v.reduced_ug::text, 'emittedMicrograms', v.emitted_ug::text, 'points', v.points) as row
    from inclusion.verdict v join inclusion.programme g on g.id = v.programme_id
   where v.resident_id = $1 order by v.started_at, v.act_no, v.pass_id`,
  months: `select jsonb_build_object('programme', g.code, 'month', to_char(m.month, 'YYYY-MM'), 'acts', sum(m.acts),
      'points', sum(m.points)::text, 'reducedMicrograms', sum(m.reduced_ug)::text,
      'emittedMicrograms', sum(m.emitted_ug)::text) as row
    from (select programme_id, month, acts, points, reduced_ug, emitted_ug
            from inclusion.resident_month where resident_id = $1
          union all
          select programme_id, month, acts, points, reduced_ug, emitted_ug
            from inclusion.unfolded where resident_id = $1) m
    join inclusion.programme g on g.id = m.programme_id group by g.code, m.month order by g.code, m.month`,
  credited: `select jsonb_build_object('programme', g.code, 'month', to_char(l.credited_month, 'YYYY-MM'),
      'points', l.points::text) as row
    from inclusion.points_lot l join inclusion.programme g on g.id = l.programme_id
   where l.resident_id = $1 order by g.code, l.credited_month`,
  debts: `select jsonb_build_object('programme', g.code, 'points', d.points::text) as row
    from inclusion.points_debt d join inclusion.programme g on g.id = d.programme_id
   where d.resident_id = $1 order by g.code`,
} as const;

/** Everything these tables hold of a resident, by share. */
export async function exportRows(tx: Transaction, residentId: bigint): Promise<Record<string, Json>> {
  const copy: Record<string, Json> = {};
  for (const [share, statement] of Object.entries(SHARES)) {
    copy[share] = (await tx.query<{ row: Json }>(statement, [residentId.toString()])).map(({ row }) => row);
  }
  return copy;
}

/** What the resident calls relatives: sealed, by their numbers. */
export async function sealedLabels(
  tx: Transaction,
  residentId: bigint,
): Promise<{ relative: string; label: Buffer }[]> {
  return tx.query(
    `select relative_id::text as relative, label from inclusion.relative
      where resident_id = $1 and label is not null order by relative_id`,
    [residentId.toString()],
  );
}
