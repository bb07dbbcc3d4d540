import type { Reader } from '@carbon/ledger';
import type { Json, Text } from '@carbon/kernel';

export interface NewAlert {
  readonly code: string;
  /** What it is about: while an alert of the same code and subject is open, no second one is raised. */
  readonly subject?: string;
  readonly severity: 'warning' | 'critical';
  readonly text: Text;
  readonly details?: Readonly<Record<string, Json>>;
}

export interface Alert {
  readonly id: string;
  readonly code: string;
  readonly severity: 'warning' | 'critical';
  readonly text: Text;
  readonly details: Json;
  readonly raisedAt: Date;
  readonly acknowledgedAt: Date | null;
}

/** Raises an alert; returns whether it is a new one. */
export async function raiseAlert(writer: Reader, alert: NewAlert): Promise<boolean> {
  const rows = await writer.query(
    `insert into log.alert (code, subject, severity, text_zh, text_en, details) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning id`,
    [
      alert.code,
      alert.subject ?? '',
      alert.severity,
      alert.text.zh,
      alert.text.en,
      JSON.stringify(alert.details ?? {}),
    ],
  );
  return rows.length > 0;
}

/** Alerts that nobody has acknowledged yet, newest first. */
export async function openAlerts(reader: Reader): Promise<Alert[]> {
  const rows = await reader.query<{
    id: string;
    code: string;
    severity: Alert['severity'];
    text_zh: string;
    text_en: string;
    details: Json;
    raised_at: Date;
    acknowledged_at: Date | null;
  }>(
    `select id, code, severity, text_zh, text_en, details, raised_at, acknowledged_at from log.alert
      where acknowledged_at is null order by id desc limit 100`,
  );
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    severity: row.severity,
    text: { zh: row.text_zh, en: row.text_en },
    details: row.details,
    raisedAt: row.raised_at,
    acknowledgedAt: row.acknowledged_at,
  }));
}

/** Returns whether there was such an open alert. */
export async function acknowledgeAlert(writer: Reader, id: bigint, actor: string): Promise<boolean> {
  const rows = await writer.query(
    `with done as (
       update log.alert set acknowledged_at = now(), acknowledged_by = $2
        where id = $1 and acknowledged_at is null returning id)
     select id from done`,
    [id.toString(), actor],
  );
  return rows.length > 0;
}
