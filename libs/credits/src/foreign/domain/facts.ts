import type { ExternalBlock } from './external-block';
import { missingFact, saysOtherwise } from './refusals';

/** What goes with a block: from its number where that says it, from the proposal where it does not. */
export interface BlockFacts {
  readonly project: string;
  readonly vintage: string;
  readonly country: string;
}

/** @throws Refusal EXTERNAL_SERIAL_CONTRADICTS, EXTERNAL_FACT_MISSING */
export function factsOf(block: ExternalBlock, told: Partial<BlockFacts>): BlockFacts {
  return {
    project: agreed('project', block.project, told.project),
    vintage: agreed('vintage', block.vintage, told.vintage),
    country: agreed('country', block.country, told.country),
  };
}

function agreed(field: string, says: string | undefined, told: string | undefined): string {
  if (says !== undefined && told !== undefined && told !== says) throw saysOtherwise(field, told, says);
  const fact = says ?? told;
  if (fact === undefined) throw missingFact(field);
  return fact;
}

/** CAD Trust's words on corresponding adjustments (SER-008). */
export const ADJUSTMENT_DECLARATIONS = ['committed', 'not-required', 'unknown'] as const;
export type AdjustmentDeclaration = (typeof ADJUSTMENT_DECLARATIONS)[number];
export const ADJUSTMENT_STATES = ['not-applicable', 'not-started', 'pending', 'completed'] as const;
export type AdjustmentState = (typeof ADJUSTMENT_STATES)[number];
