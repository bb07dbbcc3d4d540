import { type CsvReading, readCsv, required } from '../domain/csv/csv-reading';
import { provinceByCode, parseProvince } from '../domain/provinces';
import type { DemoHolder } from './owners';

const COLUMNS = ['code', 'name_zh', 'name_en', 'sector', 'class', 'province', 'source'] as const;

/** Sectors whose enterprises are key emitters in the demonstration. */
const KEY_EMITTERS = new Set(['power', 'steel', 'cement', 'aluminium']);

type EnterpriseRow = DemoHolder & { readonly line: number };

/** Reads the demonstration enterprises as holders. */
export function readEnterprisesCsv(text: string): CsvReading<EnterpriseRow> {
  return readCsv<EnterpriseRow>(text, {
    columns: COLUMNS,
    keyOf: (row) => ({ column: 'code', key: row.code, says: row.nameZh }),
    readRow: (row) => {
      const code = row.take('code', 40, required);
      const nameZh = row.take('name_zh', 200, required);
      const nameEn = row.take('name_en', 200, required);
      const sector = row.take('sector', 40, required);
      const province = row.take('province', 20, (name, column) => parseProvince(name, column).code);
      const source = row.take('source', 300, required);
      if (!code || !nameZh || !nameEn || !sector || !province || !source) return undefined;
      const place = provinceByCode(province)?.zh ?? province;
      return { line: row.line, code, nameZh, nameEn, kind: kindOf(sector), province: place, source };
    },
  });
}

function kindOf(sector: string): DemoHolder['kind'] {
  if (sector === 'project-owner') return 'project-owner';
  return KEY_EMITTERS.has(sector) ? 'key-emitter' : 'organisation';
}
