import { hash } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import {
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  IsId,
  type MultipartBody,
  NeedsIdempotencyKey,
  Once,
  Permit,
  type Sent,
  SentMultipart,
  TakesFile,
} from '@carbon/http';
import { JobKinds, requestJob } from '@carbon/jobs';
import { newId } from '@carbon/kernel';
import { Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ownPartner } from '../../partners/partner';
import { readActFile } from '../domain/act-file';
import { partnerSuspended } from '../domain/refusals';
import { ACT_FILE } from '../jobs/act-file-kind';
import { INTAKE_DESK, type IntakeDesk } from '../parts';
import { keepFile } from '../persistence/act-files';
import { ActPartnerPath } from './act-bodies';

const MOST_BYTES = 32 * 1_048_576;

export class ActFileAnswerBody {
  @IsId({ description: 'The job that lands it; its file holds the rows refused. 导入作业编号' })
  job!: string;
}

/** Acts in files, for partners without a system of their own. */
@ApiTags('acts')
@Controller('v1/partners')
export class ActFilesController {
  constructor(
    @Inject(INTAKE_DESK) private readonly desk: IntakeDesk,
    private readonly once: Once,
    private readonly kinds: JobKinds,
  ) {}

  @Post(':code/act-files')
  @Permit('acts.write')
  @NeedsIdempotencyKey()
  @TakesFile(MOST_BYTES)
  @ApiOperation({
    summary: 'Send acts as a CSV file. 上传行为文件',
    description:
      'event_id,resident,method,started_at,duration_s,amount and perhaps from_latitude,from_longitude,to_latitude,' +
      'to_longitude; or partner,event_id,resident,mode,start,duration_min,distance_m, of which rows of other partners ' +
      'are left alone. 表头如上；后一种格式中其他伙伴的行不处理。',
  })
  @ApiCreatedResponse({ type: ActFileAnswerBody })
  async send(
    @Param() { code }: ActPartnerPath,
    @SentMultipart() sent: MultipartBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ActFileAnswerBody>> {
    const { name, bytes } = await sent.file();
    readActFile(bytes, code);
    const sha256 = hash('sha256', bytes, 'buffer');
    const body = { code, sha256: sha256.toString('hex') };
    const answer = await this.once.run({ caller, operation: 'act-files.send', key, body }, async (tx) => {
      const partner = await ownPartner(tx, code, caller.reach);
      if (partner.state !== 'active') throw partnerSuspended(code);
      const now = this.desk.clock.now();
      const id = newId();
      const shown =
        name
          .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
          .slice(0, 200)
          .trim() || 'acts.csv';
      const file = { id, partnerId: partner.id, name: shown, bytes, sha256, actor: caller.id, now };
      await keepFile(tx, file);
      const entry = {
        action: 'act-batch.file-sent',
        subject: { kind: 'inclusion-partner', id: code },
        holderId: partner.holderId,
        documentHash: body.sha256,
      };
      await recordAudit(tx, entry, now);
      const kind = this.kinds.find(ACT_FILE);
      if (kind === undefined) throw new Error(`no job kind ${ACT_FILE}`);
      const payload = { fileId: id, name: shown, format: 'csv' };
      return { job: (await requestJob(tx, { kind, payload }, caller, now)).id };
    });
    return answer.body;
  }
}
