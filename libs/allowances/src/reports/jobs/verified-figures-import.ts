import { recordAudit } from '@carbon/audit';
import type { JobKind } from '@carbon/jobs';
import { fault, type Json } from '@carbon/kernel';
import { IsMarketCode } from '../../emitters/http/fields';
import type { ReportDesk } from '../desk';
import { readVerifiedRows, VERIFIED_COLUMNS } from '../domain/verified-rows';
import { IsDocumentSha256 } from '../http/fields';
import { enterprisesByCode, stageVerified } from '../persistence/verified-imports';
import { tableOfDocument, toldFaults } from './read-document';

export class VerifiedFiguresImportPayload {
  @IsMarketCode()
  market!: string;

  @IsDocumentSha256('Uploaded CSV, XLSX or JSON file, by its SHA-256. 已上传的文件')
  document!: string;
}

/**
 * Stages verified years of many enterprises from a file, all rows or none; the task `verified-figures-import` takes them.
 * Enterprises out of reach are not there.
 */
export function verifiedFiguresImportKind(desk: ReportDesk): JobKind<VerifiedFiguresImportPayload> {
  return {
    kind: 'verified-figures-import',
    title: { zh: '导入核查结果', en: 'Import verified figures' },
    payload: VerifiedFiguresImportPayload,
    permission: 'emission-verification.propose',
    async run(job): Promise<Json> {
      const { market, document } = job.payload;
      const table = await tableOfDocument(job, desk, document, VERIFIED_COLUMNS);
      const { years, faults } = readVerifiedRows(table);
      await job.progress({ zh: '核对企业', en: 'looking for the enterprises' }, 0, years.length);
      const codes = [...new Set(years.map(({ enterprise }) => enterprise))];
      const enterprises = await enterprisesByCode(job.database, codes, job.reach);
      const unknown = years.flatMap(({ line, enterprise }) =>
        enterprises.has(enterprise)
          ? []
          : [
              fault(
                `rows[${line}].enterprise`,
                'unknown',
                'is no enterprise in reach',
                '没有此企业或无权办理',
              ),
            ],
      );
      const all = [...faults, ...unknown];
      if (all.length > 0 || years.length === 0) return { import: null, years: 0, ...toldFaults(all) };
      const staged = years.map(({ line, enterprise, year, sector, verifiedT, units, lines }, at) => {
        const { id = '', province = null } = enterprises.get(enterprise) ?? {};
        return {
          number: at + 1,
          line,
          holderId: id,
          year,
          figures: { sector, province, verifiedT, units, lines },
        };
      });
      const totalT = years.reduce((sum, { verifiedT }) => sum + verifiedT, 0n).toString();
      await job.progress({ zh: '暂存', en: 'staging' }, 0, years.length);
      const now = desk.clock.now();
      const { id, holderId, requestedBy: by } = job;
      await job.database.transaction(async (tx) => {
        const counts = { rows: table.rows.length, years: years.length, totalT };
        if (!(await stageVerified(tx, { id, market, document, holderId, by, now, ...counts }, staged)))
          return;
        await recordAudit(
          tx,
          {
            action: 'verified-import.staged',
            subject: { kind: 'verified-import', id },
            ...(holderId === null ? {} : { holderId }),
            after: { market, ...counts },
            documentHash: document,
          },
          now,
          { actor: by },
        );
      });
      await job.progress({ zh: '暂存', en: 'staging' }, years.length, years.length);
      return { import: id, rows: table.rows.length, years: years.length, totalT, errorCount: 0, errors: [] };
    },
  };
}
