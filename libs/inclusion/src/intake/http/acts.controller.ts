import {
  BodyDigest,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  JsonLines,
  markReplayed,
  NeedsIdempotencyKey,
  Permit,
  type Sent,
  TakesManyLines,
} from '@carbon/http';
import { fault, malformed } from '@carbon/kernel';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ownPartner } from '../../partners/partner';
import { MOST_ACTS } from '../domain/told-act';
import { INTAKE_DESK, type IntakeDesk } from '../parts';
import { receiveBatch } from '../use-cases/receive-batch';
import { ActBatchAnswerBody, actBatchAnswer, ActBatchBody, ActPartnerPath } from './act-bodies';

/** 5,000 acts with places, written with white space. */
const MOST_BYTES = 4 * 1_048_576;

/** How partners tell of residents' acts. */
@ApiTags('acts')
@Controller('v1/partners')
export class ActsController {
  constructor(@Inject(INTAKE_DESK) private readonly desk: IntakeDesk) {}

  @Post(':code/acts')
  @Permit('acts.write')
  @NeedsIdempotencyKey()
  @TakesManyLines(MOST_BYTES)
  @ApiOperation({
    summary: 'Tell of residents’ acts, up to 5,000 at once. 批量上报低碳行为',
    description:
      'JSON, or lines of JSON (`application/x-ndjson`). Answered when it is durable; each act is accepted or refused by ' +
      'itself. Resending is harmless. 落盘后才答复，逐条接收或拒收，重复上报无害。',
  })
  @ApiBody({ type: ActBatchBody })
  @ApiCreatedResponse({ type: ActBatchAnswerBody })
  async tell(
    @Param() { code }: ActPartnerPath,
    @Body() body: unknown,
    @BodyDigest() bodyHash: Buffer,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ActBatchAnswerBody>> {
    const partner = await ownPartner(this.desk.database, code, caller.reach);
    const acts = actsOf(body);
    const channel = body instanceof JsonLines ? 'ndjson' : 'http';
    const told = { partnerId: partner.id, key, bodyHash, channel, actor: caller.id, acts } as const;
    const landed = await receiveBatch(this.desk, told);
    if (landed.replayed) markReplayed();
    return actBatchAnswer(landed, acts);
  }
}

/** @throws Refusal INPUT_MALFORMED where there are no acts, or too many */
function actsOf(body: unknown): readonly unknown[] {
  const acts = body instanceof JsonLines ? body.values() : listOf(body);
  if (acts !== undefined && acts.length > 0 && acts.length <= MOST_ACTS) return acts;
  throw malformed([
    fault('acts', 'list', `must be a list of 1 to ${MOST_ACTS} acts`, `应为含 1 至 ${MOST_ACTS} 条的列表`),
  ]);
}

function listOf(body: unknown): readonly unknown[] | undefined {
  if (typeof body !== 'object' || body === null || Object.keys(body).join() !== 'acts') return undefined;
  const { acts } = body as { readonly acts: unknown };
  return Array.isArray(acts) ? acts : undefined;
}
