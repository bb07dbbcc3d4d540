import { ApiProperty } from '@nestjs/swagger';
import { CompositeBody } from './close-bodies';

export class CompositeDayBody extends CompositeBody {
  @ApiProperty({ description: 'China day. 交易日', example: '2026-03-02' })
  day!: string;
}
