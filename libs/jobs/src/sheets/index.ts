export { type CellValue, type Column, type ColumnKind, type SheetLanguage } from './column';
export { readWorkbook, type SheetRows, WORKBOOK_LIMITS, type WorkbookLimits } from './read-workbook';
export { workbookRefused } from './refusals';
export { type Export, ExportBody, EXPORT_ROWS, pagesOf, runExport } from './run-export';
