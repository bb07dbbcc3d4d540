import { IsCount, IsQuantity, IsText, IsWholeNumberString } from '@carbon/http';
import { IsPoolNumber } from './fields';

export class PooledIssuePayload {
  @IsPoolNumber()
  pool!: string;

  @IsCount({ description: 'Which period of the pool. 第几期', example: 1, min: 1, max: 100_000 })
  period!: number;
}

export class PoolSettlementPayload {
  @IsPoolNumber()
  pool!: string;

  @IsCount({
    description: 'Whose units were sold: period of the pool. 第几期',
    example: 1,
    min: 1,
    max: 100_000,
  })
  period!: number;

  @IsText({ description: 'Names the sale, settled once. 交易编号', max: 100, example: 'SALE-2026-0007' })
  sale!: string;

  @IsQuantity({ description: 'Tonnes that were sold. 售出吨数', example: '6000' })
  tonnes!: string;

  @IsWholeNumberString({ description: 'What the buyer paid, in fen. 价款（分）', example: '27000000' })
  proceedsFen!: string;
}
