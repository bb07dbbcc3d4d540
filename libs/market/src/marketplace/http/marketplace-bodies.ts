import { IsOneOf, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp, type Text } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { MARKETPLACE_KINDS, type MarketplaceKind } from '../shelf';
import type { ShelvedEntry } from '../shelves';

export class MarketplaceQuery extends PageQuery {
  @IsOneOf(MARKETPLACE_KINDS, {
    description: 'Only of this kind. 按类型筛选',
    optional: true,
    example: 'green-certificate',
  })
  kind?: MarketplaceKind;
}

export class MarketplacePriceBody {
  @ApiProperty({ description: 'For one unit: yuan, or whole points. 单价', example: '78.50' })
  amount!: string;

  @ApiProperty({ enum: ['CNY', 'points'], description: 'In what. 计价单位', example: 'CNY' })
  currency!: 'CNY' | 'points';
}

export class MarketplaceEntryBody {
  @ApiProperty({ description: 'Where it stands: exchange, listings, … 货架', example: 'exchange' })
  shelf!: string;

  @ApiProperty({ enum: MARKETPLACE_KINDS, description: 'What it is. 类型', example: 'allowance' })
  kind!: MarketplaceKind;

  @ApiProperty({ description: 'Instrument, product or service. 代码', example: 'CEA25' })
  code!: string;

  @ApiProperty({
    description: 'Its name. 名称',
    example: { zh: '碳排放配额 CEA25（2025）', en: 'Allowance CEA25 (2025)' },
  })
  name!: Text;

  @ApiProperty({ description: 'What one unit is. 单位', example: 't' })
  unit!: string;

  @ApiProperty({
    type: MarketplacePriceBody,
    nullable: true,
    description: 'The best price that is asked; null where bids make it. 最优价格',
  })
  price!: Sent<MarketplacePriceBody> | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Whole units offered (on an exchange at that price); null where it is not bounded. 可买数量',
    example: '12000',
  })
  quantity!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'First moment at which it is not offered any more; null where none is set. 截止时间',
    example: null,
  })
  until!: string | null;

  @ApiProperty({
    description: 'Where to look closer. 查看路径',
    example: '/v1/public/exchange/CN/instruments/CEA25/depth',
  })
  look!: string;

  @ApiProperty({ description: 'Where to buy. 办理路径', example: '/v1/exchange/orders' })
  act!: string;

  @ApiProperty({
    description: 'Who may buy, and how. 说明',
    example: { zh: '须有该市场交易账户', en: 'It takes a trading account of that market' },
  })
  finePrint!: Text;
}

export const marketplaceEntryBody = (entry: ShelvedEntry): Sent<MarketplaceEntryBody> => ({
  ...{ shelf: entry.shelf, kind: entry.kind, code: entry.code, name: entry.name, unit: entry.unit },
  price: entry.price === undefined ? null : { ...entry.price },
  quantity: entry.quantity?.toString() ?? null,
  until: entry.until === undefined ? null : chinaTimestamp(entry.until),
  ...{ look: entry.look, act: entry.act, finePrint: entry.finePrint },
});
