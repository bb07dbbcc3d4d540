import type { Text } from '@carbon/kernel';

/**
 * What a column holds. `text` is never taken for a number, whatever its digits: codes and serials are texts. `date` is a
 * China day, `moment` is shown in China time.
 */
export type ColumnKind = 'text' | 'quantity' | 'decimal' | 'date' | 'moment';

/** The words of a header: one language, or both in one cell. */
export const SHEET_LANGUAGES = ['both', 'zh', 'en'] as const;
export type SheetLanguage = (typeof SHEET_LANGUAGES)[number];

/** `quantity` is a bigint, `moment` a Date, all others are texts: decimals and days as the platform writes them. */
export type CellValue = string | bigint | Date | null;

export interface Column<Row> {
  readonly kind: ColumnKind;
  readonly title: Text;
  readonly of: (row: Row) => CellValue;
}

export function inLanguage({ zh, en }: Text, language: SheetLanguage): string {
  return language === 'both' ? `${zh} ${en}` : { zh, en }[language];
}
