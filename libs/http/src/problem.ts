import { HttpException } from '@nestjs/common';
import { outageOf } from '@carbon/database';
import { Refusal, type Text } from '@carbon/kernel';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** What an error is to its caller. `fault` tells that it is ours, to be logged in full. */
export interface Told {
  readonly status: number;
  readonly code: string;
  readonly text: Text;
  readonly refusal?: Refusal;
  readonly fault: boolean;
}

/** The framework's own refusals, by status. */
const BY_STATUS: Readonly<Record<number, { code: string; text: Text }>> = {
  400: {
    code: 'REQUEST_MALFORMED',
    text: { zh: '请求无法解析', en: 'The request cannot be read' },
  },
  404: {
    code: 'ROUTE_UNKNOWN',
    text: { zh: '没有这个地址', en: 'There is nothing at this address' },
  },
  405: {
    code: 'METHOD_NOT_ALLOWED',
    text: { zh: '此地址不支持该方法', en: 'This address does not take this method' },
  },
  408: {
    code: 'REQUEST_TIMEOUT',
    text: { zh: '请求超时', en: 'The request took too long to arrive' },
  },
  413: {
    code: 'REQUEST_TOO_LARGE',
    text: { zh: '请求内容过大', en: 'The content of the request is too large' },
  },
  414: { code: 'URI_TOO_LONG', text: { zh: '请求地址过长', en: 'The address is too long' } },
  415: {
    code: 'MEDIA_TYPE_UNSUPPORTED',
    text: {
      zh: '不支持的内容类型，请使用 application/json',
      en: 'This content type is not taken here; send application/json',
    },
  },
  431: {
    code: 'HEADERS_TOO_LARGE',
    text: { zh: '请求头过大', en: 'The header fields are too large' },
  },
  503: {
    code: 'SERVICE_UNAVAILABLE',
    text: { zh: '服务正在关闭或暂不可用', en: 'The service is shutting down or not available now' },
  },
};

const INTERNAL: Told = {
  status: 500,
  code: 'INTERNAL',
  text: {
    zh: '系统内部错误，请凭关联编号联系运维',
    en: 'Something went wrong on our side; give the operator the correlation id',
  },
  fault: true,
};

/** What an error is to its caller; nothing of an unknown error is told. */
export function told(error: unknown): Told {
  const refusal = error instanceof Refusal ? error : outageOf(error);
  if (refusal !== undefined) {
    const { status, code, text } = refusal;
    return { status, code, text, refusal, fault: !(error instanceof Refusal) };
  }
  const status = statusOf(error);
  const known = status === undefined ? undefined : BY_STATUS[status];
  if (status === undefined || known === undefined) return INTERNAL;
  return { status, ...known, fault: false };
}

/** The status of NestJS's and Fastify's own errors. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof URIError) return 400;
  if (
    error instanceof Error &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('FST_')
  ) {
    return error.statusCode;
  }
  return undefined;
}

/** Seconds after which to try again, of answers that say so. */
export function retryAfterOf(what: Told): string | undefined {
  if (what.status !== 503 && what.status !== 429) return undefined;
  return what.refusal?.details['retryAfterSeconds'] ?? '5';
}
