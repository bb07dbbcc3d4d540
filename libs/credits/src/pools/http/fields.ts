import { type FieldOptions, IsCount, IsText } from '@carbon/http';
import { Type } from 'class-transformer';
import { applyDecorators } from '@nestjs/common';

/** The public number of a pool. */
export function IsPoolNumber(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Number of the pool. 归集项目编号',
    example: 'PL000001',
    max: 14,
    pattern: /^PL\d{6,12}$/,
    ...options,
  });
}

/** A member's pseudonymous number; its meaning is judged by the domain. */
export function IsMemberReference(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Number of the member, given by the aggregator; never a name. 成员编号（不得含个人信息）',
    example: 'H-0537',
    max: 40,
    ...options,
  });
}

/** SHA-256 of an uploaded document, hex. */
export function IsDocumentHash(options: FieldOptions): PropertyDecorator {
  return IsText({
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    ...options,
  });
}

export class PoolPath {
  @IsPoolNumber()
  number!: string;
}

export class PoolMemberPath extends PoolPath {
  @IsMemberReference()
  member!: string;
}

/** The ordinal of a period in a path. */
function IsOrdinal(): PropertyDecorator {
  return applyDecorators(
    Type(() => Number),
    IsCount({ description: 'Which period of the pool. 第几期', example: 1, min: 1, max: 100_000 }),
  );
}

export class PeriodPath extends PoolPath {
  @IsOrdinal()
  period!: number;
}

export class SettlementPath extends PoolPath {
  @IsText({
    description: 'Number of the settlement. 结算单号',
    max: 20,
    pattern: /^JS\d{8,16}$/,
    example: 'JS00000001',
  })
  settlement!: string;
}
