import { IsCount, IsListOf, IsText, IsWholeNumberString } from '@carbon/http';

const CODE = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;

export class TargetLeafBody {
  @IsText({
    description: 'Company, site and device, with `/` between. 企业、场所、设备路径',
    max: 170,
    pattern: /^[A-Z0-9][A-Z0-9._-]{1,39}(\/[^/]{1,60}){0,2}$/u,
    example: 'DEMO-STEEL/north/kiln-1',
  })
  path!: string;

  @IsWholeNumberString({
    description: 'What decides the share, e.g. tonnes of last year. 权重，如上年排放量',
    example: '120000',
  })
  weight!: string;
}

/** Payload of the task kind `group-target`. */
export class GroupTargetPayload {
  @IsText({
    description: 'Head of the group. 集团上级单位代码',
    max: 40,
    pattern: CODE,
    example: 'DEMO-GROUP',
  })
  head!: string;

  @IsCount({ description: 'Calendar year. 年度', min: 2000, max: 2199, example: 2026 })
  year!: number;

  @IsWholeNumberString({ description: 'The target in whole tonnes. 集团目标（吨）', example: '3600000' })
  targetT!: string;

  @IsListOf(() => TargetLeafBody, {
    description: 'The parts it is split over. 分解对象',
    min: 1,
    max: 5000,
  })
  parts!: TargetLeafBody[];
}
