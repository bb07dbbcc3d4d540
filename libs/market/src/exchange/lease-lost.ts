/** Somebody else runs the market. */
export class LeaseLost extends Error {}
