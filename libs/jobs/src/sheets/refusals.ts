import { Refusal, type Text } from '@carbon/kernel';

/** More rows than one file takes. */
export function exportTooLarge(limit: number): Refusal {
  return new Refusal(
    'EXPORT_TOO_LARGE',
    422,
    {
      zh: `超过 ${limit} 行，一个文件放不下；请缩小账户、时间或品种范围后再导出`,
      en: `More than ${limit} rows do not go into one file: ask for fewer accounts, a shorter time or one instrument`,
    },
    { details: { limit: limit.toString() } },
  );
}

/** A file that is not read at all; `what` says why. */
export function workbookRefused(rule: string, what: Text): Refusal {
  return new Refusal('WORKBOOK_REFUSED', 422, what, { details: { reason: rule } });
}
