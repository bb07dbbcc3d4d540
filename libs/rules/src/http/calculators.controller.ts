import { CLOCK, PublicRoute } from '@carbon/http';
import { chinaDate, type Clock, type Text } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CalculatorExample, ObjectSchema, Ruled } from '../domain/calculators/calculator';
import { type CalculatorBook, findCalculator } from '../domain/calculators/calculator-book';
import type { PackSource } from '../domain/rule-packs';

/** Injection token of the calculators that the rooms of this process brought. */
export const CALCULATORS = Symbol('rules.calculators');

/** Injection token of the rules that calculators go by: a function, for they change while the process runs. */
export const CALCULATOR_PACKS = Symbol('rules.calculator packs');

export interface CalculatorView {
  readonly name: string;
  readonly title: Text;
  readonly inputSchema: ObjectSchema;
  readonly outputSchema: ObjectSchema;
  readonly examples: readonly CalculatorExample[];
}

/** The rules to be tried by anybody; nothing is stored. */
@ApiTags('calculators')
@Controller('v1/calculators')
export class CalculatorsController {
  constructor(
    @Inject(CALCULATORS) private readonly calculators: CalculatorBook,
    @Inject(CALCULATOR_PACKS) private readonly packs: () => Promise<PackSource>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'Calculators with the schemas of their inputs and answers. 规则计算器' })
  @ApiOkResponse({
    schema: { type: 'object', properties: { items: { type: 'array', items: { type: 'object' } } } },
  })
  list(): { readonly items: readonly CalculatorView[] } {
    const items = Object.values(this.calculators).map(
      ({ name, title, inputSchema, outputSchema, examples }) => ({
        name,
        title,
        inputSchema,
        outputSchema,
        examples,
      }),
    );
    return { items };
  }

  @Post(':name')
  @HttpCode(200)
  @PublicRoute()
  @ApiBody({ schema: { type: 'object' } })
  @ApiOkResponse({ schema: { type: 'object' } })
  @ApiOperation({ summary: 'Try one rule. 试算' })
  async run(@Param('name') name: string, @Body() input: unknown): Promise<Ruled> {
    const calculator = findCalculator(this.calculators, name);
    return calculator.run(input, { today: chinaDate(this.clock.now()), packs: await this.packs() });
  }
}
