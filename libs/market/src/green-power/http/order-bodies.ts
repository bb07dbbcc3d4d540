import {
  IsFlag,
  IsId,
  IsListOf,
  IsMoment,
  IsOneOf,
  IsPart,
  IsQuantity,
  IsText,
  PageQuery,
  type Sent,
} from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { Source } from '../../domain/green-power/index';
import { yuan, yuanOrNull } from '../../orders/domain/yuan';
import { yuanPerKwh } from '../domain/price';
import {
  POWER_ORDER_STATES,
  type PowerDemand,
  type PowerOffer,
  type PowerOrderState,
} from '../persistence/orders';

const ASSET = /^AS-\d{6,}$/;
const KIND = /^[a-z][a-z0-9-]{0,39}$/;
const MOST_PREFERENCES = 10;

export class PowerOrderPath {
  @IsId({ description: 'Offer or demand. 申报编号' })
  id!: string;
}

export class PowerOrdersQuery extends PageQuery {
  @IsMoment({ description: 'Only for the interval that begins then. 按时段筛选', optional: true })
  interval?: string;

  @IsOneOf(POWER_ORDER_STATES, {
    description: 'Only in this state. 按状态筛选',
    optional: true,
    example: 'placed',
  })
  state?: PowerOrderState;
}

export class PowerBoardQuery extends PageQuery {
  @IsMoment({ description: 'Beginning of the interval. 时段起始时间' })
  interval!: string;
}

export class PlacePowerOfferBody {
  @IsMoment({
    description: 'Beginning of the interval, on the quarter hour. 时段起始时间',
    example: '2026-03-02T12:00:00+08:00',
  })
  interval!: string;

  @IsText({
    description: 'Own plant, by its number in the registry of sources. 电源资产编号',
    max: 20,
    pattern: ASSET,
    example: 'AS-000001',
  })
  plant!: string;

  @IsQuantity({ description: 'Energy, in Wh. 电量（瓦时）', example: '25000' })
  energyWh!: string;

  @IsText({ description: 'Price asked, in yuan per kWh. 报价（元/千瓦时）', max: 20, example: '0.4250' })
  price!: string;
}

/** One plant, a kind of source, or any. */
export class PowerSourceBody {
  @IsText({
    description: 'One plant, by its number. 指定电源',
    max: 20,
    pattern: ASSET,
    optional: true,
    example: 'AS-000001',
  })
  plant?: string;

  @IsText({
    description: 'Every plant of a kind. 指定电源类型',
    max: 40,
    pattern: KIND,
    optional: true,
    example: 'wind',
  })
  kind?: string;

  @IsFlag({ description: 'Whatever there is. 任意电源', optional: true, example: true })
  any?: boolean;
}

export class PowerPreferenceBody {
  @IsPart(() => PowerSourceBody, { description: 'Exactly one of `plant`, `kind` and `any`. 电源偏好' })
  source!: PowerSourceBody;

  @IsText({ description: 'Highest price, in yuan per kWh. 最高价（元/千瓦时）', max: 20, example: '0.5000' })
  highestPrice!: string;
}

export class PlacePowerDemandBody {
  @IsMoment({
    description: 'Beginning of the interval, on the quarter hour. 时段起始时间',
    example: '2026-03-02T12:00:00+08:00',
  })
  interval!: string;

  @IsQuantity({ description: 'Energy wanted, in Wh. 电量（瓦时）', example: '10000' })
  energyWh!: string;

  @IsListOf(() => PowerPreferenceBody, {
    description: 'What is liked best first; the first price decides the turn. 偏好（依次）',
    max: MOST_PREFERENCES,
  })
  preferences!: PowerPreferenceBody[];
}

const MOMENT = { format: 'date-time', example: '2026-03-02T12:00:00.000+08:00' } as const;
const NULLABLE = { type: String, nullable: true, example: null } as const;
const ID = '01900000-0000-7000-8000-000000000001';

/** An offer as everybody who takes part sees it: its plant is named. */
export class PowerBoardBody {
  @ApiProperty({ ...MOMENT, description: 'Beginning of the interval. 时段起始时间' })
  interval!: string;

  @ApiProperty({ description: 'Plant, by its number. 电源资产编号', example: 'AS-000001' })
  plant!: string;

  @ApiProperty({ description: 'Kind of source. 电源类型', example: 'wind' })
  kind!: string;

  @ApiProperty({ description: 'Energy, in Wh. 电量（瓦时）', example: '25000' })
  energyWh!: string;

  @ApiProperty({
    description: 'Price asked, which is what buyers pay, in yuan per kWh. 价格（元/千瓦时）',
    example: '0.4250',
  })
  price!: string;
}

export class PowerOfferBody extends PowerBoardBody {
  @ApiProperty({ description: 'Number of the offer. 报价编号', example: ID })
  id!: string;

  @ApiProperty({ enum: POWER_ORDER_STATES, description: 'State. 状态', example: 'placed' })
  state!: PowerOrderState;

  @ApiProperty({
    ...NULLABLE,
    description: 'Of it, what was contracted, in Wh; null before the clearing. 成交电量',
  })
  soldWh!: string | null;

  @ApiProperty({ ...MOMENT, description: 'When it was taken. 申报时间' })
  placedAt!: string;
}

export class SentPreferenceBody {
  @ApiProperty({ ...NULLABLE, description: 'One plant. 指定电源', example: 'AS-000001' })
  plant!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'A kind of source; null with `plant` null is any. 电源类型' })
  kind!: string | null;

  @ApiProperty({ description: 'Highest price, in yuan per kWh. 最高价（元/千瓦时）', example: '0.5000' })
  highestPrice!: string;
}

export class PowerDemandBody {
  @ApiProperty({ description: 'Number of the demand. 需求编号', example: ID })
  id!: string;

  @ApiProperty({ ...MOMENT, description: 'Beginning of the interval. 时段起始时间' })
  interval!: string;

  @ApiProperty({ description: 'Energy wanted, in Wh. 电量（瓦时）', example: '10000' })
  energyWh!: string;

  @ApiProperty({ type: [SentPreferenceBody], description: 'Preferences in their order. 偏好（依次）' })
  preferences!: readonly Sent<SentPreferenceBody>[];

  @ApiProperty({ description: 'The most it can cost, set apart, in yuan. 冻结金额（元）', example: '5.00' })
  setApart!: string;

  @ApiProperty({ enum: POWER_ORDER_STATES, description: 'State. 状态', example: 'cleared' })
  state!: PowerOrderState;

  @ApiProperty({ ...NULLABLE, description: 'Of it, what was contracted, in Wh. 成交电量', example: '8000' })
  matchedWh!: string | null;

  @ApiProperty({
    ...NULLABLE,
    description: 'Still apart for contracts after the clearing, in yuan. 合同冻结金额（元）',
  })
  kept!: string | null;

  @ApiProperty({ ...MOMENT, description: 'When it was taken. 申报时间' })
  placedAt!: string;
}

export function powerBoardBody(offer: PowerOffer): Sent<PowerBoardBody> {
  const { startsAt, assetNumber: plant, kind, energyWh, price } = offer;
  return {
    interval: chinaTimestamp(startsAt),
    plant,
    kind,
    energyWh: energyWh.toString(),
    price: yuanPerKwh(price),
  };
}

export function powerOfferBody(offer: PowerOffer): Sent<PowerOfferBody> {
  return {
    ...powerBoardBody(offer),
    ...{ id: offer.id, state: offer.state, soldWh: offer.soldWh?.toString() ?? null },
    placedAt: chinaTimestamp(offer.placedAt),
  };
}

export function powerDemandBody(demand: PowerDemand): Sent<PowerDemandBody> {
  return {
    ...{ id: demand.id, interval: chinaTimestamp(demand.startsAt), energyWh: demand.energyWh.toString() },
    preferences: demand.preferences.map(({ of, highest }) => ({
      ...sourceWords(of),
      highestPrice: yuanPerKwh(highest),
    })),
    ...{ setApart: yuan(demand.setApartFen), state: demand.state },
    ...{ matchedWh: demand.matchedWh?.toString() ?? null, kept: yuanOrNull(demand.keptFen) },
    placedAt: chinaTimestamp(demand.placedAt),
  };
}

const sourceWords = (of: Source) => ({
  plant: 'source' in of ? of.source : null,
  kind: 'kind' in of ? of.kind : null,
});
