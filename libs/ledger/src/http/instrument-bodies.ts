import type { Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { INSTRUMENT_KINDS, type InstrumentKind } from '../domain/vocabulary';
import type { InstrumentView, Supply } from '../persistence/read-directory';
import { IsInstrumentCode } from './fields';

export class InstrumentPath {
  @IsInstrumentCode({ description: 'Code of the instrument; write `/` as %2F. 品种代码' })
  code!: string;
}

export class InstrumentBody {
  @ApiProperty({ description: 'Code. 品种代码', example: 'GEC-W320900A01-2026-03' })
  code!: string;

  @ApiProperty({ enum: INSTRUMENT_KINDS, description: 'Kind. 品种类型', example: 'green-certificate' })
  kind!: InstrumentKind;

  @ApiProperty({ description: 'What one unit is. 单位', example: 'certificate' })
  unit!: string;

  @ApiProperty({ description: 'Scheme it belongs to. 所属制度', example: 'CN-GEC' })
  scheme!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Vintage or production month. 年份或月份',
    example: '2026-03',
  })
  period!: string | null;

  @ApiProperty({ description: 'Whether units carry serials. 是否编号', example: true })
  serialised!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'How much of its source one unit stands for, e.g. Wh of a certificate. 每单位对应来源量',
    example: '1000000',
  })
  sourcePerUnit!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Units that may ever be in issue. 总量上限',
    example: null,
  })
  cap!: string | null;
}

export class SupplyBody {
  @ApiProperty({ description: 'Units issued and not taken back. 已签发', example: '1000' })
  issued!: string;

  @ApiProperty({ description: 'Units in accounts of holders. 持有', example: '900' })
  held!: string;

  @ApiProperty({ description: 'Units retired by claims. 已核销', example: '100' })
  retired!: string;

  @ApiProperty({ description: 'Units surrendered for compliance. 已清缴', example: '0' })
  surrendered!: string;

  @ApiProperty({ description: 'Units cancelled. 已注销', example: '0' })
  cancelled!: string;

  @ApiProperty({ description: 'Units expired. 已失效', example: '0' })
  expired!: string;

  @ApiProperty({ description: 'Units converted into another instrument. 已结转', example: '0' })
  converted!: string;
}

export class InstrumentWithSupplyBody extends InstrumentBody {
  @ApiProperty({
    type: SupplyBody,
    description: 'Where the units are; issued is the sum of the others. 供给',
  })
  supply!: Sent<SupplyBody>;
}

export function instrumentBody(view: InstrumentView): Sent<InstrumentBody> {
  return {
    ...view,
    sourcePerUnit: view.sourcePerUnit?.toString() ?? null,
    cap: view.cap?.toString() ?? null,
  };
}

export function supplyBody(supply: Supply): Sent<SupplyBody> {
  return {
    issued: supply.issued.toString(),
    held: supply.held.toString(),
    retired: supply.retired.toString(),
    surrendered: supply.surrendered.toString(),
    cancelled: supply.cancelled.toString(),
    expired: supply.expired.toString(),
    converted: supply.converted.toString(),
  };
}
