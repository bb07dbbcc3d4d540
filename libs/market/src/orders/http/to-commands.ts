import type { Sent } from '@carbon/http';
import { fault, type FieldFault, malformed, parseChinaDate, Refusal } from '@carbon/kernel';
import type { CancelCommand, PickCommand, PlaceCommand, ReplaceCommand } from '../../exchange/commands';
import { parsePriceFen } from '../domain/yuan';
import type { KeyedCommand } from '../use-cases/order-desk';
import type * as bodies from './command-bodies';

type OrderCommandBody = Sent<bodies.OrderCommandBody>;
type PickOrderBody = Sent<bodies.PickOrderBody>;
type PlaceOrderBody = Sent<bodies.PlaceOrderBody>;
type ReplaceOrderBody = Sent<bodies.ReplaceOrderBody>;

/** @throws Refusal INPUT_MALFORMED (TRD-002) for a price finer than a fen */
export function placing(body: PlaceOrderBody, at = ''): PlaceCommand {
  const { tradingAccount, instrument, side, goodTill, clientReference } = body;
  return {
    ...{ kind: 'place', tradingAccount, instrument, side },
    priceFen: parsePriceFen(body.price, `${at}price`),
    quantity: BigInt(body.quantity),
    ...(goodTill === undefined ? {} : { goodTill: parseChinaDate(goodTill, `${at}goodTill`) }),
    ...(clientReference === undefined ? {} : { clientReference }),
  };
}

/** @throws Refusal INPUT_MALFORMED (TRD-002) */
export function picking(order: string, body: PickOrderBody, at = ''): PickCommand {
  return {
    ...{ kind: 'pick', tradingAccount: body.tradingAccount, order: BigInt(order) },
    quantity: BigInt(body.quantity),
    priceFen: parsePriceFen(body.price, `${at}price`),
  };
}

export const cancelling = (order: string): CancelCommand => ({ kind: 'cancel', order: BigInt(order) });

/** @throws Refusal INPUT_MALFORMED when neither price nor quantity is named, or the price is finer than a fen */
export function replacing(order: string, { price, quantity }: ReplaceOrderBody, at = ''): ReplaceCommand {
  if (price === undefined && quantity === undefined) {
    const what = [`a new price, a new quantity, or both`, '须给出新价格或新数量'] as const;
    throw malformed([fault(`${at}price`, 'required', ...what), fault(`${at}quantity`, 'required', ...what)]);
  }
  return {
    ...{ kind: 'replace', order: BigInt(order) },
    ...(price === undefined ? {} : { priceFen: parsePriceFen(price, `${at}price`) }),
    ...(quantity === undefined ? {} : { quantity: BigInt(quantity) }),
  };
}

type Field = Exclude<keyof OrderCommandBody, 'key' | 'kind'>;

/** Which fields each kind of command needs, and which it may have beside them. */
const FIELDS: Readonly<
  Record<OrderCommandBody['kind'], { needs: readonly Field[]; takes: readonly Field[] }>
> = {
  place: {
    needs: ['tradingAccount', 'instrument', 'side', 'price', 'quantity'],
    takes: ['goodTill', 'clientReference'],
  },
  pick: { needs: ['order', 'tradingAccount', 'price', 'quantity'], takes: [] },
  cancel: { needs: ['order'], takes: [] },
  replace: { needs: ['order'], takes: ['price', 'quantity'] },
};
const ALL_FIELDS: readonly Field[] = [...FIELDS.place.needs, ...FIELDS.place.takes, 'order'];

/**
 * The commands of a batch. A batch that cannot be read is refused as a whole, with every fault by its place; what rules say
 * of each command is each command's own matter.
 * @throws Refusal INPUT_MALFORMED
 */
export function batchOf(items: readonly OrderCommandBody[]): readonly KeyedCommand[] {
  const faults: FieldFault[] = [];
  let rule: string | undefined;
  const commands = items.flatMap((item, index) => {
    try {
      return [{ key: item.key, command: commandOf(item, `commands[${index}].`) }];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      rule ??= error.rule;
      faults.push(...error.fields);
      return [];
    }
  });
  if (faults.length === 0) return commands;
  const { code, status, text } = malformed(faults);
  throw new Refusal(code, status, text, { fields: faults, ...(rule === undefined ? {} : { rule }) });
}

function commandOf(item: OrderCommandBody, at: string): KeyedCommand['command'] {
  requireFields(item, at);
  const given = item as Required<OrderCommandBody>;
  switch (item.kind) {
    case 'place':
      return placing(item as PlaceOrderBody, at);
    case 'pick':
      return picking(given.order, given, at);
    case 'cancel':
      return cancelling(given.order);
    case 'replace':
      return replacing(given.order, item, at);
  }
}

function requireFields(item: OrderCommandBody, at: string): void {
  const { needs, takes } = FIELDS[item.kind];
  const faults = [
    ...needs
      .filter((name) => item[name] === undefined)
      .map((name) => fault(at + name, 'required', `is required to ${item.kind}`, '必填')),
    ...ALL_FIELDS.filter(
      (name) => item[name] !== undefined && !needs.includes(name) && !takes.includes(name),
    ).map((name) => fault(at + name, 'unexpected', `does not belong to ${item.kind}`, '不适用于该指令')),
  ];
  if (faults.length > 0) throw malformed(faults);
}
