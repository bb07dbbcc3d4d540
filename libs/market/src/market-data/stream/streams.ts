import type { OutgoingHttpHeaders } from 'node:http';
import { Refusal } from '@carbon/kernel';
import { Injectable, type OnModuleDestroy, Optional } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SSE_BEAT, SSE_HEAD, sseEvent } from './sse';
import { MAX_UNSENT_BYTES, SseConnection } from './sse-connection';

/** Own choices, all of them. */
export class StreamLimits {
  readonly maxStreams: number = 2_000;
  readonly maxAnAddress: number = 20;
  readonly maxUnsentBytes: number = MAX_UNSENT_BYTES;
  readonly beatEveryMs: number = 15_000;

  constructor(given: Partial<StreamLimits> = {}) {
    Object.assign(this, given);
  }
}

/** Streams of this process: who has one, and that nobody has too many. */
@Injectable()
export class Streams implements OnModuleDestroy {
  private readonly open = new Set<SseConnection>();
  private readonly byAddress = new Map<string, number>();
  private readonly limits: StreamLimits;
  private beat: NodeJS.Timeout | undefined;
  private closing = false;

  constructor(@Optional() limits?: StreamLimits) {
    this.limits = limits ?? new StreamLimits();
  }

  get size(): number {
    return this.open.size;
  }

  /**
   * Answers a request with a stream; NestJS and Fastify have no more to do with it.
   * @throws Refusal EXCHANGE_STREAMS_FULL
   */
  start(request: FastifyRequest, reply: FastifyReply): SseConnection {
    const address = request.ip;
    this.requireRoom(address);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const connection = new SseConnection(raw, this.limits.maxUnsentBytes);
    this.take(address, connection);
    connection.send(SSE_HEAD);
    return connection;
  }

  /** A server that closes waits for its connections: these end by themselves. */
  onModuleDestroy(): void {
    this.closing = true;
    clearInterval(this.beat);
    for (const connection of this.open) connection.end(sseEvent('closing', {}));
  }

  private take(address: string, connection: SseConnection): void {
    this.open.add(connection);
    this.byAddress.set(address, (this.byAddress.get(address) ?? 0) + 1);
    this.beat ??= setInterval(() => {
      for (const each of this.open) each.send(SSE_BEAT);
    }, this.limits.beatEveryMs).unref();
    connection.onEnd(() => {
      this.open.delete(connection);
      const left = (this.byAddress.get(address) ?? 1) - 1;
      if (left === 0) this.byAddress.delete(address);
      else this.byAddress.set(address, left);
    });
  }

  private requireRoom(address: string): void {
    const { maxStreams, maxAnAddress } = this.limits;
    if (this.closing || this.open.size >= maxStreams) throw streamsFull('all', maxStreams);
    if ((this.byAddress.get(address) ?? 0) >= maxAnAddress) throw streamsFull('address', maxAnAddress);
  }
}

const streamsFull = (of: 'all' | 'address', limit: number): Refusal =>
  new Refusal(
    'EXCHANGE_STREAMS_FULL',
    503,
    {
      zh: of === 'all' ? `推送连接已满（${limit}），请稍后再试` : `同一地址的推送连接已达 ${limit} 个`,
      en:
        of === 'all'
          ? `All ${limit} streams are taken; try again later`
          : `An address has at most ${limit} streams`,
    },
    { details: { retryAfterSeconds: '30', limit: limit.toString(), of } },
  );
