import type { Json } from '@carbon/kernel';

/** What an act of the audit trail tells the world. */
export interface ToldAct {
  readonly recordId: string;
  readonly at: Date;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before: Json;
  readonly after: Json;
  readonly reason: string | null;
}

/** CloudEvents 1.0, structured mode; `sequence` is of its Sequence extension. */
export function cloudEvent(act: ToldAct, source: string): Json {
  const { recordId, at, action, subjectKind, subjectId, before, after, reason } = act;
  return {
    specversion: '1.0',
    id: `audit-${recordId}`,
    source,
    type: `carbon-ledger.${action}`,
    subject: `${subjectKind}/${subjectId}`,
    time: at.toISOString(),
    datacontenttype: 'application/json',
    sequence: recordId.padStart(19, '0'),
    data: { before, after, reason },
  };
}
