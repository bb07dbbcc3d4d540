import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import type { SurveillanceRules } from '../../domain/trading/index';
import { type Finding, inTime } from '../domain/finding';

/** What came of a look. */
export interface Recorded {
  /** Findings nobody had told before. */
  readonly added: number;
  /** Alerts that began with them. */
  readonly raised: number;
}

const NOTHING: Recorded = { added: 0, raised: 0 };

/** Names the instance over all alerts. */
const patternOf = (market: string, { kind, instrument = '', subject, day, key }: Finding): string =>
  [market, kind, instrument, subject, day, key].join('|');

/**
 * Adds findings that are not there yet to the alert they belong to, which begins with its first. Looking again changes
 * nothing; what goes on after its alert was dismissed begins another one. Set-based; one look of a market and kind at a time.
 */
export async function recordFindings(
  tx: Transaction,
  market: string,
  findings: readonly Finding[],
  rules: SurveillanceRules,
  now: Date,
): Promise<Recorded> {
  const [first] = findings;
  if (first === undefined) return NOTHING;
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `surveillance ${market} ${first.kind}`,
  ]);
  const fresh = await notYetTold(tx, market, inTime(findings));
  if (fresh.length === 0) return NOTHING;
  const raised = await beginAlerts(tx, market, fresh, now);
  await tx.query(ADD_FINDINGS, [
    market,
    ...findingColumns(market, fresh),
    rules.reference.id,
    rules.reference.version,
    rules.hash,
    rules.reference.certainty,
    now,
  ]);
  await tx.query(COUNT_UP, [
    market,
    ...keyColumns(fresh),
    fresh.map(({ severity }) => severity),
    fresh.map(({ at }) => at),
  ]);
  for (const alert of raised)
    await recordAudit(
      tx,
      {
        action: 'surveillance-alert.raised',
        subject: { kind: 'surveillance-alert', id: alert.id },
        after: {
          ...{ market, kind: alert.kind, severity: alert.severity, day: alert.day },
          instrument: alert.instrument,
        },
      },
      now,
      { actor: 'system' },
    );
  return { added: fresh.length, raised: raised.length };
}

async function notYetTold(
  tx: Transaction,
  market: string,
  findings: readonly Finding[],
): Promise<readonly Finding[]> {
  const byPattern = new Map<string, Finding>();
  for (const finding of findings) {
    const pattern = patternOf(market, finding);
    if (!byPattern.has(pattern)) byPattern.set(pattern, finding);
  }
  const known = await tx.query<{ pattern: string }>(
    'select pattern from market.alert_finding where pattern = any($1::text[])',
    [[...byPattern.keys()]],
  );
  for (const { pattern } of known) byPattern.delete(pattern);
  return [...byPattern.values()];
}

interface Raised {
  id: string;
  kind: string;
  severity: string;
  day: string;
  instrument: string | null;
}

async function beginAlerts(
  tx: Transaction,
  market: string,
  findings: readonly Finding[],
  now: Date,
): Promise<readonly Raised[]> {
  const alerts = new Map<string, Finding>();
  for (const finding of findings) {
    const { kind, instrument = '', subject, day } = finding;
    const key = [kind, instrument, subject, day].join('|');
    if (!alerts.has(key)) alerts.set(key, finding);
  }
  const rows = [...alerts.values()].map(({ kind, instrument, subject, day, severity, at, parties }) => ({
    ...{ id: newId(), kind, instrument: instrument ?? null, subject, day, severity, at },
    accounts: [...new Set(parties.map(({ account }) => account))].sort(),
    holders: [...new Set(parties.map(({ holderId }) => holderId))].sort(),
  }));
  return tx.query<Raised>(
    `insert into market.alert (id, market, kind, subject, instrument, day, severity, accounts, holder_ids, findings,
        raised_at, last_at, changed_at)
     select a.id, $1, a.kind, a.subject, a.instrument, a.day, a.severity, a.accounts, a.holders, 1, $3, a.at, $3
       from jsonb_to_recordset($2::jsonb) as a (id uuid, kind text, subject text, instrument text, day date, severity text,
         at timestamptz, accounts text[], holders uuid[])
     on conflict (market, kind, subject, coalesce(instrument, ''), day) where state <> 'dismissed' do nothing
     returning id, kind, severity, day::text, instrument`,
    [market, JSON.stringify(rows), now],
  );
}

/** The alert that a finding belongs to: the one that is not dismissed. */
const OF_ALERT = `a.market = $1 and a.kind = f.kind and a.subject = f.subject
  and coalesce(a.instrument, '') = coalesce(f.instrument, '') and a.day = f.day and a.state <> 'dismissed'`;

const keyColumns = (findings: readonly Finding[]): unknown[] => [
  findings.map(({ kind }) => kind),
  findings.map(({ subject }) => subject),
  findings.map(({ instrument }) => instrument ?? null),
  findings.map(({ day }) => day),
];

const findingColumns = (market: string, findings: readonly Finding[]): unknown[] => [
  ...keyColumns(findings),
  findings.map((finding) => patternOf(market, finding)),
  findings.map(({ at }) => at),
  findings.map(({ severity }) => severity),
  findings.map(({ facts }) => JSON.stringify(facts)),
  findings.map(({ told }) => JSON.stringify(told)),
  findings.map(({ evidence }) => JSON.stringify(evidence)),
];

const ADD_FINDINGS = `insert into market.alert_finding (alert_id, pattern, at, severity, facts, told, evidence, pack_id,
    pack_version, pack_hash, certainty, found_at)
  select a.id, f.pattern, f.at, f.severity, f.facts::jsonb, f.told::jsonb, f.evidence::jsonb, $12, $13, $14, $15, $16
    from unnest($2::text[], $3::text[], $4::text[], $5::date[], $6::text[], $7::timestamptz[], $8::text[], $9::text[],
                $10::text[], $11::text[])
         with ordinality as f (kind, subject, instrument, day, pattern, at, severity, facts, told, evidence, turn)
    join market.alert a on ${OF_ALERT}
   order by f.turn`;

const COUNT_UP = `update market.alert a
    set findings = (select count(*) from market.alert_finding n where n.alert_id = a.id),
        last_at = greatest(a.last_at, f.last_at),
        severity = case when f.severe then 'severe' else a.severity end
   from (select kind, subject, instrument, day, bool_or(severity = 'severe') as severe, max(at) as last_at
           from unnest($2::text[], $3::text[], $4::text[], $5::date[], $6::text[], $7::timestamptz[])
                as f (kind, subject, instrument, day, severity, at)
          group by kind, subject, instrument, day) f
  where ${OF_ALERT}`;
