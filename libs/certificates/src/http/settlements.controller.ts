import { hash } from 'node:crypto';
import {
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  Permit,
  type Sent,
} from '@carbon/http';
import { type FieldFault, malformed } from '@carbon/kernel';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readSettlementsCsv, SETTLEMENT_COLUMNS, type SettlementRow } from '../domain/csv/settlements-csv';
import type { Desk } from '../use-cases/desk';
import { settleGreenPower } from '../use-cases/settle-green-power';
import { csvWanted } from './csv-wanted';
import { DESK } from './desk-of';
import {
  SettlementReportBody,
  settlementReportBody,
  settlementRowsOf,
  SettlementsBody,
} from './settlement-bodies';

/** Settlement data of the power exchange: its machine brings it, people do not. */
@ApiTags('certificates')
@Controller('v1/green-power-settlements')
export class SettlementsController {
  constructor(
    private readonly once: Once,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Post()
  @Permit('transfers.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Move certificates to users by settlement of green power (GEC-010). 绿电结算划转',
  })
  @ApiCreatedResponse({ type: SettlementReportBody })
  async settle(
    @Body() body: SettlementsBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<SettlementReportBody>> {
    return this.run(caller, key, body, settlementRowsOf(body));
  }

  @Post('imports')
  @Permit('transfers.write')
  @NeedsIdempotencyKey()
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', example: SETTLEMENT_COLUMNS.join(',') } })
  @ApiOperation({ summary: 'The same from a CSV file. 导入绿电结算文件' })
  @ApiCreatedResponse({ type: SettlementReportBody })
  async import(
    @Body() csv: unknown,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<SettlementReportBody>> {
    if (typeof csv !== 'string') throw csvWanted();
    return this.run(caller, key, { sha256: hash('sha256', csv) }, rowsOf(csv));
  }

  private async run(
    caller: Caller,
    key: string,
    body: object,
    rows: readonly SettlementRow[],
  ): Promise<Sent<SettlementReportBody>> {
    const request = { caller, operation: 'green-power.settle', key, body };
    const answer = await this.once.run(request, async (tx) =>
      settlementReportBody(await settleGreenPower(tx, this.desk, { actor: caller.id }, rows)),
    );
    return answer.body;
  }
}

/** @throws Refusal INPUT_MALFORMED naming lines and columns */
function rowsOf(csv: string): readonly SettlementRow[] {
  const { rows, faults } = readSettlementsCsv(csv);
  if (faults.length === 0) return rows;
  throw malformed(
    faults.map(({ line, column, rule, message }): FieldFault => ({
      field: column === '' ? `lines[${line}]` : `lines[${line}].${column}`,
      rule,
      message,
    })),
  );
}
