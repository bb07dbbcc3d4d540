import type { NewHolder } from '@carbon/identity';
import { parse } from 'csv-parse/sync';
import { demoFile } from '../demo-file';

type Row = Readonly<Record<string, string>>;

/** What the rows of `rewards.csv` are given by: all made up. */
export const MERCHANTS: readonly NewHolder[] = [
  merchant('M01', '城市地铁', 'City metro'),
  merchant('M02', '湖滨景区', 'Lakeside park'),
  merchant('M03', '街角咖啡', 'Corner coffee'),
  merchant('M04', '绿电售电公司', 'Green power seller'),
  { ...merchant('C01', '公益球场项目', 'Charity court'), kind: 'organisation' },
];

function merchant(code: string, zh: string, en: string): NewHolder {
  return { code, nameZh: `${zh}（示例）`, nameEn: `${en} (example)`, kind: 'merchant', source: 'synthetic' };
}

/** The proposals of task kind `inclusion-reward` that the rows of `rewards.csv` make for a programme. */
export function rewardProposals(programme: string): readonly (object & { readonly code: string })[] {
  const rows: Row[] = parse(demoFile('rewards.csv'), { columns: true, bom: true });
  return rows.map((row) => {
    const cell = (column: string): string => row[column] ?? '';
    const given = (name: string, column: string) => (cell(column) === '' ? {} : { [name]: cell(column) });
    const whole = (column: string) => Number(cell(column));
    return {
      ...{
        programme,
        code: cell('code'),
        kind: cell('kind'),
        nameZh: cell('name_zh'),
        nameEn: cell('name_en'),
      },
      ...{ points: cell('points'), merchant: cell('merchant'), settlementYuan: cell('settlement_yuan') },
      ...given('stock', 'stock'),
      ...given('targetPoints', 'target_points'),
      ...(cell('kwh') === '' ? {} : { kwh: whole('kwh') }),
      ...(cell('confirms') === '' ? {} : { confirms: true }),
      ...(cell('limit_count') === ''
        ? {}
        : { limit: { count: whole('limit_count'), period: cell('limit_period') } }),
      source: cell('source'),
    };
  });
}
