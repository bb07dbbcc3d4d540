import { recordAudit } from '@carbon/audit';
import { type Caller, CurrentCaller, IsOneOf, IsText, Permit, type Sent } from '@carbon/http';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { residentOf } from '../../residents/resident';
import { INTAKE_DESK, type IntakeDesk } from '../parts';
import { proveActInReach, type ProvedAct, proveOwnAct } from '../use-cases/prove-act';

export class ActNumberPath {
  @IsText({
    description: 'Number of the act. 行为编号',
    max: 18,
    pattern: /^[1-9]\d{0,17}$/,
    example: '8192',
  })
  number!: string;
}

export class ActEvidenceBody {
  @IsText({ description: 'Number of the act. 行为编号', max: 19, example: '8192' })
  act!: string;

  @IsOneOf(['pending', 'proved'], { description: 'Whether its batch is in the log. 是否已进入透明日志' })
  state!: 'pending' | 'proved';

  @IsText({
    description: 'A name for the file. 文件名',
    max: 60,
    optional: true,
    example: 'act-evidence-8192.json',
  })
  fileName?: string;

  @IsText({
    description: 'The evidence file; verify it offline with `carbon verify`. 证据文件，可离线验证',
    max: 1_000_000,
    optional: true,
    example: '{"format": "carbon-ledger/act-evidence/v1"}',
  })
  file?: string;
}

/** Each act proves itself, without telling of any other (PII-004). */
@ApiTags('acts')
@Controller('v1')
export class ActEvidenceController {
  constructor(@Inject(INTAKE_DESK) private readonly desk: IntakeDesk) {}

  @Get('me/acts/:number/evidence')
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'Evidence of one of your acts. 我的行为证据' })
  @ApiOkResponse({ type: ActEvidenceBody })
  async own(
    @Param() { number }: ActNumberPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<ActEvidenceBody>> {
    const { id } = await residentOf(this.desk.database, caller);
    return evidenceBody(await proveOwnAct(this.desk, id, BigInt(number)));
  }

  @Get('acts/:number/evidence')
  @Permit('audit.read')
  @ApiOperation({
    summary: 'Evidence of an act, for auditors. 行为证据（审计）',
    description: 'Each look is recorded. An erased act answers 410. 每次查看均记录；已删除的行为返回 410。',
  })
  @ApiOkResponse({ type: ActEvidenceBody })
  async audited(
    @Param() { number }: ActNumberPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<ActEvidenceBody>> {
    const proved = await proveActInReach(this.desk, BigInt(number), caller.reach);
    const subject = { kind: 'act', id: number };
    await this.desk.database.transaction((tx) =>
      recordAudit(tx, { action: 'act.evidence-read', subject, personal: true }, this.desk.clock.now()),
    );
    return evidenceBody(proved);
  }
}

function evidenceBody({ actNo, file }: ProvedAct): Sent<ActEvidenceBody> {
  const act = actNo.toString();
  if (file === undefined) return { act, state: 'pending' };
  return { act, state: 'proved', fileName: `act-evidence-${act}.json`, file };
}
