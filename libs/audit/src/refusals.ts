import { Refusal } from '@carbon/kernel';

/** Also of a record out of reach: it does not exist for who asks. */
export function unknownAuditRecord(id: bigint): Refusal {
  return new Refusal(
    'AUDIT_RECORD_UNKNOWN',
    404,
    { zh: `没有编号为 ${id.toString()} 的审计记录。`, en: `There is no audit record ${id.toString()}.` },
    { details: { record: id.toString() } },
  );
}
