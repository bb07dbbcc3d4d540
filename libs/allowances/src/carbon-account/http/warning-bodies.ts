import { IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { StandingWarning } from '../persistence/warnings';
import type { WarningRule } from '../warnings';

export class WarningPath {
  @IsId({ description: 'The warning. 预警编号' })
  id!: string;
}

export class WarningsQuery extends PageQuery {
  @IsText({
    description: 'Only of this kind. 预警类型',
    max: 40,
    pattern: /^[a-z][a-z-]*$/,
    optional: true,
    example: 'budget-overrun',
  })
  kind?: string;

  @IsOneOf(['standing', 'all'], {
    description: 'Those that stand, or all; standing when absent. 状态筛选',
    optional: true,
    example: 'standing',
  })
  show?: 'standing' | 'all';
}

export class WarningBody {
  @ApiProperty({ format: 'uuid', description: 'Id. 编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;

  @ApiProperty({ description: 'Whom it is about. 企业代码', example: 'DEMO-STEEL' })
  holder!: string;

  @ApiProperty({ description: 'Kind. 类型', example: 'budget-overrun' })
  kind!: string;

  @ApiProperty({ description: 'Title in Chinese. 标题', example: '配额预算超支' })
  titleZh!: string;

  @ApiProperty({ description: 'Title in English. 标题', example: 'More is needed than is held' })
  titleEn!: string;

  @ApiProperty({ description: 'In words. 说明', example: '2026 年预计需要 120 吨，持有 100 吨' })
  textZh!: string;

  @ApiProperty({ description: 'In words. 说明', example: '2026 is going to need 120 t, 100 t are held' })
  textEn!: string;

  @ApiProperty({ type: [String], description: 'Rules it rests on. 规则', example: ['CYC-09'] })
  rules!: readonly string[];

  @ApiProperty({
    format: 'date-time',
    description: 'Raised at. 发出时间',
    example: '2026-09-20T08:00:00.000+08:00',
  })
  raisedAt!: string;

  @ApiProperty({
    format: 'date-time',
    required: false,
    description: 'First seen at. 首次查看',
    example: '2026-09-20T09:00:00.000+08:00',
  })
  seenAt?: string;

  @ApiProperty({
    format: 'date-time',
    required: false,
    description: 'Over since; absent while it stands. 解除时间',
    example: '2026-09-21T08:00:00.000+08:00',
  })
  clearedAt?: string;
}

/** A warning in the words of its rule; in those of its kind where the rule is no longer there. */
export function warningBody(warning: StandingWarning, rule: WarningRule | undefined): Sent<WarningBody> {
  const { id, holder, kind, facts, raisedAt, seenAt, clearedAt } = warning;
  const title = rule?.title ?? { zh: kind, en: kind };
  const text = rule?.tell(facts) ?? title;
  return {
    ...{ id, holder, kind, rules: rule?.rules ?? [] },
    ...{ titleZh: title.zh, titleEn: title.en, textZh: text.zh, textEn: text.en },
    raisedAt: chinaTimestamp(raisedAt),
    ...(seenAt === null ? {} : { seenAt: chinaTimestamp(seenAt) }),
    ...(clearedAt === null ? {} : { clearedAt: chinaTimestamp(clearedAt) }),
  };
}
