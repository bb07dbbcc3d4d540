import { PublicRoute, type Sent } from '@carbon/http';
import { AttemptThrottle, Mailer } from '@carbon/identity';
import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { registerResident } from '../use-cases/register-resident';
import { answersOf } from './fields';
import { RegisterResidentBody, RegistrationTakenBody } from './resident-bodies';
import { ResidentDesk } from './resident-desk';

const TAKEN = {
  state: 'accepted',
  next: 'POST /v1/sessions',
  zh: '请用邮箱和密码登录。若该邮箱已有账号，我们已发邮件说明。',
  en: 'Sign in with your address and password. Where the address has an account, we have written to it.',
} as const;

@ApiTags('residents')
@Controller('v1/residents')
export class ResidentsController {
  constructor(
    private readonly desk: ResidentDesk,
    private readonly mailer: Mailer,
    private readonly throttle: AttemptThrottle,
  ) {}

  /** Takes no idempotency key: there is no caller whose key it could be, and a second one finds the address taken. */
  @Post()
  @HttpCode(202)
  @PublicRoute()
  @ApiOperation({
    summary: 'Register as a resident. 居民注册',
    description:
      'The answer is the same whether the address has an account or not. Who has one signs in and opens the account there ' +
      '(POST /v1/me/resident). 无论邮箱是否已有账号，答复一致。',
  })
  @ApiAcceptedResponse({ type: RegistrationTakenBody })
  async register(@Body() body: RegisterResidentBody, @Ip() ip: string): Promise<Sent<RegistrationTakenBody>> {
    await this.throttle.admit('signIn', ip);
    const { database, vault, consents, clock } = this.desk;
    const { language = 'zh', consents: given, ...rest } = body;
    const wish = { ...rest, language, consents: answersOf(given) };
    await registerResident(database, { vault, consents, mailer: this.mailer }, wish, clock.now());
    return TAKEN;
  }
}
