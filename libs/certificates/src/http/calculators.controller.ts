import { PublicRoute } from '@carbon/http';
import { chinaDate, type Text } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CalculatorExample, ObjectSchema, Ruled } from '../domain/calculators/calculator';
import { calculators } from '../domain/calculators';
import { calculatorUnknown } from '../domain/refusals';
import type { Desk } from '../use-cases/desk';
import { DESK } from './desk-of';

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
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'Calculators with the schemas of their inputs and answers. 规则计算器' })
  @ApiOkResponse({
    schema: { type: 'object', properties: { items: { type: 'array', items: { type: 'object' } } } },
  })
  list(): { readonly items: readonly CalculatorView[] } {
    const items = Object.values(calculators).map(({ name, title, inputSchema, outputSchema, examples }) => ({
      name,
      title,
      inputSchema,
      outputSchema,
      examples,
    }));
    return { items };
  }

  @Post(':name')
  @HttpCode(200)
  @PublicRoute()
  @ApiBody({ schema: { type: 'object' } })
  @ApiOkResponse({ schema: { type: 'object' } })
  @ApiOperation({ summary: 'Try one rule. 试算' })
  run(@Param('name') name: string, @Body() input: unknown): Ruled {
    const calculator = calculators[name];
    if (calculator === undefined) throw calculatorUnknown(name);
    return calculator.run(input, { today: chinaDate(this.desk.clock.now()) });
  }
}
