import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  fault,
  isChinaDate,
  malformed,
  MAX_LIMIT,
  type Page,
  type PageRequest,
} from '@carbon/kernel';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { IsText } from './field-decorators';

/** How a list is asked for. Lists with filters of their own extend it. */
export class PageQuery {
  @ApiProperty({
    description: 'Items of the page. 每页条数',
    required: false,
    type: 'integer',
    minimum: 1,
    maximum: MAX_LIMIT,
    default: DEFAULT_LIMIT,
    example: DEFAULT_LIMIT,
  })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_LIMIT)
  limit: number = DEFAULT_LIMIT;

  @IsText({
    description: 'What the page before gave as `next`. 上一页返回的游标',
    max: 1000,
    optional: true,
    example: 'WyJHRUMtQSJd',
  })
  cursor?: string;
}

/** The sort key a cursor stands for: what each of its parts is; a side is 0 or 1, a day one of China. */
export type CursorPart = 'text' | 'number' | 'side' | 'id' | 'day';

/** As we write ids into cursors: lower case. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WHOLE = /^(0|[1-9]\d{0,18})$/;
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/** Callers may make cursors up: what one holds must be what the database is going to compare with. */
const FITS: Readonly<Record<CursorPart, (part: string) => boolean>> = {
  text: (part) => !UNPRINTABLE.test(part),
  number: (part) => WHOLE.test(part) && BigInt(part) <= 9_223_372_036_854_775_807n,
  side: (part) => part === '0' || part === '1',
  id: (part) => ID.test(part),
  day: isChinaDate,
};

/**
 * What a list function of a library takes.
 * @throws Refusal INPUT_MALFORMED when the cursor was not given by such a list
 */
export function pageOf(query: PageQuery, parts: readonly CursorPart[]): PageRequest {
  if (query.cursor === undefined) return { limit: query.limit };
  const after = decodeCursor(query.cursor, parts.length);
  if (!after.every((part, at) => FITS[parts[at] ?? 'number'](part))) {
    throw malformed([fault('cursor', 'cursor', 'is not a cursor of this list', '不是此列表的游标')]);
  }
  return { limit: query.limit, after };
}

/** A page in the form it travels: each item mapped. */
export function pageBody<T, B>(page: Page<T>, toBody: (item: T) => B): Page<B> {
  const items = page.items.map(toBody);
  return page.next === undefined ? { items } : { items, next: page.next };
}

/** Describes the answer of a list in the OpenAPI document. */
export function AnswersPageOf(item: Class): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(item),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['items'],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(item) } },
          next: {
            type: 'string',
            description: 'Cursor of the following page; absent on the last. 下一页游标',
          },
        },
      },
    }),
  );
}
