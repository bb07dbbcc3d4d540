import { Module, type OnModuleInit } from '@nestjs/common';
import { CarbonAccountsController } from './http/carbon-accounts.controller';
import { CarbonCodesController } from './http/carbon-codes.controller';
import { PublicCodeController } from './http/public-code.controller';
import { WarningsController } from './http/warnings.controller';
import { budgetRule } from './use-cases/budget-rule';
import { carryOverRule } from './use-cases/carry-over-rule';
import { deadlineRule } from './use-cases/deadline-rule';
import { depositRule } from './use-cases/deposit-rule';
import { WarningWatch } from './warning-watch';
import { WarningRules } from './warnings';

/** An enterprise's carbon account (S06): its code, its warnings. Needs RulebookModule and ReceiptsModule. */
@Module({
  controllers: [CarbonAccountsController, CarbonCodesController, PublicCodeController, WarningsController],
  providers: [WarningRules, WarningWatch],
  exports: [WarningWatch],
})
export class CarbonAccountModule implements OnModuleInit {
  constructor(private readonly rules: WarningRules) {}

  onModuleInit(): void {
    for (const rule of [budgetRule, carryOverRule, deadlineRule, depositRule]) this.rules.register(rule);
  }
}
