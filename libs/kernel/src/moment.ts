import { fault, malformed } from './refusal';

const MOMENT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Whether a text is an ISO 8601 moment with its offset, of a day that exists. */
function isMoment(text: string): boolean {
  const day = MOMENT.exec(text)?.[1];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  return !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
}

/** Reads an ISO 8601 moment with its offset. @throws Refusal INPUT_MALFORMED naming `field` */
export function parseMoment(text: unknown, field = 'at'): Date {
  if (typeof text !== 'string' || !isMoment(text)) {
    throw malformed([
      fault(
        field,
        'moment',
        'must be a moment with its offset, e.g. 2026-03-31T08:00:00+08:00',
        '应为带时区偏移的时刻，例如 2026-03-31T08:00:00+08:00',
      ),
    ]);
  }
  return new Date(text);
}
