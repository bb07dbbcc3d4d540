import { IsCount } from '@carbon/http';
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';

/** The year of an obligation in a query or a path. */
export function IsYearInQuery(options: { readonly optional?: boolean } = {}): PropertyDecorator {
  return applyDecorators(
    Type(() => Number),
    IsCount({
      ...{ description: 'Year of the obligation. 履约年度', min: 2000, max: 2199, example: 2024 },
      ...options,
    }),
  );
}
