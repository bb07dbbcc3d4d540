import { AreTexts, IsId, IsText, IsWholeNumberString, type Sent } from '@carbon/http';
import { chinaTimestamp, type Text } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { Delivery } from '../persistence/deliveries';
import type { Webhook } from '../persistence/webhooks';

const URL_EXAMPLE = 'https://erp.example.com/carbon-events';
const TYPES_EXAMPLE = ['certificates.*', 'sale.settled'];
const ID = '0198a1b2-0000-7000-8000-000000000001';
const MOMENT = '2026-03-02T10:00:00.000+08:00';

export class CreateWebhookBody {
  @IsText({ description: 'Where events are sent, https. 接收地址', max: 2000, example: URL_EXAMPLE })
  url!: string;

  @AreTexts({
    description: 'Which events: `*`, `certificates.*` or `certificates.issued`. 事件类型',
    max: 50,
    each: { max: 80, pattern: /^[a-z*][a-z.*-]*$/ },
    example: TYPES_EXAMPLE,
  })
  types!: string[];
}

export class WebhookPath {
  @IsId({ description: 'Id of the webhook. 订阅编号' })
  id!: string;
}

export class DeliveryPath extends WebhookPath {
  @IsWholeNumberString({ description: 'Id of the delivery. 推送编号', example: '42' })
  delivery!: string;
}

export class EventTypeBody {
  @ApiProperty({ description: 'Pattern to subscribe to. 可订阅的类型', example: 'certificates.*' })
  readonly type!: string;
  @ApiProperty({ description: 'In words. 说明', example: { zh: '绿证', en: 'green certificates' } })
  readonly title!: Text;
}

export class WebhookBody {
  @ApiProperty({ description: 'Id. 编号', example: ID })
  readonly id!: string;
  @ApiProperty({ description: 'Where events are sent. 接收地址', example: URL_EXAMPLE })
  readonly url!: string;
  @ApiProperty({ description: 'Which events. 事件类型', type: [String], example: TYPES_EXAMPLE })
  readonly types!: readonly string[];
  @ApiProperty({ description: 'Whether it is on. 是否启用', example: true })
  readonly active!: boolean;
  @ApiProperty({
    description: 'Why it is off. 停用原因',
    type: String,
    nullable: true,
    example: 'switched off',
  })
  readonly endReason!: string | null;
  @ApiProperty({
    description: 'Since when nothing has got through. 持续失败起始时间',
    type: String,
    nullable: true,
    example: MOMENT,
  })
  readonly failingSince!: string | null;
  @ApiProperty({ description: 'When it was made. 创建时间', example: MOMENT })
  readonly createdAt!: string;
}

export class NewWebhookBody extends WebhookBody {
  @ApiProperty({
    description: 'Signs every event; shown this once. 签名密钥，仅显示一次',
    example: 'whsec_…',
  })
  readonly secret!: string;
}

export class DeliveryBody {
  @ApiProperty({ description: 'Id of the delivery. 推送编号', example: '42' })
  readonly id!: string;
  @ApiProperty({ description: 'Event. 事件', example: 'certificates.issued' })
  readonly type!: string;
  @ApiProperty({
    description: 'State. 状态',
    enum: ['waiting', 'delivered', 'given-up', 'dropped'],
    example: 'delivered',
  })
  readonly state!: string;
  @ApiProperty({ description: 'Times it was tried. 尝试次数', example: 1 })
  readonly attempts!: number;
  @ApiProperty({
    description: 'When it is tried next. 下次尝试',
    type: String,
    nullable: true,
    example: MOMENT,
  })
  readonly nextAt!: string | null;
  @ApiProperty({
    description: 'HTTP status of the answer. 最近状态码',
    type: Number,
    nullable: true,
    example: 204,
  })
  readonly status!: number | null;
  @ApiProperty({ description: 'What went wrong. 最近错误', type: String, nullable: true, example: 'timeout' })
  readonly error!: string | null;
  @ApiProperty({ description: 'When it was due first. 产生时间', example: MOMENT })
  readonly createdAt!: string;
  @ApiProperty({ description: 'When it arrived. 送达时间', type: String, nullable: true, example: MOMENT })
  readonly deliveredAt!: string | null;
}

const moment = (at: Date | null) => at && chinaTimestamp(at);

export function webhookBody({
  id,
  url,
  types,
  endedAt,
  endReason,
  failingSince,
  createdAt,
}: Webhook): Sent<WebhookBody> {
  return {
    ...{ id, url, types, active: endedAt === null, endReason },
    failingSince: moment(failingSince),
    createdAt: chinaTimestamp(createdAt),
  };
}

export function deliveryBody(delivery: Delivery): Sent<DeliveryBody> {
  const { id, action, state, attempts, nextAt, lastStatus, lastError, createdAt, deliveredAt } = delivery;
  return {
    ...{ id, type: action, state, attempts, status: lastStatus, error: lastError },
    nextAt: moment(nextAt),
    createdAt: chinaTimestamp(createdAt),
    deliveredAt: moment(deliveredAt),
  };
}
