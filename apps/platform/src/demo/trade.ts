import { BY_REGISTRY, byHouse } from './houses';
import type { Stage } from './stage';

export interface Sale {
  readonly seller: string;
  readonly buyer: string;
  readonly instrument: string;
  readonly quantity: bigint;
  /** Invented wherever it is used. */
  readonly unitPriceFen: bigint;
  /** Valid through this day. */
  readonly validUntil: string;
}

/** The registry notes money that a bank reported. */
export async function payIn(stage: Stage, holder: string, amountFen: bigint): Promise<void> {
  const bankReference = `DEMO-${stage.today}-${holder}-${amountFen}`;
  await stage.act('cash-deposit', { holder, amountFen: amountFen.toString(), bankReference }, BY_REGISTRY);
}

/** Units at a price to one buyer, against the cash it paid in; gives id and amount of the sale. */
export async function sellBilaterally(stage: Stage, sale: Sale): Promise<Readonly<Record<string, string>>> {
  const { seller, buyer, quantity, unitPriceFen } = sale;
  await payIn(stage, buyer, quantity * unitPriceFen);
  const buyerAccount = await stage.account(buyer);
  const payload = { ...(await offered(stage, sale)), buyerAccount };
  const { offer = '' } = await stage.act('bilateral-sale', payload, byHouse(seller));
  const purchase = { offer, quantity: quantity.toString(), account: buyerAccount };
  return stage.act('sale-purchase', purchase, byHouse(buyer));
}

/** Units at a fixed price for whoever buys; gives the id of the listing. */
export async function list(stage: Stage, sale: Omit<Sale, 'buyer'>): Promise<string> {
  const { offer = '' } = await stage.act('sale-listing', await offered(stage, sale), byHouse(sale.seller));
  return offer;
}

/** Buys from a listing against cash that is paid in. */
export async function buy(
  stage: Stage,
  offer: string,
  { buyer, quantity, unitPriceFen }: Pick<Sale, 'buyer' | 'quantity' | 'unitPriceFen'>,
): Promise<Readonly<Record<string, string>>> {
  await payIn(stage, buyer, quantity * unitPriceFen);
  const purchase = { offer, quantity: quantity.toString(), account: await stage.account(buyer) };
  return stage.act('sale-purchase', purchase, byHouse(buyer));
}

async function offered(
  stage: Stage,
  { seller, instrument, quantity, unitPriceFen, validUntil }: Omit<Sale, 'buyer'>,
) {
  return {
    ...{ account: await stage.account(seller), instrument, quantity: quantity.toString() },
    ...{ unitPriceFen: unitPriceFen.toString(), validUntil },
  };
}
