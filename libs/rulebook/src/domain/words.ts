import type { Text } from '@carbon/kernel';
import type { PackChange } from './pack-changes';

/** Changes that a summary tells one by one; all of them stand with the task. */
const MAX_TOLD = 12;

/** What an approver reads of a new version. */
export function summaryOfVersion(
  pack: {
    readonly id: string;
    readonly version: string;
    readonly title: Text;
    readonly effectiveFrom: string;
  },
  before: string | undefined,
  changes: readonly PackChange[],
  reason: string,
): Text {
  const count = (kind: PackChange['kind']) => changes.filter((one) => one.kind === kind).length;
  const counts = [count('added'), count('removed'), count('changed')] as const;
  const more = changes.length - MAX_TOLD;
  const list = (language: 'zh' | 'en') =>
    changes
      .slice(0, MAX_TOLD)
      .map(({ text }) => text[language])
      .join(language === 'zh' ? '；' : '; ');
  const head = {
    zh: `规则包 ${pack.id} ${pack.version}（${pack.title.zh}）自 ${pack.effectiveFrom} 起取代 ${before ?? '无'}：新增 ${counts[0]} 项、删去 ${counts[1]} 项、修改 ${counts[2]} 项`,
    en: `Rule pack ${pack.id} ${pack.version} (${pack.title.en}) takes the place of ${before ?? 'none'} from ${pack.effectiveFrom} on: ${counts[0]} added, ${counts[1]} removed, ${counts[2]} changed`,
  };
  return {
    zh: `${head.zh}。${list('zh')}${more > 0 ? `；另有 ${more} 项` : ''}。理由：${reason}`,
    en: `${head.en}. ${list('en')}${more > 0 ? `; and ${more} more` : ''}. Reason: ${reason}`,
  };
}
