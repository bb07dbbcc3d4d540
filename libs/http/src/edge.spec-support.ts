import { Database } from '@carbon/database';
import { Refusal, systemClock } from '@carbon/kernel';
import { Body, Controller, type DynamicModule, Get, Post, Query, type Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Authenticator, type Caller, type Credentials, CurrentCaller, serviceCaller } from './caller';
import { EdgeModule } from './edge.module';
import { IsListOf, IsQuantity, IsText } from './field-decorators';
import { IdempotencyKey } from './idempotency-key';
import { PageQuery } from './paging';
import { correlationId } from './request-context';
import { Permit, PublicRoute } from './route-declarations';

class OneCaller extends Authenticator {
  authenticate({ authorization }: Credentials): Promise<Caller | undefined> {
    if (authorization === undefined) return Promise.resolve(undefined);
    if (authorization !== 'Bearer right') {
      return Promise.reject(new Refusal('CREDENTIALS_WRONG', 401, { zh: '无效', en: 'not valid' }));
    }
    return Promise.resolve(serviceCaller('one', 'One', ['plants.read']));
  }
}

class LineBody {
  @IsQuantity({ description: 'Wh' })
  energyWh!: string;
}

class EchoBody {
  @IsText({ description: 'a name', max: 20 })
  name!: string;

  @IsQuantity({ description: 'units', optional: true })
  quantity?: string;

  @IsListOf(() => LineBody, { description: 'lines', max: 3, optional: true })
  lines?: LineBody[];
}

@Controller('v1/things')
export class ThingsController {
  @Post()
  @PublicRoute()
  echo(@Body() body: EchoBody): EchoBody {
    return body;
  }

  @Post('keyed')
  @Permit('plants.read')
  keyed(@IdempotencyKey() key: string, @CurrentCaller() caller: Caller): object {
    return { key, caller: caller.id, correlationId: correlationId() };
  }

  @Post('csv')
  @PublicRoute()
  csv(@Body() body: string): object {
    return { bytes: body.length };
  }

  @Get()
  @PublicRoute()
  list(@Query() query: PageQuery): object {
    return query;
  }

  @Get('forbidden')
  @Permit('plants.write')
  forbidden(): object {
    return {};
  }

  @Get('fault')
  @PublicRoute()
  fault(): object {
    throw new Error('the password of the database is hunter2');
  }

  @Get('refused')
  @PublicRoute()
  refused(): object {
    throw new Refusal(
      'GEC_SOLD',
      422,
      { zh: '已售出', en: 'sold' },
      { rule: 'GEC-009', details: { held: '5' } },
    );
  }

  @Get('full')
  @PublicRoute()
  full(): object {
    throw Object.assign(new Error('could not extend file'), { code: '53100' });
  }

  @Get('down')
  @PublicRoute()
  down(): object {
    throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  }
}

@Controller('v1/forgotten')
export class ForgottenController {
  @Get()
  list(): object {
    return {};
  }
}

/** A module with everything a service has, over a database that is not there. */
export const edge = (controllers: Type[]): DynamicModule => ({
  module: class TestModule {},
  imports: [
    EdgeModule.forRoot({
      database: new Database(new DataSource({ type: 'postgres', url: 'postgres://127.0.0.1:1/none' })),
      clock: systemClock,
      authenticator: new OneCaller(),
    }),
  ],
  controllers,
});
