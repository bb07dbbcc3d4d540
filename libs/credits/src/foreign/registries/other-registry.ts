import type { ExternalBlock } from '../domain/external-block';
import { notLockedThere } from '../domain/refusals';
import type { ForeignRegistry } from '../domain/registries';

/** How units stand in their own registry; `unknown` where nobody can be asked. */
export const STATES_THERE = ['unknown', 'free', 'locked-for-us', 'retired', 'cancelled'] as const;
export type StateThere = (typeof STATES_THERE)[number];

/** A registry elsewhere, as far as it can be asked. Asked inside a transaction: an adapter answers in a second or refuses (503). */
export interface OtherRegistry {
  readonly registry: ForeignRegistry;
  stateOf(block: ExternalBlock): Promise<StateThere>;
}

/** A registry without a connection: two people look at its documents, and both stand for it by their approval. */
export class ManualRegistry implements OtherRegistry {
  constructor(readonly registry: ForeignRegistry) {}

  stateOf(): Promise<StateThere> {
    return Promise.resolve('unknown');
  }
}

/** The registries that can be asked; the others go by documents. */
export class OtherRegistries {
  private readonly connected = new Map<ForeignRegistry, OtherRegistry>();

  constructor(connected: readonly OtherRegistry[] = []) {
    for (const each of connected) this.connected.set(each.registry, each);
  }

  of(registry: ForeignRegistry): OtherRegistry {
    return this.connected.get(registry) ?? new ManualRegistry(registry);
  }

  /** @throws Refusal EXTERNAL_NOT_LOCKED when the registry says something else */
  async requireLocked(block: ExternalBlock): Promise<void> {
    const state = await this.of(block.registry).stateOf(block);
    if (state !== 'locked-for-us' && state !== 'unknown') throw notLockedThere(block.registry, state);
  }
}
