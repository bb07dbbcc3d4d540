import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  pageBody,
  pageOf,
  Permit,
  PublicRoute,
  type Sent,
} from '@carbon/http';
import { findHoldersById } from '@carbon/identity';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { saleUnknown } from '../domain/refusals';
import { findSale, readSales } from '../persistence/read-sales';
import type { Sale } from '../persistence/sale';
import { readSalePrices } from '../persistence/sale-prices';
import { partyBody } from './offer-bodies';
import {
  SaleBody,
  saleBody,
  SalePath,
  SalePricesBody,
  salePricesBody,
  SalePricesQuery,
  SalesQuery,
} from './sale-bodies';

/** What was sold: in full for its two sides, without them for everybody (GEC-019). */
@ApiTags('sales')
@Controller('v1')
export class SalesController {
  constructor(private readonly database: Database) {}

  @Get('sales')
  @Permit('sales.read')
  @ApiOperation({ summary: 'Sales of one’s accounts, the latest first. 成交记录' })
  @AnswersPageOf(SaleBody)
  async list(@Query() query: SalesQuery, @CurrentCaller() { reach }: Caller): Promise<Page<Sent<SaleBody>>> {
    const { account, instrument } = query;
    const page = pageOf(query, ['number']);
    const found = await readSales(this.database, reach, page, { account, instrument });
    const toBody = await this.telling(found.items);
    return pageBody(found, toBody);
  }

  @Get('sales/:id')
  @Permit('sales.read')
  @ApiOperation({ summary: 'One sale. 查询成交' })
  @ApiOkResponse({ type: SaleBody })
  async get(@Param() { id }: SalePath, @CurrentCaller() { reach }: Caller): Promise<Sent<SaleBody>> {
    const sale = await findSale(this.database, id, reach);
    if (sale === undefined) throw saleUnknown(id);
    return (await this.telling([sale]))(sale);
  }

  @Get('public/sale-prices')
  @PublicRoute()
  @ApiOperation({ summary: 'Volumes and prices by month and scheme; no parties. 成交统计' })
  @AnswersPageOf(SalePricesBody)
  async prices(@Query() query: SalePricesQuery): Promise<Page<Sent<SalePricesBody>>> {
    const { scheme, month } = query;
    const page = pageOf(query, ['text', 'text', 'text', 'text', 'text']);
    return pageBody(await readSalePrices(this.database, page, { scheme, month }), salePricesBody);
  }

  private async telling(sales: readonly Sale[]): Promise<(sale: Sale) => Sent<SaleBody>> {
    const ids = sales.flatMap(({ sellerId, buyerId }) => [sellerId, buyerId]);
    const holders = await findHoldersById(this.database.source.manager, ids);
    return (sale) =>
      saleBody(sale, {
        seller: partyBody(holders, sale.sellerId),
        buyer: partyBody(holders, sale.buyerId),
      });
  }
}
