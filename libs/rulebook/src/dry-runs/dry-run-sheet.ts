import type { Export } from '@carbon/jobs';
import type { Text } from '@carbon/kernel';
import type { DryRunLine } from './dry-run';
import type { DryRunRecord } from './persistence/dry-run-records';

export interface SheetLine extends DryRunLine {
  readonly trial: Text;
}

const ROWS = 500;

/** All lines of a dry run as a sheet. */
export function dryRunSheet(record: DryRunRecord, lines: readonly SheetLine[]): Export<SheetLine> {
  const { family, version, hash, baselineVersion, content } = record;
  return {
    title: { zh: '规则包试算', en: 'Dry run of a rule pack' },
    name: `dry-run-${family}-${version}`,
    columns: [
      { kind: 'text', title: { zh: '试算项目', en: 'Trial' }, of: ({ trial }) => `${trial.zh} ${trial.en}` },
      { kind: 'text', title: { zh: '记录', en: 'Record (Chinese)' }, of: ({ subject }) => subject.zh },
      { kind: 'text', title: { zh: '记录（英文）', en: 'Record' }, of: ({ subject }) => subject.en },
      { kind: 'text', title: { zh: '主体代码', en: 'Holder' }, of: ({ holderCode }) => holderCode ?? null },
      { kind: 'text', title: { zh: '现行版本', en: 'Version in force' }, of: ({ before }) => before },
      { kind: 'text', title: { zh: '拟议版本', en: 'Proposed version' }, of: ({ after }) => after },
    ],
    pages: pagesOf(lines),
    filter: [
      [{ zh: '规则包', en: 'Rule pack' }, `${family} ${baselineVersion} → ${version}`],
      [{ zh: '拟议内容哈希', en: 'Hash of the proposal' }, hash],
      [{ zh: '拟自', en: 'To begin on' }, content.effectiveFrom],
    ],
    finePrint: [
      {
        zh: '试算不改变任何记录；仅列出结果不同者。',
        en: 'A dry run changes no record; only what would come out otherwise is listed.',
      },
    ],
  };
}

async function* pagesOf(lines: readonly SheetLine[]): AsyncGenerator<readonly SheetLine[]> {
  for (let at = 0; at < lines.length; at += ROWS) yield await Promise.resolve(lines.slice(at, at + ROWS));
}
