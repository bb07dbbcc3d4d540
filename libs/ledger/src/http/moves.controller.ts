import { Database } from '@carbon/database';
import {
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  idempotencyScope,
  markReplayed,
  NeedsIdempotencyKey,
  Permit,
  type Sent,
} from '@carbon/http';
import { fault, malformed } from '@carbon/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Cause, SerialRange, SimpleCommand } from '../domain/commands';
import { LedgerWriter } from '../ledger-writer';
import { accountInReach } from '../persistence/account-in-reach';
import type { MoveReason, SerialsBody } from './fields';
import { SchemeGuard } from './scheme-routes';
import { HoldBody, MoveAnswer, ReversalBody, TransferBody } from './move-bodies';
import { requireWhollyInReach } from './transaction-in-reach';

/**
 * The moves a caller may ask of the ledger directly; schemes have routes of their own for theirs. For machines of the
 * operator: people propose. What a court froze only the room that keeps its orders sets apart and gives back.
 */
@ApiTags('ledger')
@Controller('v1')
export class MovesController {
  constructor(
    private readonly database: Database,
    private readonly writer: LedgerWriter,
    private readonly schemes: SchemeGuard,
  ) {}

  @Post('transfers')
  @Permit('transfers.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Move units between accounts. 转让' })
  @ApiCreatedResponse({ type: MoveAnswer })
  async transfer(
    @Body() body: TransferBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<MoveAnswer>> {
    const { instrument, from, to } = body;
    const quantity = BigInt(body.quantity);
    await this.mayDebit(caller, from);
    await this.schemes.admit(instrument);
    return this.submit(
      { kind: 'transfer', instrument, quantity, from, to, ...serialsOf(body) },
      causeOf(caller, body),
      { scope: idempotencyScope(caller, 'transfers'), key },
    );
  }

  @Post('holds')
  @Permit('holds.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Freeze, release, pledge, unpledge. 冻结、解冻、质押、解质押' })
  @ApiCreatedResponse({ type: MoveAnswer })
  async hold(
    @Body() body: HoldBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<MoveAnswer>> {
    const { kind, account, instrument, part } = body;
    if (part !== undefined && kind.endsWith('pledge')) {
      throw malformed([fault('part', 'unwanted', 'is not for pledges', '质押业务不填此项')]);
    }
    const quantity = BigInt(body.quantity);
    await this.mayDebit(caller, account);
    if (part === 'locked') await this.schemes.admitLock(instrument);
    return this.submit(
      { kind, account, instrument, quantity, ...(part === undefined ? {} : { part }), ...serialsOf(body) },
      causeOf(caller, body),
      { scope: idempotencyScope(caller, 'holds'), key },
    );
  }

  @Post('reversals')
  @Permit('reversals.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Undo a transaction whole, inside its window. 撤销交易' })
  @ApiCreatedResponse({ type: MoveAnswer })
  async reverse(
    @Body() body: ReversalBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<MoveAnswer>> {
    const transactionId = BigInt(body.transaction);
    await requireWhollyInReach(this.database, transactionId, caller.reach);
    return this.submit({ kind: 'reverse', transactionId }, causeOf(caller, body), {
      scope: idempotencyScope(caller, 'reversals'),
      key,
    });
  }

  /** Machines of the operator mostly reach everything, and then nothing is looked up. */
  private async mayDebit({ reach }: Caller, account: string): Promise<void> {
    if (reach !== 'everything') await accountInReach(this.database, account, reach);
  }

  private async submit(
    command: SimpleCommand,
    cause: Cause,
    idempotency: { readonly scope: string; readonly key: string },
  ): Promise<Sent<MoveAnswer>> {
    const outcome = await this.writer.submit({ ...command, cause, idempotency });
    if (outcome.replayed) markReplayed();
    if (outcome.status === 'refused') throw outcome.refusal;
    return { transaction: outcome.transactionId.toString(), transfers: outcome.transfers };
  }
}

function causeOf(caller: Caller, { reference, reason }: MoveReason): Cause {
  return {
    actor: caller.id,
    ...(reference === undefined ? {} : { reference }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function serialsOf({ serials }: { readonly serials?: SerialsBody[] | undefined }): {
  serials?: SerialRange[];
} {
  if (serials === undefined) return {};
  return { serials: serials.map(({ first, last }) => ({ first: BigInt(first), last: BigInt(last) })) };
}
