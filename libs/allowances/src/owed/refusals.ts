import { Refusal } from '@carbon/kernel';

/** What an allocation was settled with is given back by its own means. */
export function takenOffAlready(reference: string): Refusal {
  return new Refusal(
    'ALLOWANCES_OWED_TAKEN_OFF',
    409,
    {
      zh: `${reference} 应扣减的配额已在配额核定中扣减，不能在此撤销`,
      en: `What is owed for ${reference} was taken off an allocation already and is not waived here`,
    },
    { rule: 'ALC-011', details: { reference } },
  );
}
