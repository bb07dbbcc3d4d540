import { type DynamicModule, Module } from '@nestjs/common';
import type { CalculatorBook } from './domain/calculators/calculator-book';
import { type PackSource, releasedPacks } from './domain/rule-packs';
import { CALCULATOR_PACKS, CALCULATORS, CalculatorsController } from './http/calculators.controller';
import { CalendarsController } from './http/calendars.controller';

export interface RulesParts {
  /** What the rooms of the process brought. */
  readonly calculators: CalculatorBook;
  /** The rules that calculations over HTTP go by; the released ones when absent. */
  readonly packs?: () => Promise<PackSource>;
}

/** Calculators and calendars over HTTP. Needs EdgeModule. */
@Module({})
export class RulesModule {
  static forRoot({ calculators, packs }: RulesParts): DynamicModule {
    return {
      module: RulesModule,
      controllers: [CalculatorsController, CalendarsController],
      providers: [
        { provide: CALCULATORS, useValue: calculators },
        { provide: CALCULATOR_PACKS, useValue: packs ?? (() => Promise.resolve(releasedPacks)) },
      ],
    };
  }
}
