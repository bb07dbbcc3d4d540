import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  houseReach,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { PersonVault } from '@carbon/privacy';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiKeyBody, apiKeyBody, ApiKeyPath, CreateApiKeyBody, NewApiKeyBody } from './api-key-bodies';
import { createApiKey } from './create-api-key';
import { readApiKeys } from './key-store';
import { revokeApiKey } from './revoke-api-key';

/** Keys of a holder's systems: docs/api-keys.md says how requests are signed. */
@ApiTags('api-keys')
@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(
    private readonly database: Database,
    private readonly vault: PersonVault,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Takes no idempotency key: a stored answer would keep the secret. A repeat makes another key, which can be revoked.
   */
  @Post()
  @Permit('api-keys.write')
  @ApiOperation({ summary: 'Make a key; its secret is shown once. 创建密钥' })
  @ApiCreatedResponse({ type: NewApiKeyBody })
  async create(
    @Body() body: CreateApiKeyBody,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<NewApiKeyBody>> {
    const { key, secret } = await this.database.transaction((tx) =>
      createApiKey(tx, this.vault, caller, body, this.clock.now()),
    );
    return { ...apiKeyBody(key), secret };
  }

  @Get()
  @Permit('api-keys.read')
  @ApiOperation({ summary: 'Keys, oldest first, revoked ones too. 密钥列表' })
  @AnswersPageOf(ApiKeyBody)
  async list(@Query() query: PageQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<ApiKeyBody>>> {
    return pageBody(await readApiKeys(this.database, pageOf(query, ['id']), houseReach(caller)), apiKeyBody);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('api-keys.write')
  @ApiOperation({ summary: 'Revoke a key at once. 吊销密钥' })
  @ApiNoContentResponse()
  async revoke(@Param() { id }: ApiKeyPath, @CurrentCaller() caller: Caller): Promise<void> {
    await this.database.transaction((tx) => revokeApiKey(tx, id, caller, this.clock.now()));
  }
}
