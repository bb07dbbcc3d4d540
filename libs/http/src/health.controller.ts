import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Readiness } from './readiness';
import { PublicRoute } from './route-declarations';
import type { Sent } from './sent';

class HealthBody {
  @ApiProperty({ description: 'The process answers. 进程存活', example: 'alive' })
  status!: 'alive';
}

class ReadyBody {
  @ApiProperty({ description: 'Requests are taken. 可受理请求', example: 'ready' })
  status!: 'ready';

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'What was checked. 已检查项',
    example: ['database'],
  })
  checks!: string[];
}

@ApiTags('running')
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('health')
  @PublicRoute()
  @ApiOperation({ summary: 'Liveness. 存活检查' })
  @ApiOkResponse({ type: HealthBody })
  health(): Sent<HealthBody> {
    return { status: 'alive' };
  }

  @Get('ready')
  @PublicRoute()
  @ApiOperation({ summary: 'Readiness: can everything needed be reached? 就绪检查' })
  @ApiOkResponse({ type: ReadyBody })
  async ready(): Promise<Sent<ReadyBody>> {
    return { status: 'ready', checks: await this.readiness.ready() };
  }
}
