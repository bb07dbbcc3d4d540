import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import { ArrayMaxSize, IsEmail, IsInt, Max, MinLength, ValidateNested, validateSync } from 'class-validator';
import { IsChinaDate, IsChinaMonth, IsId, IsMoment, IsOneOf, IsWholeNumberString } from './field-decorators';
import { faultsOf } from './validation';

class Inner {
  @IsWholeNumberString({ description: 'Wh' })
  energyWh!: string;
}

class Outer {
  @IsChinaMonth({ description: 'm', optional: true })
  month?: string;

  @IsChinaDate({ description: 'd', optional: true })
  day?: string;

  @IsMoment({ description: 't', optional: true })
  at?: string;

  @IsId({ description: 'i', optional: true })
  id?: string;

  @IsOneOf(['a', 'b'], { description: 'o', optional: true })
  word?: string;

  @Max(5)
  @IsInt()
  count = 1;

  @MinLength(3)
  text = 'abc';

  @IsEmail()
  mail = 'a@b.example';

  @ValidateNested({ each: true })
  @ArrayMaxSize(2)
  @Type(() => Inner)
  months: Inner[] = [];
}

const faults = (input: object) => faultsOf(validateSync(plainToInstance(Outer, input)));

describe('faults of an input', () => {
  it('a good input has none', () => {
    const input = { month: '2026-03', day: '2024-02-29', at: '2026-03-31T08:00:00+08:00', word: 'a' };
    expect(faults({ ...input, months: [{ energyWh: '0' }] })).toEqual([]);
  });

  it('nested fields are named by their path', () => {
    expect(faults({ months: [{ energyWh: '1' }, { energyWh: '-1' }] }).map(({ field }) => field)).toEqual([
      'months[1].energyWh',
    ]);
    expect(faults({ months: ['x'] })).toEqual([
      expect.objectContaining({
        field: 'months[0]',
        message: expect.objectContaining({ zh: '必须是对象或对象数组' }) as object,
      }),
    ]);
  });

  it.each([
    [{ month: '2026-13' }, 'month', 'month'],
    [{ month: 202603 }, 'month', 'string'],
    [{ month: null }, 'month', 'string'],
    [{ day: '2026-02-29' }, 'day', 'date'],
    [{ at: '2026-03-31' }, 'at', 'moment'],
    [{ at: 5 }, 'at', 'moment'],
    [{ id: '5' }, 'id', 'uuid'],
  ])('%j breaks the rule of %s', (input, field, rule) => {
    expect(faults(input)).toMatchObject([{ field, rule }]);
  });

  it.each([
    [{ word: 'c' }, 'must be one of the following values: a, b', '必须是以下之一：a, b'],
    [{ count: 6 }, 'must not be greater than 5', '不得大于 5'],
    [{ text: 'a' }, 'must be longer than or equal to 3 characters', '至少 3 个字符'],
    [
      { months: [{ energyWh: '1' }, { energyWh: '1' }, { energyWh: '1' }] },
      'must contain no more than 2 elements',
      '最多 2 项',
    ],
  ])('%j is told in both languages', (input, en, zh) => {
    expect(faults(input).map(({ message }) => message)).toEqual([{ en, zh }]);
  });

  it('a sentence without a translation stands in both', () => {
    expect(faults({ mail: 'x' }).map(({ message }) => message)).toEqual([
      { en: 'must be an email', zh: 'must be an email' },
    ]);
  });
});
