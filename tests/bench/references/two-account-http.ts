import {
  EdgeModule,
  type EdgeParts,
  IdempotencyKey,
  IsQuantity,
  NeedsIdempotencyKey,
  Permit,
} from '@carbon/http';
import { IsAccountNumber, IsInstrumentCode } from '@carbon/ledger';
import { Body, Controller, type DynamicModule, Inject, Module, Post } from '@nestjs/common';

export class TwoAccountBody {
  @IsInstrumentCode({ description: 'What moves' })
  instrument!: string;

  @IsQuantity({ description: 'How many units', example: '1' })
  quantity!: string;

  @IsAccountNumber({ description: 'Account that gives' })
  from!: string;

  @IsAccountNumber({ description: 'Account that gets', example: 'CL-100-1025-0-24' })
  to!: string;
}

/** Makes a move and gives its number. */
export type MoveUnits = (from: string, to: string, quantity: string) => Promise<string>;
const MOVE_UNITS = Symbol('move-units');

/** As the ledger's own route of transfers, but each request is one function call and one commit of its own. */
@Controller('v1')
export class TwoAccountController {
  constructor(@Inject(MOVE_UNITS) private readonly moveUnits: MoveUnits) {}

  @Post('two-account-moves')
  @Permit('transfers.write')
  @NeedsIdempotencyKey()
  async move(
    @Body() body: TwoAccountBody,
    @IdempotencyKey() key: string,
  ): Promise<{ transaction: string; transfers: number }> {
    if (key === '') throw new Error('the key is checked before, and kept by nobody');
    return { transaction: await this.moveUnits(body.from, body.to, body.quantity), transfers: 1 };
  }
}

@Module({})
export class TwoAccountModule {
  static forRoot(parts: EdgeParts, moveUnits: MoveUnits): DynamicModule {
    return {
      module: TwoAccountModule,
      imports: [EdgeModule.forRoot(parts)],
      controllers: [TwoAccountController],
      providers: [{ provide: MOVE_UNITS, useValue: moveUnits }],
    };
  }
}
