import { Database } from '@carbon/database';
import { type Caller, CLOCK, CurrentCaller, Permit, type Sent } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { PersonVault } from '@carbon/privacy';
import { Body, Controller, Get, HttpCode, Inject, Ip, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { AttemptThrottle } from '../sessions/attempt-throttle';
import { secondFactorWrong } from '../sessions/refusals';
import { CodeBody } from '../sessions/session-bodies';
import { SessionSettings } from '../sessions/session-settings';
import { requireSignedIn } from '../sessions/signed-in';
import { Mailer } from '../mail/mailer';
import { changePassword } from './change-password';
import { ChangePasswordBody, MeBody, RecoveryCodesBody, TotpSetupBody } from './me-bodies';
import { beginTotp, confirmTotp, renewRecoveryCodes } from './set-up-totp';
import { whoAmI } from './who-am-i';

/**
 * The own account. None of these takes an idempotency key: stored answers would keep secrets that are shown once, and
 * stored hashes of bodies with passwords could be guessed at.
 */
@ApiTags('me')
@Controller('v1/me')
export class MeController {
  constructor(
    private readonly database: Database,
    readonly vault: PersonVault,
    readonly mailer: Mailer,
    private readonly settings: SessionSettings,
    private readonly throttle: AttemptThrottle,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('self')
  @ApiOperation({ summary: 'Who am I, for whom, and what may I do. 我的身份与权限' })
  @ApiOkResponse({ type: MeBody })
  get(@CurrentCaller() caller: Caller): Promise<Sent<MeBody>> {
    const signedIn = requireSignedIn(caller);
    return this.database.transaction((tx) => whoAmI(tx, this.vault, this.settings, signedIn));
  }

  @Post('password')
  @HttpCode(204)
  @Permit('self')
  @ApiOperation({ summary: 'Change the own password; all other sessions end. 修改密码' })
  @ApiNoContentResponse()
  async changePassword(
    @Body() body: ChangePasswordBody,
    @CurrentCaller() caller: Caller,
    @Ip() ip: string,
  ): Promise<void> {
    const signedIn = requireSignedIn(caller);
    await this.throttle.admit('signIn', ip);
    await changePassword(this.database, this, signedIn, body, this.clock.now());
  }

  @Post('totp')
  @Permit('self')
  @ApiOperation({
    summary: 'Begin to set up an authenticator app. 开始设置动态口令',
    description: 'Replacing one needs a second factor shown shortly before. 更换时须先验证现有动态口令。',
  })
  @ApiCreatedResponse({ type: TotpSetupBody })
  beginTotp(@CurrentCaller() caller: Caller): Promise<Sent<TotpSetupBody>> {
    const signedIn = requireSignedIn(caller);
    return this.database.transaction((tx) => beginTotp(tx, this.vault, signedIn, this.clock.now()));
  }

  @Post('totp/confirmation')
  @HttpCode(200)
  @Permit('self')
  @ApiOperation({ summary: 'Show a first code; gives recovery codes, once. 确认动态口令并获取恢复码' })
  @ApiOkResponse({ type: RecoveryCodesBody })
  async confirmTotp(
    @Body() { code }: CodeBody,
    @CurrentCaller() caller: Caller,
    @Ip() ip: string,
  ): Promise<Sent<RecoveryCodesBody>> {
    const signedIn = requireSignedIn(caller);
    await this.throttle.admit('secondFactor', ip);
    const now = this.clock.now();
    const recoveryCodes = await this.database.transaction((tx) => confirmTotp(tx, this, signedIn, code, now));
    if (recoveryCodes === undefined) throw secondFactorWrong();
    return { recoveryCodes };
  }

  @Post('recovery-codes')
  @HttpCode(200)
  @Permit('self')
  @ApiOperation({ summary: 'New recovery codes; those before no longer work. 重新生成恢复码' })
  @ApiOkResponse({ type: RecoveryCodesBody })
  async renewRecoveryCodes(@CurrentCaller() caller: Caller): Promise<Sent<RecoveryCodesBody>> {
    const signedIn = requireSignedIn(caller);
    const now = this.clock.now();
    return {
      recoveryCodes: await this.database.transaction((tx) =>
        renewRecoveryCodes(tx, this.mailer, signedIn, now),
      ),
    };
  }
}
