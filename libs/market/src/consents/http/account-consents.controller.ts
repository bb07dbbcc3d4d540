import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { findHoldersById } from '@carbon/identity';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { consentUnknown } from '../domain/refusals';
import { findConsent, findOwnConsent, readConsents, readReads } from '../persistence/read-consents';
import { withdrawConsent } from '../use-cases/withdraw-consent';
import {
  AccountConsentBody,
  accountConsentBody,
  AccountConsentPath,
  AccountConsentsQuery,
  ConsentedReadBody,
  consentedReadBody,
  WithdrawConsentBody,
} from './consent-bodies';

/** Consents to a bank's look, for those who gave them and the bank. Given as tasks of the kind `account-consent`. */
@ApiTags('account consents')
@Controller('v1/account-consents')
export class AccountConsentsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('accounts.read')
  @ApiOperation({
    summary: 'Consents, the latest first. 账户查询同意列表',
    description: 'A bank sees one once it is in force. 银行仅可见已生效的同意。',
  })
  @AnswersPageOf(AccountConsentBody)
  async list(
    @Query() query: AccountConsentsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<AccountConsentBody>>> {
    const page = pageOf(query, ['number']);
    const found = await readConsents(this.database, reach, page, { state: query.state });
    const ids = found.items.flatMap(({ holderId, bankId }) => [holderId, bankId]);
    const holders = await findHoldersById(this.database.source.manager, ids);
    return pageBody(found, (consent) => accountConsentBody(consent, holders));
  }

  @Get(':id')
  @Permit('accounts.read')
  @ApiOperation({ summary: 'One consent. 查询账户查询同意' })
  @ApiOkResponse({ type: AccountConsentBody })
  async get(
    @Param() { id }: AccountConsentPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<AccountConsentBody>> {
    const consent = await findConsent(this.database, id, reach);
    if (consent === undefined) throw consentUnknown(id);
    const ids = [consent.holderId, consent.bankId];
    return accountConsentBody(consent, await findHoldersById(this.database.source.manager, ids));
  }

  @Get(':id/reads')
  @Permit('accounts.read')
  @ApiOperation({
    summary: 'Every look of the bank, the latest first; for the holder. 银行查询记录',
  })
  @AnswersPageOf(ConsentedReadBody)
  async reads(
    @Param() { id }: AccountConsentPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ConsentedReadBody>>> {
    const page = pageOf(query, ['number']);
    if ((await findOwnConsent(this.database, id, reach)) === undefined) throw consentUnknown(id);
    return pageBody(await readReads(this.database, id, page), consentedReadBody);
  }

  // reading is the least that everybody who may withdraw has; the use case asks for the rest
  @Post(':id/withdrawals')
  @Permit('accounts.read')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Take a consent back; it counts at once. 撤回同意',
    description:
      'One person of the holder suffices, proposer or approver. 持有人经办人或复核人一人办理，即时生效。',
  })
  @ApiCreatedResponse({ type: AccountConsentBody })
  async withdraw(
    @Param() { id }: AccountConsentPath,
    @Body() { reason }: WithdrawConsentBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<AccountConsentBody>> {
    const request = { caller, operation: 'account-consents.withdraw', key, body: { id, reason } };
    const answer = await this.once.run(request, async (tx) => {
      const consent = await withdrawConsent(tx, id, { caller, reason, now: this.clock.now() });
      const ids = [consent.holderId, consent.bankId];
      return accountConsentBody(consent, await findHoldersById(tx.manager, ids));
    });
    return answer.body;
  }
}
