/**
 * CAR-007: how much may still be applied for after the window: what a court held when it closed and has released since,
 * less what was applied for late already. Whole tonnes.
 */
export function lateAllowance({
  frozenAtEndT,
  releasedSinceT,
  appliedLateT,
}: {
  readonly frozenAtEndT: bigint;
  readonly releasedSinceT: bigint;
  readonly appliedLateT: bigint;
}): bigint {
  const freed = releasedSinceT < frozenAtEndT ? releasedSinceT : frozenAtEndT;
  return freed > appliedLateT ? freed - appliedLateT : 0n;
}
