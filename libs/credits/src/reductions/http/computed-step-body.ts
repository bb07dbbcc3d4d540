import type { Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import type { ComputedStep } from '../../domain/methodologies/computation';

/** One step of a computation: enough to compute it again by hand. */
export class ComputedStepBody {
  @ApiProperty({ description: 'Place in the computation. 序号', example: '1' })
  at!: string;
  @ApiProperty({ description: 'The step. 步骤', example: 'netMwh' })
  name!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Its month, of monthly steps. 月份',
    example: '2026-01',
  })
  month!: string | null;
  @ApiProperty({ description: 'What it is to the balance. 作用', example: 'baseline' })
  role!: string;
  @ApiProperty({ description: 'The expression. 公式', example: 'exportMwh - importMwh' })
  expression!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'What it was given. 代入值',
    example: { exportMwh: '12345.678', importMwh: '10' },
  })
  inputs!: Readonly<Record<string, string>>;
  @ApiProperty({ description: 'What came out. 结果', example: '12335.678' })
  value!: string;
  @ApiProperty({ description: 'Unit. 单位', example: 'MWh' })
  unit!: string;
  @ApiProperty({ type: [String], description: 'Rules. 规则', example: ['CCM-02'] })
  rules!: readonly string[];
  @ApiProperty({ description: 'Certainty. 确定度', example: 'F' })
  certainty!: string;
}

export const computedStepBody = (step: ComputedStep & { readonly at: string }): Sent<ComputedStepBody> => {
  const { at, name, month, role, expression, inputs, value, unit, rules, certainty } = step;
  return { at, name, month: month ?? null, role, expression, inputs, value, unit, rules, certainty };
};
