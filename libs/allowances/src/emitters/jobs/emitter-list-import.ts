import { IsOneOf } from '@carbon/http';
import type { JobKind } from '@carbon/jobs';
import { LISTED_MARKETS } from '../../domain/emitters/index';
import type { EmitterDesk } from '../desk';
import { LIST_COLUMNS, readListRows } from '../domain/list-rows';
import { IsEvidence, IsYear } from '../http/fields';
import { stageFile } from './stage-file';

export class EmitterListImportPayload {
  @IsEvidence({ description: 'Uploaded CSV, XLSX or JSON file, by its SHA-256. 已上传的文件' })
  document!: string;

  @IsOneOf(LISTED_MARKETS, { description: 'Market. 碳市场', example: 'CN' })
  market!: string;

  @IsYear()
  year!: number;
}

/** Stages a list of key emitters from a file; it is published by the task `emitter-list`, all rows or none. */
export function emitterListImportKind(desk: EmitterDesk): JobKind<EmitterListImportPayload> {
  return {
    kind: 'emitter-list-import',
    title: { zh: '导入重点排放单位名录', en: 'Import a list of key emitters' },
    payload: EmitterListImportPayload,
    permission: 'emitter-lists.propose',
    run: (job) => {
      const { document, market, year } = job.payload;
      const file = { document, market, year, kind: 'emitter-list', columns: LIST_COLUMNS } as const;
      return stageFile(job, desk, { ...file, read: readListRows });
    },
  };
}
