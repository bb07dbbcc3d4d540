import type { OwnerKind } from '../../domain/schemes/credit-scheme';

/** CCT-001: what an owner is to a scheme. Bodies are entered by their registration, so that they are legal persons. */
export function ownerKindOf({ kind }: { readonly kind: string }): OwnerKind {
  return kind === 'resident' ? 'natural-person' : 'legal-person';
}
