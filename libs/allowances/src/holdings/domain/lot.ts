/** `1000 CEA24, 20 CEA25`, for summaries. */
export function describeLots(
  lots: readonly { readonly instrument: string; readonly quantity: bigint }[],
): string {
  return lots.map(({ instrument, quantity }) => `${quantity.toString()} ${instrument}`).join(', ');
}
