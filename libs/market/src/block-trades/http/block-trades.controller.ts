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
import { deskOf, findHoldersById, isHolderKind } from '@carbon/identity';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Negotiation } from '../domain/negotiation';
import { negotiationUnknown } from '../domain/refusals';
import { BLOCK_PARTS, type BlockParts } from '../parts';
import { type Eyes, findNegotiation, readNegotiations, readQuotes } from '../persistence/read-negotiations';
import { declineQuote, withdrawQuote } from '../use-cases/end-negotiation';
import {
  BlockQuoteBody,
  blockQuoteBody,
  NegotiationBody,
  negotiationBody,
  NegotiationPath,
  NegotiationsQuery,
  StopNegotiationBody,
} from './negotiation-bodies';

/** The parties' own people, and whom they engaged, see a negotiation as it goes on. */
function eyesOf({ reach, holder }: Caller): Eyes {
  const desk = holder !== undefined && isHolderKind(holder.kind) ? deskOf(holder.kind) : undefined;
  return { reach, onlySettled: desk !== 'participant' && desk !== 'auditor' };
}

const STOPS = { withdrawn: withdrawQuote, declined: declineQuote };

/**
 * Block trades and swaps as their two parties see them. Quoted, answered and agreed as tasks: `block-opening`,
 * `block-counter`, `swap-opening`, `swap-counter`, `block-acceptance`.
 */
@ApiTags('block trades')
@Controller('v1/block-trades')
export class BlockTradesController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(BLOCK_PARTS) private readonly parts: BlockParts,
  ) {}

  @Get()
  @Permit('exchange.read')
  @ApiOperation({
    summary: 'Own negotiations of block trades and swaps, the latest first. 大宗协议与置换列表',
    description:
      'The other party sees one from its first quote on, nobody else does; who watches over markets sees what came to a trade. ' +
      '对方自首次报价生效起可见，第三方不可见；监管与交易机构仅见已成交者。',
  })
  @AnswersPageOf(NegotiationBody)
  async list(
    @Query() query: NegotiationsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<NegotiationBody>>> {
    const { account, state, kind } = query;
    const page = pageOf(query, ['number']);
    const found = await readNegotiations(this.database, eyesOf(caller), page, { account, state, kind });
    const bodyOf = await this.bodies(found.items);
    return pageBody(found, bodyOf);
  }

  @Get(':id')
  @Permit('exchange.read')
  @ApiOperation({ summary: 'One negotiation with the quote that counts. 查询大宗协议' })
  @ApiOkResponse({ type: NegotiationBody })
  async get(
    @Param() { id }: NegotiationPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<NegotiationBody>> {
    const found = await findNegotiation(this.database, id, eyesOf(caller));
    if (found === undefined) throw negotiationUnknown(id);
    return (await this.bodies([found]))(found);
  }

  @Get(':id/quotes')
  @Permit('exchange.read')
  @ApiOperation({ summary: 'Every quote of a negotiation, from the first on. 报价记录' })
  @AnswersPageOf(BlockQuoteBody)
  async quotes(
    @Param() { id }: NegotiationPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<BlockQuoteBody>>> {
    const page = pageOf(query, ['number']);
    const found = await findNegotiation(this.database, id, eyesOf(caller));
    if (found === undefined) throw negotiationUnknown(id);
    return pageBody(await readQuotes(this.database, id, page), (quote) => blockQuoteBody(found, quote));
  }

  @Post(':id/withdrawals')
  @Permit('block-trades.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Take back the own quote that counts; it ends the negotiation. 撤回报价',
    description: 'One person suffices; what was set apart is given back at once. 一人办理，即时解冻。',
  })
  @ApiCreatedResponse({ type: NegotiationBody })
  withdraw(
    @Param() { id }: NegotiationPath,
    @Body() body: StopNegotiationBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<NegotiationBody>> {
    return this.stop('withdrawn', id, body, caller, key);
  }

  @Post(':id/declines')
  @Permit('block-trades.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Say no to the other side’s quote; it ends the negotiation. 拒绝报价',
    description:
      'One person suffices; what the other had set apart is given back at once. 一人办理，即时解冻。',
  })
  @ApiCreatedResponse({ type: NegotiationBody })
  decline(
    @Param() { id }: NegotiationPath,
    @Body() body: StopNegotiationBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<NegotiationBody>> {
    return this.stop('declined', id, body, caller, key);
  }

  private async stop(
    how: keyof typeof STOPS,
    id: string,
    { reason }: StopNegotiationBody,
    caller: Caller,
    key: string,
  ): Promise<Sent<NegotiationBody>> {
    const request = { caller, operation: `block-trades.${how}`, key, body: { id, reason } };
    const answer = await this.once.run(request, async (tx) => {
      const now = this.clock.now();
      const ended = await STOPS[how](tx, this.parts.ledger, id, { caller, reason, now });
      const { giver, receiver } = ended.parties;
      return negotiationBody(ended, await findHoldersById(tx.manager, [giver.holderId, receiver.holderId]));
    });
    return answer.body;
  }

  private async bodies(found: readonly Negotiation[]): Promise<(of: Negotiation) => Sent<NegotiationBody>> {
    const ids = found.flatMap(({ parties }) => [parties.giver.holderId, parties.receiver.holderId]);
    const holders = await findHoldersById(this.database.source.manager, ids);
    return (of) => negotiationBody(of, holders);
  }
}
