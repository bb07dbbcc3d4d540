import { IsCount, IsId, IsMoment, IsOneOf, IsQuantity, IsText } from '@carbon/http';
import { DECISIONS, type Decision } from '../persistence/appeals';

const YEAR_S = 31_622_400;

export class InclusionAppealPayload {
  @IsId({ description: 'The appeal. 申诉' })
  appeal!: string;

  @IsOneOf(DECISIONS, { description: 'Whether the resident is right. 决定', example: 'upheld' })
  decision!: Decision;

  @IsText({
    description: 'Why, for the resident to read; kept with the appeal only. 理由（居民可见）',
    example: '经核对乘车记录，该次出行属实',
    max: 500,
    optional: true,
  })
  reason?: string;

  @IsQuantity({
    description: 'Amount that counts, in the unit of the method; as told when absent. 计入数量',
    example: '20000',
    optional: true,
  })
  amount?: string;

  @IsMoment({ description: 'When it began; as told when absent. 开始时间', optional: true })
  startedAt?: string;

  @IsCount({
    description: 'How long it took, seconds; as told when absent. 时长（秒）',
    example: 1800,
    min: 0,
    max: YEAR_S,
    optional: true,
  })
  durationS?: number;
}
