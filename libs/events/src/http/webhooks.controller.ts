import { Database, type Transaction } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  houseReach,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { PersonVault } from '@carbon/privacy';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EVENT_FAMILIES } from '../domain/event-families';
import { webhookUnknown } from '../domain/refusals';
import { readDeliveries } from '../persistence/deliveries';
import { findWebhook, readWebhooks, type Webhook } from '../persistence/webhooks';
import { deliverAgain, renewSecret, switchOff, testWebhook } from '../use-cases/change-webhook';
import { createWebhook } from '../use-cases/create-webhook';
import { EVENTS_OPTIONS, type EventsOptions } from './tokens';
import {
  CreateWebhookBody,
  DeliveryBody,
  deliveryBody,
  DeliveryPath,
  EventTypeBody,
  NewWebhookBody,
  WebhookBody,
  webhookBody,
  WebhookPath,
} from './webhook-bodies';

@ApiTags('webhooks')
@Controller('v1')
export class WebhooksController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly vault: PersonVault,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(EVENTS_OPTIONS) private readonly options: EventsOptions,
  ) {}

  @Get('event-types')
  @Permit('webhooks.read')
  @ApiOperation({ summary: 'Events there are to subscribe to. 事件类型' })
  @AnswersPageOf(EventTypeBody)
  eventTypes(): Page<Sent<EventTypeBody>> {
    return {
      items: Object.entries(EVENT_FAMILIES).map(([family, title]) => ({ type: `${family}.*`, title })),
    };
  }

  /** Takes no idempotency key: a stored answer would keep the secret. A repeat makes another, which can be switched off. */
  @Post('webhooks')
  @Permit('webhooks.write')
  @ApiOperation({
    summary: 'Subscribe to events; the secret is shown once. 新建推送订阅',
    description:
      'Events are CloudEvents 1.0 in JSON, signed as Standard Webhooks (HMAC-SHA256 over id.timestamp.body). ' +
      'Answer 2xx within ten seconds. 事件为 CloudEvents 1.0 JSON，按 Standard Webhooks 签名；请在十秒内以 2xx 应答。',
  })
  @ApiCreatedResponse({ type: NewWebhookBody })
  async create(
    @Body() body: CreateWebhookBody,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<NewWebhookBody>> {
    const parts = { vault: this.vault, privateAddresses: this.options.privateAddresses ?? false };
    const { webhook, secret } = await this.database.transaction((tx) =>
      createWebhook(tx, parts, caller, body, this.clock.now()),
    );
    return { ...webhookBody(webhook), secret };
  }

  @Get('webhooks')
  @Permit('webhooks.read')
  @ApiOperation({ summary: 'Webhooks, oldest first. 推送订阅列表' })
  @AnswersPageOf(WebhookBody)
  async list(@Query() query: PageQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<WebhookBody>>> {
    return pageBody(
      await readWebhooks(this.database, pageOf(query, ['id']), houseReach(caller)),
      webhookBody,
    );
  }

  @Get('webhooks/:id')
  @Permit('webhooks.read')
  @ApiOperation({ summary: 'One webhook. 查询推送订阅' })
  @ApiOkResponse({ type: WebhookBody })
  async get(@Param() { id }: WebhookPath, @CurrentCaller() caller: Caller): Promise<Sent<WebhookBody>> {
    return webhookBody(await this.found(id, caller));
  }

  @Get('webhooks/:id/deliveries')
  @Permit('webhooks.read')
  @ApiOperation({ summary: 'What was sent, newest first. 推送记录' })
  @AnswersPageOf(DeliveryBody)
  async deliveries(
    @Param() { id }: WebhookPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<DeliveryBody>>> {
    await this.found(id, caller);
    return pageBody(await readDeliveries(this.database, pageOf(query, ['number']), id), deliveryBody);
  }

  @Post('webhooks/:id/tests')
  @HttpCode(200)
  @Permit('webhooks.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Send a test event. 发送测试事件' })
  @ApiOkResponse({ type: WebhookBody })
  test(
    @Param() path: WebhookPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<WebhookBody>> {
    return this.act(caller, 'webhooks.test', key, path, (tx) =>
      testWebhook(tx, path.id, caller, this.clock.now()),
    );
  }

  @Post('webhooks/:id/deliveries/:delivery/retries')
  @HttpCode(200)
  @Permit('webhooks.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Send one event once more. 重新推送' })
  @ApiOkResponse({ type: WebhookBody })
  retry(
    @Param() path: DeliveryPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<WebhookBody>> {
    return this.act(caller, 'webhooks.retry', key, path, (tx) =>
      deliverAgain(tx, path, caller, this.clock.now()),
    );
  }

  @Post('webhooks/:id/endings')
  @HttpCode(200)
  @Permit('webhooks.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Switch a webhook off. 停用推送订阅' })
  @ApiOkResponse({ type: WebhookBody })
  end(
    @Param() path: WebhookPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<WebhookBody>> {
    return this.act(caller, 'webhooks.end', key, path, (tx) =>
      switchOff(tx, path.id, caller, this.clock.now()),
    );
  }

  /** Takes no idempotency key, for the same reason as `create`. */
  @Post('webhooks/:id/secrets')
  @Permit('webhooks.write')
  @ApiOperation({ summary: 'A new secret; the former signs too for a day. 更换签名密钥' })
  @ApiCreatedResponse({ type: NewWebhookBody })
  async renew(@Param() { id }: WebhookPath, @CurrentCaller() caller: Caller): Promise<Sent<NewWebhookBody>> {
    const { webhook, secret } = await this.database.transaction((tx) =>
      renewSecret(tx, this.vault, id, caller, this.clock.now()),
    );
    return { ...webhookBody(webhook), secret };
  }

  private async found(id: string, caller: Caller): Promise<Webhook> {
    const webhook = await findWebhook(this.database, id, houseReach(caller));
    if (webhook === undefined) throw webhookUnknown(id);
    return webhook;
  }

  private async act(
    caller: Caller,
    operation: string,
    key: string,
    path: object,
    work: (tx: Transaction) => Promise<Webhook>,
  ): Promise<Sent<WebhookBody>> {
    const answer = await this.once.run({ caller, operation, key, body: path }, async (tx) =>
      webhookBody(await work(tx)),
    );
    return answer.body;
  }
}
