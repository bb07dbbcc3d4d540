import { hash } from 'node:crypto';
import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  type MultipartBody,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
  TakesFile,
} from '@carbon/http';
import { type Clock, fault, malformed, type Page } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { statementUnknown } from '../domain/refusals';
import { XML_LIMITS } from '../formats/xml-tree';
import { readEntries } from '../persistence/read-entries';
import { findStatement, readStatements } from '../persistence/statements';
import { importStatement } from '../use-cases/import-statement';
import {
  BankEntriesQuery,
  BankEntryBody,
  bankEntryBody,
  BankStatementBody,
  bankStatementBody,
  BankStatementImportBody,
  BankStatementPath,
  statementImportBody,
} from './statement-bodies';

/** What banks say of the settlement accounts (TRD-016). A bank sees its own. */
@ApiTags('bank')
@Controller('v1')
export class BankStatementsController {
  constructor(
    private readonly database: Database,
    private readonly ledger: Ledger,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('bank-statements')
  @Permit('bank-statements.write')
  @NeedsIdempotencyKey()
  @TakesFile(XML_LIMITS.bytes)
  @ApiOperation({
    summary: 'Import a statement of a bank, whole or not at all. 导入银行对账单',
    description:
      'ISO 20022 camt.053 or CSV, in the field `file`, or CSV as the body (text/csv). Balances must add up. The same ' +
      'statement again changes nothing, and no movement is booked twice. Money is booked at once where a deposit code names ' +
      'the funds account and the remitter is a registered bank account of its holder; all else waits for people. ' +
      '支持 camt.053 或 CSV；期初加发生额须等于期末；重复导入不重复入账。',
  })
  @ApiCreatedResponse({ type: BankStatementImportBody })
  async import(
    @Body() body: unknown,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<BankStatementImportBody>> {
    const contents = await contentsOf(body);
    const request = {
      caller,
      operation: 'bank-statements.import',
      key,
      body: { sha256: hash('sha256', contents) },
    };
    const { id: by, reach } = caller;
    const answer = await this.once.run(request, async (tx) =>
      statementImportBody(
        await importStatement(tx, this.ledger, contents, { by, reach, now: this.clock.now() }),
      ),
    );
    return answer.body;
  }

  @Get('bank-statements')
  @Permit('bank-statements.read')
  @ApiOperation({ summary: 'Statements of banks, the latest first. 银行对账单列表' })
  @AnswersPageOf(BankStatementBody)
  async list(
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<BankStatementBody>>> {
    return pageBody(await readStatements(this.database, pageOf(query, ['number']), reach), bankStatementBody);
  }

  @Get('bank-statements/:id')
  @Permit('bank-statements.read')
  @ApiOperation({ summary: 'One statement. 银行对账单' })
  @ApiOkResponse({ type: BankStatementBody })
  async one(
    @Param() { id }: BankStatementPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<BankStatementBody>> {
    const found = await findStatement(this.database, id, reach);
    if (found === undefined) throw statementUnknown(id);
    return bankStatementBody(found);
  }

  @Get('bank-entries')
  @Permit('bank-statements.read')
  @ApiOperation({
    summary:
      'Movements of the settlement accounts and what became of them; `state=unmatched` is the queue. 银行流水',
  })
  @AnswersPageOf(BankEntryBody)
  async entries(
    @Query() query: BankEntriesQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<BankEntryBody>>> {
    const { state, statement } = query;
    const page = pageOf(query, ['number']);
    return pageBody(await readEntries(this.database, page, reach, { state, statement }), bankEntryBody);
  }
}

/** The file, sent as multipart/form-data, or CSV as the whole body. @throws Refusal INPUT_MALFORMED */
async function contentsOf(body: unknown): Promise<Buffer> {
  if (typeof body === 'string') return Buffer.from(body);
  if (isUpload(body)) return (await body.file()).bytes;
  throw malformed([
    fault(
      'file',
      'file',
      'send the statement in the field `file`, or CSV as text/csv',
      '请在 file 字段上传对账单，或以 text/csv 发送',
    ),
  ]);
}

const isUpload = (body: unknown): body is MultipartBody =>
  typeof body === 'object' && body !== null && typeof (body as { file?: unknown }).file === 'function';
