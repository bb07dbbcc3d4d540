import { AnswersPageOf, pageBody, pageOf, PageQuery, PublicRoute, type Sent } from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { NotaryService } from '../notary-service';
import { PublicLog } from '../public-log';
import {
  CheckpointBody,
  checkpointBody,
  ConsistencyBody,
  ConsistencyQuery,
  LogStatusBody,
  statusBody,
  TilePath,
} from './log-bodies';

/** The log as anybody may see and copy it. */
@ApiTags('log')
@Controller('v1/public/log')
@PublicRoute()
export class LogController {
  constructor(
    private readonly log: PublicLog,
    private readonly notary: NotaryService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'How the log and its anchoring stand. 日志状态' })
  @ApiOkResponse({ type: LogStatusBody })
  async status(): Promise<Sent<LogStatusBody>> {
    return statusBody(await this.log.status(), this.notary.state);
  }

  @Get('checkpoints')
  @ApiOperation({ summary: 'Signed checkpoints, newest first. 检查点列表' })
  @AnswersPageOf(CheckpointBody)
  async checkpoints(@Query() query: PageQuery): Promise<Page<Sent<CheckpointBody>>> {
    return pageBody(await this.log.checkpoints(pageOf(query, ['number'])), checkpointBody);
  }

  @Get('checkpoints/latest')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @ApiOperation({ summary: 'The newest checkpoint as its signed note. 最新检查点' })
  @ApiProduces('text/plain')
  latest(): Promise<string> {
    return this.log.latestNote();
  }

  @Get('tiles/:level/:index')
  @ApiOperation({ summary: 'The hashes of a tile, 32 bytes each (C2SP tlog-tiles, height 8). 日志瓦片' })
  @ApiProduces('application/octet-stream')
  async tile(@Param() { level, index }: TilePath): Promise<StreamableFile> {
    return new StreamableFile(await this.log.tile(Number(level), BigInt(index)));
  }

  @Get('consistency')
  @ApiOperation({ summary: 'Proof that the log of one size extends that of another. 一致性证明' })
  @ApiOkResponse({ type: ConsistencyBody })
  async consistency(@Query() { from, to }: ConsistencyQuery): Promise<Sent<ConsistencyBody>> {
    const proof = await this.log.consistency(BigInt(from), BigInt(to));
    return { from, to, proof: proof.map((node) => Buffer.from(node).toString('hex')) };
  }
}
