import type { Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import type { AttestationType } from '../domain/attestation-types';
import { AttestationTextBody } from './attestation-bodies';

export class AttestedFigureBody {
  @ApiProperty({ description: 'Name in `figures`. 名称', example: 'divertedT' })
  name!: string;
  @ApiProperty({ type: AttestationTextBody, description: 'In words. 说明' })
  title!: Sent<AttestationTextBody>;
  @ApiProperty({ description: 'Unit. 单位', example: 't' })
  unit!: string;
  @ApiProperty({ description: 'Whether it must be stated. 是否必填', example: true })
  required!: boolean;
}

export class AttestationGradeBody {
  @ApiProperty({ type: AttestationTextBody, description: 'Grade. 等级' })
  title!: Sent<AttestationTextBody>;
  @ApiProperty({ description: 'From this percentage on. 最低百分比', example: '95' })
  atLeastPercent!: string;
}

export class AttestationTypeBody {
  @ApiProperty({ description: 'Type. 类型', example: 'zero-waste-to-landfill' })
  id!: string;
  @ApiProperty({ type: AttestationTextBody, description: 'Title. 名称' })
  title!: Sent<AttestationTextBody>;
  @ApiProperty({ description: 'Standard. 标准', example: 'UL 2799' })
  standard!: string;
  @ApiProperty({ type: 'integer', description: 'Longest validity, months. 最长有效期（月）', example: 12 })
  validityMonths!: number;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Months between surveillances. 监督审核间隔（月）',
    example: 6,
  })
  surveillanceMonths!: number | null;
  @ApiProperty({ type: [AttestedFigureBody], description: 'What it states. 数值项' })
  figures!: Sent<AttestedFigureBody>[];
  @ApiProperty({ type: [AttestationGradeBody], description: 'Grades, highest first. 等级' })
  grades!: Sent<AttestationGradeBody>[];
  @ApiProperty({ description: 'Where this was read. 来源', example: 'UL 2799, from memory' })
  source!: string;
  @ApiProperty({ description: 'How well it is founded. 确定性', example: 'M-' })
  certainty!: string;
}

export function attestationTypeBody(type: AttestationType): Sent<AttestationTypeBody> {
  const { id, title, standard, validityMonths, surveillanceMonths, source, certainty } = type;
  return {
    ...{ id, title, standard, validityMonths, surveillanceMonths, source, certainty },
    figures: [...type.figures],
    grades: [...(type.graded?.grades ?? [])],
  };
}
