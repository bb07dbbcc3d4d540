import type { JobKind } from '@carbon/jobs';
import type { EmitterDesk } from '../desk';
import { DEPOSIT_COLUMNS, readDepositRows } from '../domain/deposit-rows';
import { IsEvidence, IsMarketCode } from '../http/fields';
import { stageFile } from './stage-file';

export class DepositImportPayload {
  @IsEvidence({ description: 'Uploaded CSV, XLSX or JSON file, by its SHA-256. 已上传的文件' })
  document!: string;

  @IsMarketCode({ description: 'The market under which the units count. 机组所属碳市场' })
  market!: string;
}

/** Stages monthly data of units from a file (CYC-09); nothing counts until it is committed, all rows or none. */
export function depositImportKind(desk: EmitterDesk): JobKind<DepositImportPayload> {
  return {
    kind: 'deposit-import',
    title: { zh: '导入月度存证数据', en: 'Import monthly deposits' },
    payload: DepositImportPayload,
    permission: 'emitters.write',
    run: (job) =>
      stageFile(job, desk, {
        ...{ document: job.payload.document, market: job.payload.market },
        ...{ kind: 'deposits', year: null },
        ...{ columns: DEPOSIT_COLUMNS, read: readDepositRows },
      }),
  };
}
