import { Module, type OnModuleInit } from '@nestjs/common';
import { CarbonCodesController } from './http/carbon-codes.controller';
import { PublicCodeController } from './http/public-code.controller';
import { WarningsController } from './http/warnings.controller';
import { budgetRule } from './use-cases/budget-rule';
import { WarningWatch } from './warning-watch';
import { WarningRules } from './warnings';

/** An enterprise's carbon account (S06): its code, its warnings. Needs RulebookModule and ReceiptsModule. */
@Module({
  controllers: [CarbonCodesController, PublicCodeController, WarningsController],
  providers: [WarningRules, WarningWatch],
  exports: [WarningWatch],
})
export class CarbonAccountModule implements OnModuleInit {
  constructor(private readonly rules: WarningRules) {}

  onModuleInit(): void {
    this.rules.register(budgetRule);
  }
}
