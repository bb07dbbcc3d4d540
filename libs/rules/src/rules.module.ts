import { type DynamicModule, Module } from '@nestjs/common';
import type { CalculatorBook } from './domain/calculators/calculator-book';
import { CALCULATORS, CalculatorsController } from './http/calculators.controller';
import { CalendarsController } from './http/calendars.controller';

export interface RulesParts {
  /** What the rooms of the process brought. */
  readonly calculators: CalculatorBook;
}

/** Calculators and calendars over HTTP. Needs EdgeModule. */
@Module({})
export class RulesModule {
  static forRoot({ calculators }: RulesParts): DynamicModule {
    return {
      module: RulesModule,
      controllers: [CalculatorsController, CalendarsController],
      providers: [{ provide: CALCULATORS, useValue: calculators }],
    };
  }
}
