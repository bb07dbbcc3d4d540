import { Database } from '@carbon/database';
import { CLOCK, PublicRoute } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { PersonVault } from '@carbon/privacy';
import { Body, Controller, HttpCode, Inject, Ip, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Mailer } from '../mail/mailer';
import { AttemptThrottle } from '../sessions/attempt-throttle';
import { EmailBody } from '../sessions/session-bodies';
import { NewPasswordBody, ResetPath } from './me-bodies';
import { askForReset, resetPassword } from './reset-password';

/**
 * A new password for somebody who forgot it. Neither takes an idempotency key: there is no caller whose keys they could
 * be, asking again soon sends nothing, and a token works once.
 */
@ApiTags('password-resets')
@Controller('v1/password-resets')
export class PasswordResetsController {
  constructor(
    private readonly database: Database,
    private readonly vault: PersonVault,
    private readonly mailer: Mailer,
    private readonly throttle: AttemptThrottle,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(202)
  @PublicRoute()
  @ApiOperation({
    summary: 'Mail a link to set a new password, if there is such an account. 申请重置密码',
  })
  @ApiAcceptedResponse({ description: 'Always, whether there is an account or not. 无论账号是否存在' })
  async ask(@Body() { email }: EmailBody, @Ip() ip: string): Promise<void> {
    await this.throttle.admit('passwordReset', ip);
    const { vault, mailer } = this;
    await askForReset(this.database, { vault, mailer }, email, this.clock.now());
  }

  @Post(':token')
  @HttpCode(204)
  @PublicRoute()
  @ApiOperation({ summary: 'Set a new password; all sessions end. 设置新密码' })
  @ApiNoContentResponse()
  async reset(
    @Param() { token }: ResetPath,
    @Body() { password }: NewPasswordBody,
    @Ip() ip: string,
  ): Promise<void> {
    await this.throttle.admit('passwordReset', ip);
    await resetPassword(
      this.database,
      { vault: this.vault, mailer: this.mailer },
      { token, password },
      this.clock.now(),
    );
  }
}
