import { Refusal, type Text } from '@carbon/kernel';

/** Why a rule does not take an order. */
export interface OrderRefusal {
  /** Rule ID, `TRD-005`. */
  readonly rule: string;
  readonly field: 'method' | 'price' | 'quantity' | 'at' | 'holderKind';
  readonly message: Text;
}

/** What the answer to an order says when rules refuse it (422): each with its field; the first names the rule. */
export function orderRefused(refusals: readonly OrderRefusal[]): Refusal {
  const told = (language: keyof Text, separator: string) =>
    refusals.map(({ message }) => message[language]).join(separator);
  return new Refusal(
    'EXCHANGE_ORDER_REFUSED',
    422,
    { zh: told('zh', '；'), en: told('en', '; ') },
    {
      ...(refusals[0] === undefined ? {} : { rule: refusals[0].rule }),
      fields: refusals,
    },
  );
}
